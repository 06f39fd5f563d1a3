"""What many stories about the help desk begin with."""

from dataclasses import dataclass

from bot.core.ids import new_id, reference
from bot.core.inbound import MessageDeleted, MessageEdited, MessagePosted
from bot.core.refs import MessageRef
from bot.domain.access import Grant, Role
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Entry, Question
from bot.ports.store import UnitOfWork
from tests.features.helpdesk import staffing
from tests.features.world import Person, World

NIGHT = "How do you keep oxygen running at night?"


@dataclass
class OpenDesk:
    """A desk that Sara, a steward, opened, as questions are put to it; Dina is its staff."""

    world: World
    desk: Desk
    dina: Person

    async def now(self, question_id: str) -> Question:
        """Give a question as it is stored."""
        found = await self.world.bot.storage.read(lambda uow: uow.questions.get(question_id))
        assert found is not None
        return found

    async def asks(self, person: Person, text: str = NIGHT, readers: str = "private", **more: str) -> Question:
        """Let somebody ask; gives the question."""
        await person.uses("/ask", text=text)
        await person.fills()
        said = await person.fills(readers=readers, **more)
        assert "The desk has your question" in said, (said, person.errors)
        ref = said.split("question: ")[1].split(".")[0]
        found = await self.world.bot.storage.read(lambda uow: uow.questions.by_reference(ref))
        assert found is not None
        return found

    async def focal(self, person: Person, rung: Rung = Rung.EXPERT, **covers: tuple[str, ...]) -> FocalPoint:
        """Make somebody a focal point."""
        focal = FocalPoint(
            id=new_id("F"),
            desk=self.desk.id,
            community=self.world.community,
            member=person.ref,
            rung=rung,
            **covers,  # type: ignore[arg-type]
        )

        def name(uow: UnitOfWork) -> None:
            uow.focals.add(focal)
            uow.roles.grant(person.ref, Grant(Role.FOCAL_POINT, self.desk.id))

        await self.world.bot.storage.write(name, [self.world.community]).result
        return focal

    async def entries(self, question: Question) -> list[Entry]:
        """Give what was said about a question."""
        return list(await self.world.bot.storage.read(lambda uow: uow.entries.of_question(question.id)))

    async def says_in_thread(self, person: Person, question: Question, text: str) -> MessageRef:
        """Let somebody write in the question's thread in the staff's room."""
        thread = (await self.now(question.id)).thread
        assert thread is not None
        message = MessageRef(self.desk.room, f"s{self.world.key().split('/')[1]}")
        await self.world.happens(
            MessagePosted(
                key="",
                community=self.world.community,
                at=self.world.clock.now(),
                author=person.ref,
                message=message,
                text=text,
                thread=thread,
            )
        )
        return message

    async def edits(self, message: MessageRef, text: str) -> None:
        """Let a message say something else."""
        await self.world.happens(
            MessageEdited(key="", community=self.world.community, at=self.world.clock.now(), message=message, text=text)
        )

    async def deletes(self, message: MessageRef) -> None:
        """Let a message go."""
        await self.world.happens(
            MessageDeleted(key="", community=self.world.community, at=self.world.clock.now(), message=message)
        )

    def in_room(self) -> str:
        """Give what the bot said in the staff's room, as it looks now."""
        return self.world.said_in(self.desk.room)


async def open_desk(world: World) -> OpenDesk:
    """Let Sara open a desk in a closed room, with Dina as its staff."""
    dina = await world.person("Dina")
    opened = await staffing.open_desk(world, room=staffing.a_room(world, "desk-room", dina))
    await opened.steward.uses("/desk staff", desk=opened.id, member=str(dina.ref))
    return OpenDesk(world, await opened.now(), dina)


def ref(question: Question) -> str:
    """Give a question's short reference."""
    return reference(question.id)
