"""What is held after every step: nobody is shown, and nobody finds, a word that nobody let them read."""

from typing import Any

from bot.core.content import Actions, Content, Divider
from bot.core.inbound import CommandUsed
from bot.core.intents import SendFile
from bot.core.outcome import Reply
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.knowledge.item import Search
from bot.domain.nuggets.nugget import EMPTIED, OVER, Nugget
from bot.ports.store import UnitOfWork
from tests.features.nuggets.believed import marks_in, waits_for
from tests.features.nuggets.community import EVERYBODY, HERE, INSIDE
from tests.features.nuggets.playing import Play
from tests.features.plain import lines
from tests.features.platform import delivered
from tests.features.test_forgetting import places_that_hold

ELSEWHERE = CommunityRef("slack", "C2")
STRANGER = Viewer(ELSEWHERE, MemberRef(ELSEWHERE, "Amina"))


class Checks:
    """The invariants of a play."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self._steps = 0

    async def hold(self) -> None:
        """Hold what stands in messages, in the index and in the tables against what is believed."""
        nuggets = {nugget.id: nugget for nugget in await self.play.all_nuggets()}
        self._one_for_each_story(nuggets)
        for who in self._here():
            self._may_see(who, self._in_sight(who), nuggets)
        self._steps += 1
        await self.play.read(lambda uow: self._stored(uow, nuggets))

    async def looks(self, who: str) -> None:
        """Let somebody look at all that they can ask for."""
        if who in self.play.forgotten:
            return
        nuggets = {one.id: one for one in await self.play.all_nuggets()}
        for command in ("nugget list", "nugget mine", "find", "consent list"):
            self._may_see(who, lines(await self._asks(who, command)), nuggets)
        self._may_see(who, lines(await self._asks(who, "pod log", pod=self.play.template.pod)), nuggets)
        for nugget_id, known in self.play.believed.items():
            shown = lines(await self._asks(who, "nugget show", nugget=nugget_id))
            self._may_see(who, shown, nuggets)
            named = {name for name in known.nameless - {who} if name in shown}
            assert not named, (who, named, shown)
        waiting = await self._asks(who, "waiting")
        self._may_see(who, lines(waiting), nuggets)
        assert all(any(isinstance(block, Actions) for block in thing) for thing in _things(waiting)), lines(waiting)
        await self._exports(who, nuggets)

    async def _exports(self, who: str, nuggets: dict[str, Nugget]) -> None:
        """Hold the file with what is held about somebody: their own words, and those of others that they may read."""
        await self._asks(who, "profile export")
        await self.play.world.settles()
        [*_, file] = [one.body for one in self.play.platform.done if isinstance(one, SendFile)]
        others = {mark for mark in marks_in(file) if self.play.speakers[mark] != who}
        self._may_see(who, " ".join(others), nuggets)

    async def _asks(self, who: str, name: str, **values: str) -> Content:
        asked = CommandUsed(
            key=self.play.world.key(),
            community=HERE,
            at=self.play.clock.now(),
            actor=self.play.people[who].ref,
            name=name,
            values=values,
        )
        outcome = (await delivered(self.play.world.bot.dispatcher.deliver, asked)).outcome
        assert isinstance(outcome, Reply), (asked, outcome)
        return outcome.content

    def _here(self) -> list[str]:
        return [name for name in EVERYBODY if name not in self.play.forgotten]

    def _viewer(self, who: str) -> Viewer:
        """Give somebody with what the story gave them, whatever the bot thinks."""
        pod = self.play.template.pod
        grants = {Grant(Role.POD_MEMBER, pod)} if who in self.play.inside and who in INSIDE else set()
        grants |= {"Joao": {Grant(Role.FACILITATOR, pod)}, "Sara": {Grant(Role.STEWARD)}}.get(who, set())
        return Viewer(HERE, self.play.people[who].ref, frozenset(grants), guest=who == "Gus")

    def _in_scope(self, viewer: Viewer, nugget: Nugget) -> bool:
        pods = {grant.subject for grant in viewer.grants}
        match nugget.scope:
            case None:
                return False
            case Scope.POD:
                return nugget.pod in pods
            case Scope.COMMUNITY:
                return viewer.community == HERE and not viewer.guest
            case Scope.NETWORK:
                return not viewer.guest
            case Scope.PUBLIC:
                return True

    def _in_sight(self, who: str) -> str:
        """Give what the bot's messages to somebody, and in their rooms, say as they look now."""
        ref, rooms = self.play.people[who].ref, self.play.platform.rooms
        return "\n".join(
            lines(content)
            for to, content in self.play.platform.messages.values()
            if to == ref or (isinstance(to, RoomRef) and ref in rooms.get(to, ()))
        )

    def _may_see(self, who: str, shown: str, nuggets: dict[str, Nugget]) -> None:
        viewer, may = self._viewer(who), set[str]()
        for nugget_id, known in self.play.believed.items():
            nugget = nuggets[nugget_id]
            before = (waits_for(nugget, Role.STEWARD) and who == "Sara") or (
                waits_for(nugget, Role.FACILITATOR) and who == "Joao" and bool(nugget.pod)
            )
            inside = not nugget.pod or nugget.pod in {grant.subject for grant in viewer.grants}
            within = self._in_scope(viewer, nugget)
            may |= known.shown_to(who, nugget, inside=inside, in_scope=within, reviews=before)
        assert marks_in(shown) <= may, (who, marks_in(shown) - may, shown)

    def _stored(self, uow: UnitOfWork, nuggets: dict[str, Nugget]) -> None:
        everybody = [*map(self._viewer, self._here()), STRANGER, Viewer(HERE, None)]
        # A third of them at each step: searches are what a step spends its time on.
        for viewer in everybody[self._steps % 3 :: 3]:
            self._found(uow, viewer, nuggets)
        self._left_nothing(uow, nuggets)

    def _found(self, uow: UnitOfWork, viewer: Viewer, nuggets: dict[str, Nugget]) -> None:
        """Hold that a viewer finds what they may read, all of it and nothing else; of the marks one after the other."""
        expected = {
            nugget_id: marks
            for nugget_id, known in self.play.believed.items()
            if self._in_scope(viewer, nuggets[nugget_id])
            if (marks := known.indexed(nuggets[nugget_id])) is not None
        }
        found = uow.knowledge.search(viewer, Search(), limit=50)
        items = [uow.knowledge.get(viewer, hit.item.id) for hit in found.hits]
        assert {item.id: marks_in(f"{item.title} {item.text}") for item in items if item} == expected
        assert found.count == len(expected)
        mark = list(self.play.speakers)[self._steps % len(self.play.speakers)]
        having = {nugget_id for nugget_id, marks in expected.items() if mark in marks}
        assert uow.knowledge.search(viewer, Search(words=mark), limit=0).count == len(having), (viewer, mark)
        suggested = {hit.item.id for hit in uow.knowledge.like(viewer, f"hand rub {mark}", limit=50)}
        assert suggested <= expected.keys()

    def _one_for_each_story(self, nuggets: dict[str, Nugget]) -> None:
        for story in self.play.stories:
            messages = {message.ref for message in story.messages}
            live = [one for one in nuggets.values() if one.gesture in messages and one.state not in OVER]
            assert len(live) <= 1, live

    def _left_nothing(self, uow: UnitOfWork, nuggets: dict[str, Nugget]) -> None:
        """Hold that of words that were taken back or dropped no table keeps any."""
        kept = {
            mark for known in self.play.believed.values() for words in known.fields.values() for mark in words.marks
        }
        gone = self.play.taken_back - kept
        for mark in gone:
            assert places_that_hold(uow, mark) == [], mark
        for nugget_id, nugget in nuggets.items():
            if nugget.state in EMPTIED:
                assert not nugget.fields
                for message in self.play.believed[nugget_id].story.messages:
                    assert nugget_id not in uow.sources.of_message(message.ref)


def _things(answer: Content) -> list[list[Any]]:
    things: list[list[Any]] = [[]]
    for block in answer.blocks:
        if isinstance(block, Divider):
            things.append([])
        things[-1].append(block)
    return things if any(isinstance(block, Actions) for block in answer.blocks) else []
