"""People at a desk, what each of their doings may do, and what is believed to follow: a machine's doings."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.core.inbound import MessageDeleted, MessageEdited
from bot.core.refs import MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.calendar import moment
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.question import UNCLAIMED, Question, Resolution, Side
from tests.domain.desk.believed import day
from tests.domain.desk.wall_clock import walked
from tests.features.helpdesk.acting import Acting
from tests.features.helpdesk.believed import Known, may_be_opened_again, may_be_rated
from tests.features.helpdesk.community import DESK, FOCALS, HERE, NAMELESS
from tests.features.platform import delivered

RUNGS = list(Rung)


class Play(Acting):
    """What people do. Each doing knows whether it may; what may not be done changes nothing."""

    async def ask(self, who: str, readers: str, priority: Priority) -> None:
        """Let somebody ask, and send the form twice."""
        if len(self.known) >= 3:
            return
        self.doer, person, mark = who, self.people[who], self.mark()
        readers = "anonymous" if who == NAMELESS else readers
        await person.uses("/ask", text=f"How do you keep oxygen going, {mark}?")
        await person.fills()
        form = person.form
        for _ in range(2):
            person.form = form
            await person.fills(readers=readers, priority=priority.value, why_urgent="A ward waits.")
        [question] = [one for one, _ in await self.all_questions() if one.id not in self.known]
        known = Known(self.at_desk, self.now, priority, asker=who, anonymous=readers == "anonymous", mark=mark)
        known = replace(known, asked_at=known.moment_of(who, self.now), open_to_all=readers == "community")
        self.known[question.id] = known

    async def press(self, who: str, pick: int, action: str, *, extra: str = "") -> None:
        """Press a button twice, which may be old."""
        question, known = await self.pick(pick)
        may = await self._may_press(who, question, known, action)
        for _ in range(2):
            await self.presses(who, Token(f"desk.{action}", question.id, extra), may=may)
        if may:
            self._pressed(who, question, known, action)

    async def _may_press(self, who: str, question: Question, known: Known, action: str) -> bool:
        desks, asks = known.staffed_by(who, question), who == known.asker
        before = question.route[-1] if question.route and question.route[-1].took is None else None
        has = known.holder == self.people[who].ref and not (known.over or known.answered)
        match action:
            case "claim":
                return desks and not (known.over or known.answered or known.holder)
            case "keep_on" | "give_back":
                return desks and has
            case "not_for_me":
                return desks and before is not None and before.who.user == who
            case "accept":
                said = await self.read(lambda uow: uow.entries.of_question(question.id))
                return asks and not known.over and any(one.side is Side.DESK for one in said)
            case "still_stuck":
                return asks and known.answered
            case "reopen":
                return asks and may_be_opened_again(question, known.moment_of(who, self.now))
            case "withdraw":
                return asks and not known.over
            case _:
                return asks and may_be_rated(question)

    def _pressed(self, who: str, question: Question, known: Known, action: str) -> None:
        now = known.moment_of(who, self.now)
        match action:
            case "claim":
                known.claims += 1
                known.took = who
                known.taken(self.people[who].ref, self.theirs[who], now)
            case "keep_on":
                known.has_time(self.theirs[who], now)
            case "give_back":
                known.left_alone()
            case "accept" | "withdraw":
                known.ended(now)
            case "still_stuck" | "reopen":
                known.opened_again(now)
            case _:
                assert action in {"not_for_me", "rate"}, question

    async def claim_together(self, one: str, other: str, pick: int) -> None:
        """Let two press at the same moment: one has it."""
        question, known = await self.pick(pick)
        able = {who for who in (one, other) if await self._may_press(who, question, known, "claim")}
        presses = [self.pressing(who, Token("desk.claim", question.id)) for who in (one, other)]
        self.doer = ""
        await asyncio.gather(*(delivered(self.world.bot.dispatcher.deliver, press) for press in presses))
        await self.world.settles()
        now = await self.desk.now(question.id)
        if able:
            assert now.claimed_by is not None
            assert now.claimed_by.user in able
            self._pressed(now.claimed_by.user, question, known, "claim")
            self.doer = now.claimed_by.user

    async def snooze(self, who: str, pick: int, days: int) -> None:
        """Let somebody put it off until a day by their own calendar."""
        question, known = await self.pick(pick)
        time = self.theirs.get(who, self.at_desk)
        until_day = self.now.astimezone(time.zone).date() + timedelta(days=days)
        until = moment(until_day, time.hours.start, time.zone)
        may = known.staffed_by(who, question) and self._has(who, known) and until > self.now
        may = may and until <= walked(self.now, 3 * day(time.hours), time.hours, time.zone)
        await self.uses(who, "triage snooze", question, may=may, until=until_day.isoformat())
        if may:
            known.has_time(time, until)

    async def route(self, who: str, pick: int, to: str) -> None:
        """Let somebody of the desk put it before another by hand, or hand over what somebody has."""
        question, known = await self.pick(pick)
        before = question.route[-1].who.user if question.route and question.route[-1].took is None else ""
        # That somebody asked it without their name is no reason to refuse them: that would tell who asked.
        able = to in DESK and (to != known.asker or known.anonymous) and known.staffed_by(who, question)
        claimed = known.holder is not None and not (known.over or known.answered)
        hands = able and claimed and known.holder != self.people[to].ref
        may = hands or (able and question.state in UNCLAIMED and before != to)
        await self.uses(who, "triage route", question, may=may, member=str(self.people[to].ref))
        if hands:
            known.claims += 1
            known.taken(self.people[to].ref, self.theirs[to], self.now)

    async def escalate(self, who: str, pick: int) -> None:
        """Let somebody of the desk send it up the ladder."""
        question, known = await self.pick(pick)
        tried = {leg.who.user for leg in question.route} | {question.asker.user}
        above = [name for name, rung in FOCALS.items() if RUNGS.index(rung) > RUNGS.index(question.rung)]
        may = self._works_on(who, question, known) and not known.answered and bool({*above} - tried)
        await self.uses(who, "triage escalate", question, may=may, times=1, reason="It is beyond me.")
        if may:
            known.left_alone()

    async def sort(self, who: str, pick: int, priority: Priority) -> None:
        """Let somebody of the desk say how soon it is needed."""
        question, known = await self.pick(pick)
        before, person = await self.all_questions(), self.people[who]
        self.doer = who
        await person.uses("/triage sort", question=question.id)
        if person.form is not None:
            await person.fills(priority=priority.value, why_urgent="A ward waits.")
        if known.staffed_by(who, question) and not known.over:
            known.prioritise(priority, self.now)
        else:
            assert await self.all_questions() == before

    async def ask_more(self, who: str, pick: int) -> None:
        """Let somebody of the desk ask its asker for more."""
        question, known = await self.pick(pick)
        may = self._works_on(who, question, known) and not (known.answered or known.waits_for_asker)
        await self.uses(who, "triage ask-more", question, may=may, text=f"How many beds, {self.mark()}?")
        if may:
            known.stop(self.now)
            known.responded = True

    async def answer(self, who: str, pick: int) -> None:
        """Let somebody of the desk answer."""
        question, known = await self.pick(pick)
        may = known.staffed_by(who, question) and (known.answered or self._works_on(who, question, known))
        await self.uses(who, "triage answer", question, may=may, times=1, text=f"Two cylinders, {self.mark()}.")
        if may and not known.answered:
            known.go_on(self.now)
            known.holder = known.holder or self.people[who].ref
            known.answered = known.responded = True
            known.returns_at = None

    async def end(self, who: str, pick: int, how: Resolution) -> None:
        """Let somebody of the desk end it, and say why."""
        question, known = await self.pick(pick)
        name = "no-answer" if how is Resolution.NO_ANSWER_KNOWN else "out-of-scope"
        may = self._works_on(who, question, known)
        await self.uses(who, f"triage {name}", question, may=may, reason="We looked everywhere.")
        if may:
            known.ended(self.now)
            known.responded = True

    async def merge(self, who: str, pick: int, other: int) -> None:
        """Let somebody of the desk say that it asks the same as another, if its asker may read that one."""
        question, known = await self.pick(pick)
        into, known_other = await self.pick(other)
        sees = who == known_other.asker or known_other.staffed_by(who, into) or known_other.open_to_all
        end, known_end = into, known_other
        while end.merged_into:
            end, known_end = await self.desk.now(end.merged_into), self.known[end.merged_into]
        # What they asked without their name counts as anybody else's.
        asks, end_asks = ("" if one.anonymous else one.asker for one in (known, known_end))
        reads = known_end.open_to_all or (bool(asks) and (asks == end_asks or known_end.does_its_part(asks, end)))
        may = known.staffed_by(who, question) and sees and not known.over and end.id != question.id
        may = may and reads and end.resolution is not Resolution.WITHDRAWN
        await self.uses(who, "triage duplicate", question, may=may, other=into.id)
        if may:
            known.ended(self.now)

    async def write(self, who: str, pick: int) -> None:
        """Let its asker write more by form."""
        question, known = await self.pick(pick)
        may = who == known.asker and not known.over
        await self.uses(who, "questions write", question, may=may, times=1, text=f"Twelve beds, {self.mark()}")
        if may:
            self._written(known)

    async def write_to_the_bot(self, who: str) -> None:
        """Let somebody write to the bot alone: it goes to one of their questions, never by a guess that could tell."""
        before = {question.id: len(said) for question, said in await self.all_questions()}
        message = MessageRef(RoomRef(HERE, f"D-{who}"), f"m{self.marks}")
        await self.says(who, message, f"Twelve beds, {self.mark()}", direct=True)
        grown = [question for question, said in await self.all_questions() if len(said) > before[question.id]]
        if not grown:
            return
        [question] = grown
        known = self.known[question.id]
        assert known.asker == who
        self.said.append((message, question.id, who))
        self._written(known)

    async def write_in_thread(self, who: str, pick: int, *, aside: bool) -> None:
        """Let somebody write in the staff's thread: only what its holder writes to its asker goes there."""
        question, known = await self.pick(pick)
        if question.thread is None:
            return
        before = await self.all_questions()
        may = known.staffed_by(who, question) and known.holder == self.people[who].ref
        may = may and not (known.over or aside)
        message = MessageRef(self.desk.desk.room, f"s{self.marks}")
        text = f"{'// ' if aside else ''}How many beds, {self.mark()}?"
        await self.says(who, message, text, thread=question.thread)
        if may:
            known.responded = True
            self.said.append((message, question.id, who))
        else:
            assert await self.all_questions() == before

    async def change_what_was_said(self, pick: int, *, gone: bool) -> None:
        """Let somebody edit or delete what they said: the other side reads what it says now."""
        if not self.said:
            return
        message, question_id, self.doer = self.said[pick % len(self.said)]
        mark, at = self.mark(), self.now
        key = self.world.key()
        if gone:
            self.said.remove((message, question_id, self.doer))
            await self.deliver(MessageDeleted(key=key, community=HERE, at=at, message=message))
        else:
            await self.deliver(MessageEdited(key=key, community=HERE, at=at, message=message, text=f"Now {mark}"))
        said = await self.read(lambda uow: uow.entries.of_question(question_id))
        assert any(mark in entry.text for entry in said) != gone

    def _has(self, who: str, known: Known) -> bool:
        return known.holder == self.people[who].ref and not (known.over or known.answered)

    def _works_on(self, who: str, question: Question, known: Known) -> bool:
        free = known.holder in {None, self.people[who].ref} and not known.over
        return free and known.staffed_by(who, question)

    def _written(self, known: Known) -> None:
        if known.waits_for_asker:
            now = known.moment_of(known.asker, self.now)
            known.go_on(now)
            if known.holder is not None:
                known.has_time(self.theirs[known.holder.user], now)
