"""How a machine's people do something at a desk: twice, as who presses twice; and how time passes for them."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.core.inbound import ActionPressed, MessagePosted
from bot.core.refs import MessageRef
from bot.core.tokens import Token
from bot.domain.desk.question import Question
from bot.domain.desk.working_time import WorkingTime
from tests.features.helpdesk.believed import Known, mornings
from tests.features.helpdesk.community import HERE, Community, Template


class Acting(Community):
    """People's hands, and the clock. Who does it now is the ``doer``; what may not be done changes nothing."""

    def __init__(self, template: Template, folder: Path) -> None:
        super().__init__(template, folder)
        self.known: dict[str, Known] = {}
        self.said: list[tuple[MessageRef, str, str]] = []
        self.marks = 0
        self.doer = ""
        self.digests = 0

    def mark(self) -> str:
        """Make a word that nobody has said yet."""
        self.marks += 1
        return f"qz{self.marks}z"

    async def start(self, begins: datetime, at_desk: WorkingTime, theirs: dict[str, WorkingTime]) -> None:
        """Begin, and know when the first working day begins."""
        await self.begin(begins, at_desk, theirs)
        self.morning = next(mornings(at_desk, self.now))

    async def pick(self, pick: int) -> tuple[Question, Known]:
        """Give one of the questions as it is stored, and what is believed of it."""
        found = await self.all_questions()
        question = found[pick % len(found)][0]
        return question, self.known[question.id]

    async def later(self, by: timedelta) -> None:
        """Let time pass, or the clock be put right; what was due comes."""
        self.doer = ""
        self.clock.moves(seconds=by.total_seconds())
        await self.world.settles()
        if self.now >= self.morning:
            self.digests += any(not known.over for known in self.known.values())
            self.morning = next(mornings(self.at_desk, self.now))
        for known in self.known.values():
            if known.returns_at is not None and known.returns_at <= self.now and known.returns_at not in known.kept:
                assert known.holder is not None
                known.kept.add(known.returns_at)
                known.ran_out[known.holder.user] += 1
                known.left_alone()

    async def says(
        self, who: str, message: MessageRef, text: str, *, direct: bool = False, thread: MessageRef | None = None
    ) -> None:
        self.doer = who
        await self.deliver(
            MessagePosted(
                key=self.world.key(),
                community=HERE,
                at=self.now,
                author=self.people[who].ref,
                message=message,
                text=text,
                direct=direct,
                thread=thread,
            )
        )

    async def uses(self, who: str, name: str, question: Question, *, may: bool, times: int = 2, **values: str) -> None:
        before, self.doer = await self.all_questions(), who
        for _ in range(times):
            await self.people[who].uses(name, question=question.id, **values)
        assert may or await self.all_questions() == before, (who, name, question)

    async def presses(self, who: str, token: Token, *, may: bool) -> None:
        before, self.doer = await self.all_questions(), who
        await self.deliver(self.pressing(who, token))
        assert may or await self.all_questions() == before, (who, token)

    def pressing(self, who: str, token: Token) -> ActionPressed:
        ref = self.people[who].ref
        return ActionPressed(key=self.world.key(), community=HERE, at=self.now, actor=ref, token=token)
