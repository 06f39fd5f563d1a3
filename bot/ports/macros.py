"""What is kept of a desk's saved answers, and of the rules that suggest what to offer. Both are the staff's alone."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.refs import CommunityRef
from bot.domain.access import Viewer
from bot.domain.desk.suggesting import SuggestionRule
from bot.domain.macros import Macro
from bot.ports.repositories import Repository


class Macros(Repository[Macro], Protocol):
    """Saved answers. A desk has one of each name, case and accents aside."""

    def of_staff(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Macro]:
        """Give those of the viewer's desks and of all desks, by name."""
        ...

    def named(self, community: CommunityRef, desk: str, name: str) -> Macro | None:
        """Give a desk's own of this name, case and accents aside, for the rule that there is one of each."""
        ...

    def drop(self, macro: Macro) -> None:
        """Remove one."""
        ...


class Suggestions(Repository[SuggestionRule], Protocol):
    """Rules that suggest what to offer."""

    def of_desk(self, community: CommunityRef, desk: str) -> Sequence[SuggestionRule]:
        """Give the rules of a desk and of all desks, oldest first, for the rule that looks for their words."""
        ...

    def of_staff(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[SuggestionRule]:
        """Give those of the viewer's desks and of all desks, oldest first."""
        ...

    def pointing_to(self, object_id: str) -> Sequence[SuggestionRule]:
        """Give those that offer this article or saved answer, oldest first."""
        ...

    def drop(self, rule: SuggestionRule) -> None:
        """Remove one."""
        ...
