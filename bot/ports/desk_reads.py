"""What there is to read of the help desk: questions, who answers them, and what stays of the answers."""

from typing import Protocol

from bot.ports import articles as answers
from bot.ports import questions as asked
from bot.ports import topics as proposed
from bot.ports.desks import Desks, FocalPoints, Rulebooks
from bot.ports.macros import Macros, Suggestions


class DeskReads(Protocol):
    """What the help desk keeps."""

    @property
    def questions(self) -> asked.Questions:
        """Questions to the help desk."""
        ...

    @property
    def entries(self) -> asked.Entries:
        """What was said about questions."""
        ...

    @property
    def desks(self) -> Desks:
        """Help desks."""
        ...

    @property
    def focals(self) -> FocalPoints:
        """Who answers for what at a desk."""
        ...

    @property
    def rulebooks(self) -> Rulebooks:
        """By what rules desks sort questions."""
        ...

    @property
    def articles(self) -> answers.Articles:
        """Articles."""
        ...

    @property
    def corrections(self) -> answers.Corrections:
        """What people say is wrong with articles."""
        ...

    @property
    def macros(self) -> Macros:
        """Desks' saved answers."""
        ...

    @property
    def suggestions(self) -> Suggestions:
        """Rules that suggest what desks offer."""
        ...

    @property
    def topics(self) -> proposed.Topics:
        """Proposed topics."""
        ...

    @property
    def supports(self) -> proposed.Supports:
        """Who supports which topic."""
        ...
