"""What is kept of templates: every version, none ever changed."""

from typing import Protocol

from bot.core.refs import CommunityRef
from bot.domain.templates.template import Template


class Templates(Protocol):
    """The versions of each community's template; number 0 is the bot's own, and is there for everybody."""

    def in_force(self, community: CommunityRef) -> Template:
        """Give a community's newest version."""
        ...

    def of(self, community: CommunityRef, number: int) -> Template:
        """Give the version of this number; the bot's own where there is none."""
        ...

    def get(self, object_id: str) -> Template | None:
        """Give the version of this id, or None."""
        ...

    def add(self, item: Template) -> None:
        """Store a new version; Conflict if somebody else has stored one of this number meanwhile."""
        ...
