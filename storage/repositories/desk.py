"""What awaits people, where their cards stand, and what they have half filled in."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from bot.core.refs import MemberRef
from storage.dialects import Dialect
from storage.mapping import instant, member_of, micros, text_of
from storage.run import Fixed, Run
from storage.tables.people import cards, drafts, waiting


def _add_once(table: Any, *names: str) -> Fixed:
    return Fixed(
        lambda dialect: dialect.insert(table).values({name: bindparam(name) for name in names}).on_conflict_do_nothing()
    )


_await: Final = _add_once(waiting, "member", "view", "about", "since")


def _settle(*names: str) -> Fixed:
    return Fixed(lambda _: delete(waiting).where(*(waiting.c[name] == bindparam(f"by_{name}") for name in names)))


_settlings: Final = {
    (whose, which): _settle("about", *(["member"] if whose else []), *(["view"] if which else []))
    for whose in (False, True)
    for which in (False, True)
}
_add_card: Final = _add_once(cards, "about", "view", "post", "reader")
_cards_of: Final = Fixed(
    lambda _: (
        select(cards.c.view, cards.c.post, cards.c.reader)
        .where(cards.c.about == bindparam("by_about"))
        .order_by(cards.c.seq)
    )
)
_read_by: Final = Fixed(
    lambda _: select(cards.c.about).where(cards.c.reader == bindparam("by_reader")).distinct().order_by(cards.c.about)
)
_drop_card: Final = Fixed(
    lambda _: delete(cards).where(
        cards.c.about == bindparam("by_about"),
        cards.c.view == bindparam("by_view"),
        cards.c.post == bindparam("by_post"),
    )
)


class SqlWaiting:
    """What awaits whom."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add(self, member: MemberRef, view: str, about: str, since: datetime) -> None:
        """Note that this awaits the member; again is no change."""
        self.run.change(_await, member=text_of(member), view=view, about=about, since=micros(since))

    def settle(self, about: str, member: MemberRef | None = None, view: str = "") -> None:
        """Nothing about the object awaits the member (or anybody) any more, or only not this view of it."""
        values = {"by_about": about}
        if member is not None:
            values["by_member"] = text_of(member)
        if view:
            values["by_view"] = view
        self.run.change(_settlings[member is not None, bool(view)], **values)

    def of(self, member: MemberRef) -> Sequence[tuple[str, str, datetime]]:
        """Give (view, about, since) for a member, oldest first."""
        query = (
            select(waiting.c.view, waiting.c.about, waiting.c.since)
            .where(waiting.c.member == text_of(member))
            .order_by(waiting.c.since, waiting.c.seq)
        )
        return [(view, about, instant(since)) for view, about, since in self.run.rows(query)]

    def about(self, about: str) -> Sequence[MemberRef]:
        """Give those whom this object awaits."""
        query = select(waiting.c.member).where(waiting.c.about == about).order_by(waiting.c.since, waiting.c.seq)
        return [member_of(member) for (member,) in self.run.rows(query)]


class SqlCards:
    """Where copies of cards stand."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add(self, about: str, view: str, post: str, reader: str) -> None:
        """Remember a copy; ``reader`` is a member's or a room's reference."""
        self.run.change(_add_card, about=about, view=view, post=post, reader=reader)

    def of(self, about: str) -> Sequence[tuple[str, str, str]]:
        """Give (view, post, reader) of every copy."""
        return [(view, post, reader) for view, post, reader in self.run.rows(_cards_of, by_about=about)]

    def read_by(self, member: MemberRef) -> Sequence[str]:
        """Give the objects of which a member has a copy, each once."""
        return [about for (about,) in self.run.rows(_read_by, by_reader=f"@{text_of(member)}")]

    def drop(self, about: str, view: str, post: str) -> None:
        """Forget a copy that was taken back."""
        self.run.change(_drop_card, by_about=about, by_view=view, by_post=post)


def _keep(dialect: Dialect) -> Any:
    names = ("member", "submit", "about", "inputs", "saved_at")
    statement = dialect.insert(drafts).values({name: bindparam(name) for name in names})
    return statement.on_conflict_do_update(
        index_elements=[drafts.c.member, drafts.c.submit, drafts.c.about],
        set_={"inputs": statement.excluded.inputs, "saved_at": statement.excluded.saved_at},
    )


_keep_draft: Final = Fixed(_keep)
_get_draft: Final = Fixed(
    lambda _: select(drafts.c.inputs).where(
        drafts.c.member == bindparam("by_member"),
        drafts.c.submit == bindparam("by_submit"),
        drafts.c.about == bindparam("by_about"),
    )
)
_drop_draft: Final = Fixed(
    lambda _: delete(drafts).where(
        drafts.c.member == bindparam("by_member"),
        drafts.c.submit == bindparam("by_submit"),
        drafts.c.about == bindparam("by_about"),
    )
)
_drafts_of: Final = Fixed(
    lambda _: (
        select(drafts.c.submit, drafts.c.about, drafts.c.saved_at)
        .where(drafts.c.member == bindparam("by_member"))
        .order_by(drafts.c.saved_at.desc(), drafts.c.submit, drafts.c.about)
    )
)


class SqlDrafts:
    """Half-filled forms, by submit, object and member."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def get(self, submit: str, about: str, member: MemberRef) -> dict[str, str | list[str]]:
        """Give the values so far; empty for none."""
        row = self.run.one(_get_draft, by_member=text_of(member), by_submit=submit, by_about=about)
        values: dict[str, str | list[str]] = json.loads(row[0]) if row else {}
        return values

    def put(self, submit: str, about: str, member: MemberRef, values: dict[str, str | list[str]], at: datetime) -> None:
        """Keep the values so far."""
        self.run.change(
            _keep_draft,
            member=text_of(member),
            submit=submit,
            about=about,
            inputs=json.dumps(values, separators=(",", ":")),
            saved_at=micros(at),
        )

    def drop(self, submit: str, about: str, member: MemberRef) -> None:
        """Forget them."""
        self.run.change(_drop_draft, by_member=text_of(member), by_submit=submit, by_about=about)

    def of_member(self, member: MemberRef) -> Sequence[tuple[str, str, datetime]]:
        """Give (submit, about, saved at) of a member's unfinished forms, newest first."""
        rows = self.run.rows(_drafts_of, by_member=text_of(member))
        return [(submit, about, instant(saved)) for submit, about, saved in rows]
