"""Inputs that occur in several forms of this feature."""

from typing import Final

from bot.core.forms import TextInput
from bot.core.text import t
from bot.domain.access import Role
from bot.ports.context import Reading

_REFERENCE_MOST: Final = 30


def which_desk(reading: Reading) -> tuple[TextInput, ...]:
    """Ask for which desk it is, of whoever answers at several."""
    if len(reading.viewer.subjects(Role.DESK_STAFF)) < 2:
        return ()
    hint = t("Its reference, such as K-7KQ2M")
    return (TextInput(name="desk", label=t("For which desk?"), hint=hint, required=False, maximum=_REFERENCE_MOST),)
