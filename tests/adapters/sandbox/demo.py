"""A core of a few canned answers, to try the sandbox without the real one."""

import asyncio
import gettext
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from adapters.sandbox.adapter import SandboxAdapter
from adapters.sandbox.engine import Sandbox
from bot.core.commands import CommandSpec, Param, Takes
from bot.core.content import (
    Actions,
    Button,
    Content,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Menu,
    Note,
    Option,
    Paragraph,
    Quote,
    Style,
    content,
)
from bot.core.forms import (
    AnyInput,
    Choice,
    Choices,
    DateInput,
    LinkInput,
    MemberInput,
    SearchInput,
    Section,
    Step,
    TextInput,
    TimeInput,
    filled,
)
from bot.core.inbound import (
    ActionPressed,
    CommandUsed,
    CompletionAsked,
    FormSubmitted,
    HomeOpened,
    Inbound,
    MessagePosted,
    ShortcutUsed,
)
from bot.core.intents import Intent, PublishHome
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.refs import RoomRef
from bot.core.text import Code, Day, Link, Mention, Moment, Number, RoomLink, Show, Strong, Translator, Untrusted, t
from bot.core.tokens import Token
from bot.ports.chat import Answer, Delivery, Menus, Reader, ShortcutSpec

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

MENUS = Menus(
    minding=frozenset({"pod propose"}),
    commands=(
        CommandSpec(
            "pod join",
            t("Ask to join a pod."),
            (
                Param("pod", t("Reference or name."), completes="pods"),
                Param("why", t("A word on why."), required=False),
            ),
        ),
        CommandSpec("pod propose", t("Propose a learning pod.")),
        CommandSpec("pod list", t("List the pods that are open to you.")),
        CommandSpec("ask", t("Ask the help desk."), (Param("question", t("Your question, in your own words.")),)),
        CommandSpec(
            "thank",
            t("Thank somebody."),
            (
                Param("who", t("Whom?"), Takes.MEMBER),
                Param(
                    "kind",
                    t("How?"),
                    Takes.CHOICE,
                    choices=(Option("warmly", t("Warmly")), Option("loudly", t("Loudly"))),
                ),
                Param("times", t("How often?"), Takes.NUMBER, required=False),
            ),
        ),
        CommandSpec(
            "keep",
            t("Keep a message"),
            (Param("message", t("Its link"), Takes.MESSAGE), Param("note", t("A word"), required=False)),
        ),
        CommandSpec("waiting", t("Show what waits for you.")),
    ),
    shortcuts=(ShortcutSpec("nuggets.capture", t("Save as nugget")),),
)


def english(_locale: str) -> Translator:
    return gettext.NullTranslations()


