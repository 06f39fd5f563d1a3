"""What people were answered, counted: what was accepted must be what is stored, also where a machine was too slow."""

from dataclasses import dataclass

STILL_SAVING = "Still saving"
BUSY = "Nothing was done"


@dataclass
class Answered:
    """Answers that said yes, those that promised the truth for later, and those that said that nothing was done."""

    yes: str
    accepted: int = 0
    later: int = 0
    refused: int = 0

    def take(self, said: str) -> None:
        """Count one answer; any that is none of these is an error."""
        if self.yes in said:
            self.accepted += 1
        elif STILL_SAVING in said:
            self.later += 1
        elif BUSY in said:
            self.refused += 1
        else:
            raise AssertionError(f"answered {said[:500]!r}")

    @property
    def beside(self) -> str:
        """Tell of the other answers."""
        return f"besides {self.later} answered with 'still saving' and {self.refused} with 'busy'"

    def check(self, stored: int) -> None:
        """Make sure that what was accepted is stored, and nothing besides but what was said to be on its way."""
        assert self.accepted <= stored <= self.accepted + self.later, f"{stored} are stored of {self}"
