"""What can go wrong in words a person can use."""

from bot.core.text import Msg, t


class Refusal(ValueError):
    """A rule says no. ``text`` tells the person why and what to do; ``field`` names the input at fault, if one is.

    It is a ValueError so that a form's model may raise it while it reads a value.
    """

    def __init__(self, text: Msg, field: str | None = None) -> None:
        super().__init__(text.id)
        self.text = text
        self.field = field


class Hidden(Refusal):
    """The one answer for what is not there and for what may not be seen, so that nobody can tell which."""

    def __init__(self) -> None:
        super().__init__(
            t("I can't find that, or it isn't open to you. Check the reference, or ask the person who gave it to you.")
        )


class AlreadySettled(Refusal):
    """Somebody was quicker, or time has passed: what was asked for no longer fits how it stands now."""


class BadToken(Exception):
    """A button's token was not one of ours."""


class Conflict(Exception):
    """The object changed between reading and saving; the handler is run again on what is there now."""


class AlreadyThere(Exception):
    """A row with this natural key exists; whoever makes things catches this to make them once."""
