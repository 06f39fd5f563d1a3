"""What is left out of a nugget before anybody reads it, and what its author should look at again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.drafting.draft import Hint
from bot.domain.drafting.withholding import KnownBy, doubtful_in, nameless
from bot.domain.nuggets.nugget import Nugget

REFUSED: Final = "refused"
"""What is noted of a draft from which somebody's words were left out, since they had said no to them before."""


def doubtful(nugget: Nugget) -> Sequence[Hint]:
    """Give what its author should look at again."""
    return doubtful_in((told.text for told in nugget.fields.values()), nugget.language)


def without_names(nugget: Nugget, known: KnownBy) -> Nugget:
    """Give a nugget that tells nobody who is known by this, in no field."""
    fields = {name: replace(told, text=nameless(told.text, known)) for name, told in nugget.fields.items()}
    return replace(nugget, fields=fields, more={key: nameless(text, known) for key, text in nugget.more.items()})
