"""What a query and a view are given: one viewer, one moment, one read of the store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from typing import Any

from bot.app.catalogue import Catalogue
from bot.app.places import read_place
from bot.core.commands import CommandSpec
from bot.core.content import Actions, Button, Content, Option
from bot.core.errors import Refusal
from bot.core.ids import kind_of, read_reference
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.tokens import Token
from bot.domain.access import Viewer, concerns
from bot.domain.communities import Community
from bot.domain.members import Member
from bot.ports.chat import Menus, Reader
from bot.ports.context import Awaited, Telling, Unfinished
from bot.ports.feature import Submit
from bot.ports.store import UnitOfWork


class ReadingContext:
    """Implements ``bot.ports.feature.Reading``. Roles are read once, in this transaction, and never kept beyond it."""

    def __init__(
        self,
        catalogue: Catalogue,
        uow: UnitOfWork,
        now: datetime,
        community: CommunityRef,
        member: MemberRef | None,
        *,
        room: RoomRef | None = None,
        hint: str = "",
    ) -> None:
        self._catalogue = catalogue
        self._uow = uow
        self._community = community
        self._member = member
        self._room = room
        self._hint = hint
        self.now = self.moment = now

    @property
    def store(self) -> UnitOfWork:
        """What may be read."""
        return self._uow

    @cached_property
    def profile(self) -> Member | None:
        """The viewer's own row, if they were ever seen."""
        return self._uow.members.get(self._member) if self._member else None

    @cached_property
    def community(self) -> Community:
        """The community this happens in."""
        return self._uow.communities.get(self._community) or Community(ref=self._community)

    @cached_property
    def viewer(self) -> Viewer:
        """Who reads, with their roles at this moment."""
        if self._member is not None:
            return self.viewer_of(self._member)
        grants = self._uow.roles.of_room(self._room) if self._room else frozenset()
        return Viewer(self._community, None, grants)

    @cached_property
    def reader(self) -> Reader:
        """The viewer's language and zone: what they chose, else what the platform tells, else the community's."""
        if (who := self.profile) is not None:
            locale = who.locale or who.platform_locale or self._hint or self.community.locale
            return Reader(locale, who.zone or who.platform_zone or self.community.zone)
        return Reader(self._hint or self.community.locale, self.community.zone)

    @property
    def menus(self) -> Menus:
        """All commands and shortcuts there are."""
        return self._catalogue.menus

    @property
    def address(self) -> str:
        """Where the bot is reached from outside; empty if it is not."""
        return self._catalogue.address

    def commands(self) -> tuple[list[CommandSpec], list[CommandSpec]]:
        """Give the commands that may be of use to the viewer: what everybody needs, and the others.

        Left out is what the gate would refuse whatever it was used on.
        """
        basic: list[CommandSpec] = []
        others: list[CommandSpec] = []
        for spec in self.menus.commands:
            way = self._catalogue.commands[spec.name]
            of_use = way.basic or concerns(way.may, self.viewer)
            if of_use and (way.on is not None or way.may(self.viewer, self.community)):
                (basic if way.basic else others).append(spec)
        return basic, others

    def viewer_of(self, member: MemberRef) -> Viewer:
        """Load a member's roles; one who has left the community holds none, and reads what is public alone."""
        profile = self.profile if member == self._member else self._uow.members.get(member)
        if profile is not None and profile.gone:
            return Viewer(member.community, member, guest=True)
        grants, handles = self._uow.roles.of(member), self._uow.handles.of(member)
        return Viewer(member.community, member, grants, guest=bool(profile and profile.guest), handles=handles)

    def seen_by(self, place: str) -> "ReadingContext":
        """Give the same moment through the eyes of a member or a room."""
        eyes = read_place(place)
        member, room = (eyes, None) if isinstance(eyes, MemberRef) else (None, eyes)
        return _Place(self._catalogue, self._uow, self.now, eyes.community, member, room=room)

    def render(self, view: str, about: str) -> Content | None:
        """Render a view of an object for this viewer; None when it is gone, or the view went with an older version."""
        declared = self._catalogue.views.get(view)
        subject = declared.on.get(self._uow, about) if declared else None
        return declared.render(subject, self) if declared and subject is not None else None

    def offers(self, subject: str, object_id: str) -> list[Button]:
        """Give the buttons offered on this kind of subject, those that this viewer may press."""
        found: list[Button] = []
        for offer in self._catalogue.offers.get(subject, ()):
            way = self._catalogue.ways[offer.action]
            target: object = None
            if way.on is None:
                target = self.community
            elif way.on.letter == kind_of(object_id):
                target = way.on.get(self._uow, object_id)
            if target is not None and way.may(self.viewer, target):
                found.append(Button(offer.label, Token(offer.action, object_id)))
        return found

    def told_in(self, named: str) -> Telling | None:
        """Give what was told in an object, by its id or its reference, as far as this viewer may use it."""
        code = read_reference(named)
        declared = self._catalogue.tells.get(kind_of(code)) if code else None
        object_id = declared.on.find(named, self) if declared else None
        subject = declared.on.get(self._uow, object_id) if declared and object_id else None
        return declared.told(subject, self) if declared and subject is not None else None

    def awaited(self) -> Iterator[Awaited]:
        """Give what awaits the viewer, oldest first: the cards on which there is something that they can do.

        What is not open to them any more awaits them no longer, whatever was noted when it was.
        """
        for view, about, since in self._waiting():
            try:
                card = self.render(view, about)
            except Refusal:
                continue
            if card is not None and any(isinstance(block, Actions) for block in card.blocks):
                yield Awaited(card, since)

    def _waiting(self) -> Sequence[tuple[str, str, datetime]]:
        """Give what awaits the viewer under any of their names, oldest first."""
        return sorted((row for name in self.names for row in self._uow.waiting.of(name)), key=itemgetter(2))

    @property
    def names(self) -> tuple[MemberRef, ...]:
        """All the names of the viewer: their own, and their handles."""
        return (self._member, *sorted(self.viewer.handles)) if self._member else ()

    def unfinished(self) -> list[Unfinished]:
        """Give the viewer's half-filled forms that they may still send, newest first."""
        found: list[Unfinished] = []
        begun = (row for name in self.names for row in self._uow.drafts.of_member(name))
        for submit, about, since in sorted(begun, key=itemgetter(2), reverse=True):
            open_to = self.open_form(submit, about)
            if open_to is None:
                continue
            way, subject = open_to
            try:
                title = way.form(subject, self).title
            except Refusal:
                # The form is not to be had as things stand now: one of these must not hide all the others.
                continue
            found.append(Unfinished(title, Token(submit, about), since))
        return found

    def open_form(self, submit: str, about: str) -> tuple[Submit[Any, Any], object] | None:
        """Give a form's way and its object, if both are there and open to the viewer."""
        way = self._catalogue.ways.get(submit)
        if not isinstance(way, Submit):
            return None
        subject = way.on.get(self._uow, about) if way.on is not None else self.community
        if subject is None or not way.may(self.viewer, subject):
            return None
        return way, subject if way.on is not None else None

    def held_about(self, member: MemberRef) -> Mapping[str, object]:
        """Give all that every feature holds about a member, by feature."""
        return {name: erasure.export(member, self._uow) for name, erasure in self._catalogue.erasures}

    def completions(self, source: str, typed: str) -> tuple[Option, ...]:
        """Give what completes the typed text, for this viewer; nothing from a source that there is not."""
        declared = self._catalogue.completions.get(source)
        return tuple(declared.run(typed, self))[:25] if declared else ()


class _Place(ReadingContext):
    """Eyes for what is kept and sent under the name of a place: a member's handles have places of their own."""

    @cached_property
    def viewer(self) -> Viewer:
        return replace(super().viewer, handles=frozenset())
