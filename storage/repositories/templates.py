"""Templates: versions are added, and none is changed."""

from bot.core.errors import AlreadyThere, Conflict
from bot.core.refs import CommunityRef
from bot.domain.templates.defaults import default
from bot.domain.templates.template import Template
from storage.mapping import Mapper, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.templates import templates


class SqlTemplates(Nouns[Template]):
    """The versions of each community's template; number 0 is the bot's own, and is there for everybody."""

    shape = Shape(Mapper(Template, templates), templates, lasting=("community", "number"))

    def in_force(self, community: CommunityRef) -> Template:
        """Give a community's newest version."""
        query = self.shape.query().where(templates.c.community == text_of(community))
        newest = self._one(self.run.one(query.order_by(templates.c.number.desc()).limit(1)))
        return newest or default(community)

    def of(self, community: CommunityRef, number: int) -> Template:
        """Give the version of this number; the bot's own where there is none."""
        if not number:
            return default(community)
        where = (templates.c.community == text_of(community), templates.c.number == number)
        return self._one(self.run.one(self.shape.query().where(*where))) or default(community)

    def add(self, item: Template) -> None:
        """Store a new version; Conflict if somebody else has stored one of this number meanwhile."""
        try:
            super().add(item)
        except AlreadyThere as taken:
            raise Conflict("the template was changed meanwhile") from taken
