"""What must be so after each doing at the desk: of what is stored, of who was told, and of what each one reads."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bot.core.content import Content, Paragraph
from bot.core.intents import Direct, Edit, Intent, Post
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import Inline, Moment, runs
from bot.domain.desk.desk import Priority
from bot.domain.desk.events import QuestionClaimed
from bot.domain.desk.progress import progress
from bot.domain.desk.question import Question, QuestionState, Resolution
from bot.domain.handles import is_handle
from bot.ports.store import UnitOfWork
from tests.domain.desk.wall_clock import QUARTER
from tests.features.helpdesk.believed import Known, at_work, may_be_opened_again
from tests.features.helpdesk.community import DESK, NAMELESS
from tests.features.helpdesk.playing import Play
from tests.features.helpdesk.rows import all_rows, linking
from tests.features.helpdesk.steps import ref
from tests.features.plain import ENGLISH, lines, pressable, words

FOR_THE_DESK = "A question to the desk from"
OWN = "Your question to the help desk."
ALARMS = ("has no first answer", "is not solved")
MISSED = {"has no first answer; it was due": True, "is not solved; it was due": False}


class Checks:
    """Holds what is stored, sent and shown against what is believed."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self._seen = 0
        self._latest = play.now
        self._put_back = False
        self._digests = 0

    async def hold(self) -> None:
        """Hold all of it."""
        self._put_back |= self.play.now < self._latest
        self._latest = max(self._latest, self.play.now)
        sent, self._seen = self.play.platform.done[self._seen :], len(self.play.platform.done)
        found = [question for question, _ in await self.play.all_questions()]
        for question in found:
            known = self.play.known[question.id]
            self._stands(question, known)
            self._is_counted_by_the_wall(question, known)
            await self.play.read(lambda uow, one=question: self._awaits(uow, one, self.play.known[one.id]))  # type: ignore[misc]
            self._shows_the_next_step(question, known)
            self._one_card_each(question, known)
        self._told(sent, found)
        self._digests += sum("Good morning." in lines(one.content) for one in sent if isinstance(one, Post))
        assert self._digests == self.play.digests
        assert await self.play.read(lambda uow: uow.events.verify()) == []

    def _stands(self, question: Question, known: Known) -> None:
        """One person has it at most, until when it is said; nothing is over without a resolution."""
        assert question.claimed_by == known.holder
        assert question.return_at == known.returns_at
        assert (question.state is QuestionState.ANSWERED) == known.answered
        assert question.over == known.over == (question.resolution is not None) == (question.ended_at is not None)
        assert (question.resolution is Resolution.DUPLICATE) == bool(question.merged_into)
        assert is_handle(question.asker) == known.anonymous
        assert bool(question.asked_more) == known.waits_for_asker
        assert sum(leg.took is None for leg in question.route) <= 1

    def _is_counted_by_the_wall(self, question: Question, known: Known) -> None:
        if known.waits_for_asker:
            assert question.left == QUARTER * known.resolution.to_go(self.play.now)
            return
        assert question.resolve_by == known.resolution.rings()
        assert known.responded or question.respond_by == known.response.rings()

    def _awaits(self, uow: UnitOfWork, question: Question, known: Known) -> None:
        """It awaits whoever has to do something about it now, and nobody else; each is told in their hours."""
        awaited = set(uow.waiting.about(question.id))
        asker = {question.asker} if known.answered or known.waits_for_asker else set()
        assert awaited & {question.asker} == asker, (question, awaited)
        leg = question.route[-1] if question.route and question.route[-1].took is None else None
        holds = question.state is QuestionState.CLAIMED and known.holder is not None
        turn = known.holder if holds else leg.who if leg else None
        assert awaited - {question.asker} <= {turn, known.holder}, (question, awaited)
        if known.over:
            assert awaited == set()
        if turn is not None:
            step = len(question.route), turn.user
            urgent = question.priority is Priority.URGENT
            if urgent or turn.user == known.took or at_work(self.play.theirs[turn.user], self.play.now):
                known.told.add(step)
            if question.snoozed_until:
                known.told.discard(step)
            if self._put_back and not urgent:
                # What was to come at their next morning comes then, also where the clock passes it anew.
                known.told = known.told | {step} if turn in awaited else known.told - {step}
            assert (turn in awaited) == (step in known.told), (question, awaited)
        known.took = ""
        claims = sum(one.tag == QuestionClaimed.tag for one in uow.events.about([question.id], limit=1000))
        assert claims == known.claims

    def _shows_the_next_step(self, question: Question, known: Known) -> None:
        """Whoever asked has one card, and reads on it how it stands now, nothing past, and only what can be done."""
        now, asker = self.play.now, self.play.people[known.asker]
        if question.state is QuestionState.MERGED:
            # What is read there depends on the question as which it goes on, and has stories of its own.
            return
        if question.over and not may_be_opened_again(question, now):
            return
        [card] = [one for one in self._standing(asker.ref) if lines(one).startswith(f"{OWN} {ref(question)}")]
        step = progress(question, now)
        if not (self._put_back and question.alarms):
            # A clock that was put back makes what was late be in time again, and is not told of.
            assert words(step) in lines(card), (words(step), lines(card))
        assert all(at >= now for at in _moments(step)), words(step)
        offered = {words(button.label) for button in pressable(card)}
        assert ("I'm still stuck" in offered) == known.answered
        assert ("Take my question back" in offered) == (not known.over)
        assert ("Open it again" in offered) == may_be_opened_again(question, now)
        assert "That solves it" not in offered or known.responded

    def _one_card_each(self, question: Question, known: Known) -> None:
        """Each of the desk has one copy at most, and it says whether it can be taken; one stands in their room."""
        free = not (known.over or known.answered or known.holder)
        places: list[MemberRef | RoomRef] = [self.play.people[who].ref for who in DESK]
        for place in (self.play.desk.desk.room, *places):
            cards = [one for one in self._standing(place) if _about(question, lines(one))]
            assert len(cards) <= 1, (place, question)
            for card in cards:
                assert ("[I'll take it]" in lines(card)) == free, lines(card)

    def _told(self, sent: list[Intent], found: list[Question]) -> None:
        """Nobody was told out of their hours what is not urgent; each miss and each return was told once."""
        misses, returned = Counter[tuple[str, bool]](), Counter[tuple[str, str]]()
        for one, said in self._said(sent):
            if NAMELESS in said:
                assert isinstance(one, Direct)
                assert one.member == self.play.people[NAMELESS].ref
            for question in found:
                if ref(question) not in said.partition("\n")[0]:
                    continue
                if isinstance(one, Post):
                    misses.update((question.id, first) for text, first in MISSED.items() if text in said)
                warned = "yet. It is due" in said
                assert not warned or all(at > self.play.now for at in _moments_in(one.content)), said
                if isinstance(one, Direct) and "went back to the queue" in said:
                    returned.update([(question.id, one.member.user)])
                if isinstance(one, Direct) and (said.startswith(FOR_THE_DESK) or any(text in said for text in ALARMS)):
                    self._in_their_hours(one.member.user, question, said)
        for question in found:
            known = self.play.known[question.id]
            late = set(known.late(self.play.now)) - known.missed
            told = {first for first in MISSED.values() if misses[question.id, first] == 1}
            assert sum(misses[question.id, first] for first in MISSED.values()) == len(told)
            assert late - known.rang <= told <= late, (told, late)
            known.missed |= told
            known.rang |= told
            for who in DESK:
                assert returned[question.id, who] == known.ran_out.pop(who, 0)

    def _in_their_hours(self, who: str, question: Question, said: str) -> None:
        works = who in self.play.theirs and at_work(self.play.theirs[who], self.play.now)
        assert works or who == self.play.doer or question.priority is Priority.URGENT, (who, said)

    def _said(self, sent: list[Intent]) -> Iterator[tuple[Post | Direct, str]]:
        for one in sent:
            if isinstance(one, Post | Direct):
                yield one, lines(one.content)
            elif isinstance(one, Edit):
                # What was brought up to date is read where it stands.
                where = self.play.platform.messages.get(one.post)
                if where is not None and isinstance(where[0], RoomRef):
                    yield Post(where[0], one.content), lines(one.content)

    def _standing(self, place: MemberRef | RoomRef) -> list[Content]:
        return [content for to, content in self.play.platform.messages.values() if to == place]

    async def looks(self, who: str) -> None:
        """Let somebody look at all that they can ask for: nobody reads who asked without a name."""
        person = self.play.people[who]
        self.play.doer = who
        said = [await person.uses(f"/{name}") for name in ("triage list", "questions open", "waiting", "find")]
        mine = await person.uses("/questions mine")
        for question, _ in await self.play.all_questions():
            said += [await person.uses(f"/questions {name}", question=question.id) for name in ("show", "read")]
            known = self.play.known[question.id]
            assert (ref(question) in mine) == (known.asker == who)
            if known.asker == who:
                merged = question.state is QuestionState.MERGED
                assert merged or words(progress(question, self.play.now)) in mine
        assert who == NAMELESS or NAMELESS not in "\n".join(said)

    def no_row_links_them(self) -> None:
        """Hold that no row of any table holds the asker and anything of a question that was asked without a name."""
        rows = all_rows(self.play.url)
        for name, known in self.play.known.items():
            if known.asker == NAMELESS:
                assert linking(rows, NAMELESS, name, known.mark) == {}


def _about(question: Question, said: str) -> bool:
    return said.startswith(FOR_THE_DESK) and ref(question) in said.partition("\n")[0]


def _moments_in(content: Content) -> list[datetime]:
    return [at for block in content.blocks if isinstance(block, Paragraph) for at in _moments(block.text)]


def _moments(text: Inline) -> list[datetime]:
    return [run.leaf.at for run in runs(text, ENGLISH) if isinstance(run.leaf, Moment)]