@dataclass
class HandClock:
    """Stands still until a test moves it."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


PODS = ("Newborn care", "Infection prevention", "Patient flow")


def first_section() -> tuple[AnyInput, ...]:
    return (
        TextInput(name="name", label=t("Name of the pod"), hint=t("A few words that tell it from others."), maximum=60),
        TextInput(name="objective", label=t("Objective"), long=True, minimum=10),
        Choice(
            name="listed",
            label=t("In the directory?"),
            options=(Option("yes", t("Listed")), Option("no", t("Only by invitation"))),
        ),
        SearchInput(name="country", label=t("Country"), source="countries", required=False),
        MemberInput(name="facilitators", label=t("Facilitators"), several=True),
    )


def second_section() -> tuple[AnyInput, ...]:
    return (
        DateInput(name="start", label=t("First day")),
        TimeInput(name="at", label=t("Time of the meeting"), required=False),
        Choices(
            name="areas",
            label=t("Areas"),
            required=False,
            options=tuple(Option(word, Untrusted(word)) for word in ("flow", "staff", "medicines")),
        ),
        LinkInput(name="link", label=t("A link to read before"), required=False),
    )


def card(state: str) -> Content:
    return Content(
        t("A request to join"),
        (
            Heading(t("A request to join {pod}", pod=Untrusted("Newborn <care> @everyone"))),
            Paragraph(t("It is {state}.", state=Strong(Untrusted(state)))),
            Facts(
                (
                    (t("Reference"), Code("R-7KQ2M")),
                    (t("Asked at"), Moment(NOON)),
                    (t("Until"), Moment(NOON + timedelta(days=3), Show.RELATIVE)),
                    (t("Members"), Number(12345)),
                    (t("Since"), Day(NOON.date())),
                )
            ),
            Quote(Untrusted("I run a ward in Nampula.\nאבג \u202e evil <b>bold</b>")),
            Divider(),
            Note(t("See {link} and {bad}.", link=Link("https://example.org/pods"), bad=Link("javascript:alert(1)"))),
            Actions(
                (
                    Button(t("Approve"), Token("pods.approve"), Style.PRIMARY),
                    Button(t("Decline"), Token("pods.decline"), Style.DANGER),
                    Menu(
                        t("Hand over to"),
                        Token("pods.hand"),
                        (Option("a", Untrusted("Amina")), Option("b", Untrusted("João"))),
                    ),
                    LinkButton(t("Read more"), "https://example.org/more"),
                )
            ),
        ),
    )


@dataclass
class DemoCore:
    """Answers like the core; keeps what it heard. ``hold`` delays a truth, ``busy`` leaves events unstored."""

    heard: list[Inbound] = field(default_factory=list)
    busy: int = 0
    hold: asyncio.Event | None = None
    answers_presses_privately: bool = False
    reader: Reader = field(default_factory=lambda: Reader("en", "Africa/Nairobi"))
    adapter: SandboxAdapter | None = None

    async def deliver(self, inbound: Inbound) -> Answer:
        if self.busy and isinstance(inbound, MessagePosted):
            self.busy -= 1
            return Answer(Done(), stored=False)
        self.heard.append(inbound)
        if isinstance(inbound, HomeOpened) and self.adapter is not None:
            await self.adapter.perform(
                Delivery(f"home:{inbound.key}", PublishHome(inbound.actor, card("home")), self.reader)
            )
        outcome = answer_to(inbound)
        if self.answers_presses_privately and isinstance(inbound, ActionPressed):
            outcome = Reply(content(t("Only for you.")))
        if self.hold is None:
            return Answer(outcome, self.reader)
        return Answer(Reply(content(t("Still saving."))), self.reader, later=self._truth(outcome, self.hold))

    async def _truth(self, outcome: Outcome, hold: asyncio.Event) -> Answer:
        await hold.wait()
        return Answer(outcome, self.reader)

    def of(self, kind: type[Inbound]) -> list[Inbound]:
        return [inbound for inbound in self.heard if isinstance(inbound, kind)]


def answer_to(inbound: Inbound) -> Outcome:
    match inbound:
        case CommandUsed(name="pod join"):
            return Reply(card("requested"))
        case CommandUsed(name="pod propose"):
            return ShowForm(step(0))
        case CommandUsed(name=name, actor=actor):
            room = RoomLink(RoomRef(inbound.community, "general"))
            return Reply(content(t("{who} used {name} near {room}.", who=Mention(actor), name=Code(name), room=room)))
        case ActionPressed(token=token, value=value):
            return UpdateCard(card(f"{token.action.partition('.')[2]} {value}".strip()))
        case FormSubmitted(token=token, values=values):
            return submitted(token, dict(values))
        case ShortcutUsed(text=text):
            return Reply(content(t("Saved: {text}", text=Untrusted(text))))
        case CompletionAsked(typed=typed):
            found = [pod for pod in PODS if typed.casefold() in pod.casefold()]
            return Suggestions(tuple(Option(pod, Untrusted(pod)) for pod in found))
        case MessagePosted(direct=True) | MessagePosted(mentions_bot=True):
            return Reply(content(t("I heard you.")))
        case _:
            return Done()


def step(number: int) -> Step:
    inputs = (first_section, second_section)[number]()
    intro = t("What it is about.") if number == 0 else t("When it meets.")
    return Step(
        t("Propose a pod"), Section(inputs, intro), Token("pods.propose", "", str(number)), number + 1, 2, t("Next")
    )


def submitted(token: Token, values: dict[str, str | tuple[str, ...]]) -> Outcome:
    if token.extra == "0":
        if values["name"] != "taken":
            return ShowForm(step(1))
        errors = {"name": t("There is a pod of this name."), "": t("One answer needs another look.")}
        again = step(0)
        inputs = tuple(filled(item, values[item.name]) for item in again.section.inputs)
        return FormErrors(errors, replace(again, section=Section(inputs), errors=errors))
    return Reply(content(t("Proposed.")))


@dataclass
class Stage:
    """A sandbox with people in it, joined to a demo core."""

    sandbox: Sandbox
    core: DemoCore
    adapter: SandboxAdapter
    clock: HandClock
    keys: Iterator[int] = field(default_factory=count)

    async def carries_out(self, intent: Intent, key: str = "", target: str = "", reader: Reader | None = None) -> str:
        key = key or f"key-{next(self.keys)}"
        receipt = await self.adapter.perform(Delivery(key, intent, reader or Reader(), target))
        return receipt.made


async def set_up(path: str = ":memory:") -> Stage:
    clock = HandClock()
    sandbox = Sandbox("quality", path=path, clock=clock, words=english)
    core, adapter = DemoCore(), SandboxAdapter(sandbox)
    core.adapter = adapter
    if sandbox.fresh:
        sandbox.add_room("general")
        await sandbox.add_person("Amina Yusuf", zone="Africa/Nairobi")
        await sandbox.add_person("João Mabunda", locale="pt", zone="Africa/Maputo")
        await sandbox.add_person("Leila Haddad", locale="ar", zone="Africa/Tunis", roles=("stewards",))
    sandbox.connect(MENUS, core.deliver)
    await sandbox.settled()
    return Stage(sandbox, core, adapter, clock)
