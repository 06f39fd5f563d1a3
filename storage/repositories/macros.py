"""Saved answers, and the rules that suggest what to offer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Table, bindparam, delete, false, or_

from bot.core.refs import CommunityRef
from bot.domain.access import Role, Viewer
from bot.domain.desk.suggesting import SuggestionRule
from bot.domain.macros import Macro
from storage.mapping import Mapper, folded, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.macros import macros, suggestions


class SqlMacros(Nouns[Macro]):
    """Saved answers. A desk has one of each name, case and accents aside."""

    shape = Shape(
        Mapper(Macro, macros, {"name_key": lambda macro: folded(macro.name)}), macros, lasting=("community", "desk")
    )
    may_meet = True
    _named: ClassVar = shape.where("community", "desk", "name_key")

    def of_staff(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Macro]:
        """Give those of the viewer's desks and of all desks, by name."""
        query = self.shape.query().where(*_of_staff(viewer, macros)).order_by(macros.c.name_key, macros.c.seq)
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def named(self, community: CommunityRef, desk: str, name: str) -> Macro | None:
        """Give a desk's own of this name, case and accents aside, for the rule that there is one of each."""
        found = self.run.one(self._named, by_community=text_of(community), by_desk=desk, by_name_key=folded(name))
        return self._one(found)

    def drop(self, macro: Macro) -> None:
        """Remove one."""
        self._rewrite(delete(macros).where(macros.c.id == macro.id))


class SqlSuggestions(Nouns[SuggestionRule]):
    """Rules that suggest what to offer."""

    shape = Shape(Mapper(SuggestionRule, suggestions), suggestions, lasting=("community", "desk"))
    _of_desk: ClassVar = shape.where(
        "community",
        also=or_(suggestions.c.desk == bindparam("by_desk"), suggestions.c.desk == ""),
        order=(suggestions.c.seq,),
    )

    def of_desk(self, community: CommunityRef, desk: str) -> Sequence[SuggestionRule]:
        """Give the rules of a desk and of all desks, oldest first, for the rule that looks for their words."""
        return self._all(self.run.rows(self._of_desk, by_community=text_of(community), by_desk=desk))

    def of_staff(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[SuggestionRule]:
        """Give those of the viewer's desks and of all desks, oldest first."""
        query = self.shape.query().where(*_of_staff(viewer, suggestions)).order_by(suggestions.c.seq)
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def pointing_to(self, object_id: str) -> Sequence[SuggestionRule]:
        """Give those that offer this article or saved answer, oldest first."""
        offers = or_(suggestions.c.article == object_id, suggestions.c.macro == object_id)
        return self._all(self.run.rows(self.shape.query().where(offers).order_by(suggestions.c.seq)))

    def drop(self, rule: SuggestionRule) -> None:
        """Remove one."""
        self._rewrite(delete(suggestions).where(suggestions.c.id == rule.id))


def _of_staff(viewer: Viewer, table: Table) -> list[ColumnElement[Any]]:
    """Match what is of the desks at which somebody answers; whoever answers at all desks reads all."""
    desks = viewer.subjects(Role.DESK_STAFF)
    if viewer.member is None or viewer.guest or not desks:
        return [false()]
    here = [table.c.community == text_of(viewer.community)]
    return here if "" in desks else [*here, table.c.desk.in_(sorted({"", *desks}))]
