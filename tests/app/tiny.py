"""A feature of the tests' own: favours that members ask for and facilitators grant.

It has one of everything a feature can declare, so that the app is tried without any feature that it ships with. A
favour is kept as a pod's request for support, which the store has a place for.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, Field

from bot.core.commands import Param, Takes
from bot.core.content import Block, Button, Content, Facts, Option, Paragraph, Quote, buttons, content
from bot.core.errors import Refusal
from bot.core.forms import Choice, DateInput, Form, Section, TextInput
from bot.core.ids import read_reference, reference
from bot.core.inbound import Computed, JobDue, MessagePosted, Refused, Result, ShortcutUsed, ThreadMessage
from bot.core.intents import Compute, Direct
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Code, Mention, Moment, Untrusted, t
from bot.core.tokens import Token
from bot.domain.access import Role, Viewer, anyone, stewards
from bot.domain.events import Event
from bot.domain.pods.resources import SupportKind, SupportRequest, SupportState
from bot.domain.telling import part_of
from bot.ports.context import Context, Creating, Reading, Telling
from bot.ports.feature import (
    Action,
    Asked,
    Completion,
    Erasure,
    Feature,
    Hears,
    HomeSection,
    Job,
    Kind,
    Offer,
    Query,
    Shortcut,
    Submit,
    Tells,
    View,
    Work,
    on,
)
from bot.ports.store import Reads

NEAR: Final = "P-NEAR" + "0" * 22
FAR: Final = "P-FAR" + "0" * 23
"""Two pods with facilitators of their own."""

PODS: Final = {"near": NEAR, "far": FAR}
REMIND_AFTER: Final = timedelta(days=1)
CURSED: Final = "cursed"
"""A word at which the listeners break: nothing of the whole may be stored then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourAsked(Event):
    """Somebody asked for a favour."""

    tag: ClassVar[str] = "favour:asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourCounted(Event):
    """What the listener records, in the same transaction."""

    tag: ClassVar[str] = "favour:counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourGranted(Event):
    """A facilitator granted it."""

    tag: ClassVar[str] = "favour:granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourDeclined(Event):
    """A facilitator declined it."""

    tag: ClassVar[str] = "favour:declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourTold(Event):
    """What came of telling the asker."""

    tag: ClassVar[str] = "favour:told"
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourSpokenOf(Event):
    """Somebody said the word in a room."""

    tag: ClassVar[str] = "favour:spoken_of"


def helps(viewer: Viewer, favour: SupportRequest) -> bool:
    """The facilitators of the favour's own pod."""
    return viewer.member is not None and viewer.holds(Role.FACILITATOR, favour.pod)


def sees(viewer: Viewer, favour: SupportRequest) -> bool:
    """Who asked, and who helps."""
    return viewer.member == favour.asker or helps(viewer, favour)


def grants(viewer: Viewer, favour: SupportRequest) -> bool:
    """Who helps, but nobody their own."""
    return helps(viewer, favour) and viewer.member != favour.asker


def find(typed: str, reading: Reading) -> str | None:
    """Read a reference of a favour that the viewer may see."""
    ref = read_reference(typed)
    found = reading.store.support.by_reference(ref) if ref else None
    return found.id if found is not None and sees(reading.viewer, found) else None


FAVOUR: Kind[SupportRequest] = Kind(
    "B", "favour", t("Which favour"), lambda store, object_id: store.support.get(object_id), find, "favours.open"
)


class Wish(BaseModel):
    """What is asked for."""

    what: str = Field(max_length=40)
    pod: Literal["near", "far"] = "near"
    details: str
    urgency: int = Field(default=1, ge=1, le=5)
    by: date | None = None


def wish_form(_nothing: None, _reading: Reading) -> Form:
    """Ask in two sections."""
    return Form(
        t("A favour"),
        (
            Section(
                (
                    TextInput(name="what", label=t("What"), maximum=40),
                    Choice(
                        name="pod",
                        label=t("Of which pod"),
                        required=False,
                        options=tuple(Option(name, Untrusted(name)) for name in PODS),
                    ),
                )
            ),
            Section(
                (
                    TextInput(name="details", label=t("Details"), long=True),
                    TextInput(name="urgency", label=t("Urgency"), required=False),
                    DateInput(name="by", label=t("Needed by"), required=False),
                )
            ),
        ),
    )


def ask(_nothing: None, wish: Wish, ctx: Creating) -> Outcome:
    """Keep the wish and put it before those who help."""
    if "forbidden" in wish.what:
        raise Refusal(t("Nobody may ask for that."), "what")
    if "nameless" in wish.details:
        raise Refusal(t("Something about this is wrong."))
    favour = SupportRequest(
        id=ctx.creating,
        pod=PODS[wish.pod],
        kind=SupportKind.INFORMATION,
        text=f"{wish.what}: {wish.details}",
        asker=ctx.actor,
        asked_at=ctx.now,
        state=SupportState.ASKED,
    )
    ctx.store.support.add(favour)
    ctx.record(FavourAsked(about=favour.id))
    for helper in ctx.store.roles.holders(ctx.actor.community, Role.FACILITATOR, favour.pod):
        ctx.await_from(helper, CARD.name, favour.id)
    ctx.promise(REMIND.name, favour.id, ctx.now + REMIND_AFTER)
    return Reply(content(t("Asked, as {ref}.", ref=Code(reference(favour.id)))))


def grant(favour: SupportRequest, ctx: Context) -> Outcome:
    """Grant it once, whoever presses first."""
    if favour.state is SupportState.ASKED:
        ctx.store.support.save(replace(favour, state=SupportState.TAKEN, taken_by=ctx.actor))
        ctx.record(FavourGranted(about=favour.id))
        _tell_asker(favour, ctx)
    return ctx.show(CARD.name, favour.id)


class Reason(BaseModel):
    """Why not."""

    reason: str


def reason_form(favour: SupportRequest, _reading: Reading) -> Form:
    """Ask why, with the favour's words before one's eyes."""
    told = Section((TextInput(name="reason", label=t("Why not")),), intro=Untrusted(favour.text))
    return Form(t("Decline"), (told,))


def decline(favour: SupportRequest, why: Reason, ctx: Creating) -> Outcome:
    """Decline it, once."""
    if favour.state is not SupportState.ASKED:
        raise Refusal(t("This was settled already."), "reason")
    ctx.store.support.save(replace(favour, state=SupportState.WITHDRAWN, answer=why.reason))
    ctx.record(FavourDeclined(about=favour.id))
    _tell_asker(favour, ctx)
    return ctx.show(CARD.name, favour.id)


def _tell_asker(favour: SupportRequest, ctx: Context) -> None:
    ctx.settle(favour.id)
    ctx.withdraw_promise(favour.id)
    ctx.refresh(favour.id)
    news = content(t("There is news of {ref}.", ref=Code(reference(favour.id))))
    ctx.send(Direct(favour.asker, news), key=f"news:{favour.id}", then=TOLD.name, about=favour.id)


def remind(favour: SupportRequest, due: JobDue, ctx: Context) -> None:
    """Remind those who help, if there is still something to do."""
    if favour.state is not SupportState.ASKED:
        return
    for helper in ctx.store.roles.holders(favour.asker.community, Role.FACILITATOR, favour.pod):
        words = t("{ref} still waits, since {at}.", ref=Code(reference(favour.id)), at=Moment(due.due_at))
        ctx.send(Direct(helper, content(words)))


def hear_told(favour: SupportRequest, heard: Result, ctx: Context) -> None:
    """Keep what came of it."""
    how = heard.reason if isinstance(heard, Refused) else type(heard).__name__
    ctx.record(FavourTold(about=favour.id, how=how))


def card(favour: SupportRequest, reading: Reading) -> Content:
    """Show a favour to those who may see it, with what they can do."""
    if not sees(reading.viewer, favour):
        return content(t("This is not open to you."))
    rows = ((t("State"), Code(favour.state.value)), (t("Asked at"), Moment(favour.asked_at)))
    blocks: list[Block] = [Facts(rows), Quote(Untrusted(favour.text))]
    if grants(reading.viewer, favour) and favour.state is SupportState.ASKED:
        blocks.extend(
            buttons(
                [
                    Button(t("Grant"), Token("favours.grant", favour.id)),
                    Button(t("Decline"), Token("favours.decline", favour.id)),
                ]
            )
        )
    who = Mention(favour.asker)
    return content(t("A favour for {who}: {ref}", who=who, ref=Code(reference(favour.id))), *blocks)


def list_favours(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """Give the asker's own favours of the near pod; the page is only echoed."""
    found = reading.store.support.open_in(reading.viewer.community)
    own = [favour for favour in map(reading.store.support.get, found) if favour and sees(reading.viewer, favour)]
    lines = [Paragraph(Untrusted(favour.text)) for favour in own]
    return Reply(content(t("Page {page} for {word}", page=asked.page, word=Untrusted(str(asked.values))), *lines))


def show_favour(favour: SupportRequest, _asked: Asked, reading: Reading) -> Reply:
    """Show one."""
    return Reply(card(favour, reading))


def count_up(_nothing: None, ctx: Context) -> Outcome:
    """Have favours counted beside the writer."""
    about = next(iter(ctx.store.support.open_in(ctx.actor.community)))
    ctx.send(Compute(ctx.actor.community, COUNT.name, json.dumps(about)), then=COUNTED.name, about=about)
    return Reply(content(t("Counting.")))


def count(given: str, reading: Reading) -> str:
    """Count the open favours."""
    if json.loads(given) == CURSED:
        raise ZeroDivisionError
    return json.dumps(len(reading.store.support.open_in(reading.community.ref)))


def note_count(favour: SupportRequest, heard: Result, ctx: Context) -> None:
    """Keep the result."""
    result = heard.result if isinstance(heard, Computed) else type(heard).__name__
    ctx.record(FavourTold(about=favour.id, how=result))


def count_asked(event: FavourAsked, ctx: Context) -> None:
    """Record something more in the same transaction, or break."""
    favour = ctx.store.support.get(event.about)
    ctx.record(FavourCounted(about=event.about))
    if favour is not None and CURSED in favour.text:
        raise ZeroDivisionError("a listener that breaks")


def notice(posted: MessagePosted, ctx: Context) -> None:
    """Note that the word was said, or break."""
    if CURSED in posted.text:
        raise ZeroDivisionError("a listener that breaks")
    if "favour" in posted.text:
        ctx.record(FavourSpokenOf(about=str(posted.author)))


def capture(used: ShortcutUsed, ctx: Context) -> Outcome:
    """Begin a wish with a message's words."""
    return ctx.form("favours.ask", values={"details": used.text})


def complete(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the open favours that the viewer may see."""
    found = (reading.store.support.get(one) for one in reading.store.support.open_in(reading.viewer.community))
    return [Option(f.id, Untrusted(f.text)) for f in found if f and sees(reading.viewer, f) and typed in f.text]


def home(reading: Reading) -> Sequence[Block]:
    """Say how many favours are open to the viewer."""
    return [Paragraph(Untrusted(option.value)) for option in complete("", reading)]


def held(member: MemberRef, store: Reads) -> dict[str, object]:
    """Give a member's favours."""
    found = [store.support.get(one) for one in store.support.open_in(member.community)]
    return {"favours": [favour.text for favour in found if favour and favour.asker == member]}


def forget(_member: MemberRef, _keep: bool, _ctx: Context) -> None:
    """Keep nothing apart from what the core forgets."""


def told(favour: SupportRequest, reading: Reading) -> Telling | None:
    """Give what was asked to whoever helps."""
    if not helps(reading.viewer, favour):
        return None
    place = part_of(favour.asker.community, favour.id)
    return Telling(place=place, said=[ThreadMessage(place, favour.asker, favour.asked_at, favour.text)])


CARD: View[SupportRequest] = View("favours.card", FAVOUR, card)
REMIND: Job[SupportRequest] = Job("favours.remind", FAVOUR, remind)
TOLD: Hears[SupportRequest] = Hears("favours.told", FAVOUR, hear_told)
COUNTED: Hears[SupportRequest] = Hears("favours.counted", FAVOUR, note_count)
COUNT: Work = Work("favours.count", count)
ASK: Submit[None, Wish] = Submit(
    name="favours.ask",
    may=anyone,
    command="favour ask",
    help=t("Ask for a favour"),
    params=[
        Param("what", t("What"), required=False),
        Param(
            "pod",
            t("Of which pod"),
            Takes.CHOICE,
            required=False,
            choices=(Option("near", t("Near")), Option("far", t("Far"))),
        ),
        Param("details", t("Details"), required=False),
    ],
    form=wish_form,
    model=Wish,
    run=ask,
    creates="B",
)
FEATURE: Final = Feature(
    name="favours",
    kinds=[FAVOUR],
    actions=[
        Action(name="favours.grant", may=grants, on=FAVOUR, command="favour grant", help=t("Grant it"), run=grant),
        Action(name="favours.count_up", may=stewards, command="favour count", help=t("Count them"), run=count_up),
    ],
    submits=[
        ASK,
        Submit(
            name="favours.decline",
            may=grants,
            on=FAVOUR,
            command="favour decline",
            help=t("Decline it"),
            params=[Param("reason", t("Why not"), required=False)],
            form=reason_form,
            model=Reason,
            run=decline,
        ),
    ],
    queries=[
        Query(
            name="favours.list",
            may=anyone,
            command="favour list",
            help=t("See your favours"),
            params=[Param("word", t("A word"), required=False)],
            run=list_favours,
        ),
        Query(name="favours.show", may=sees, on=FAVOUR, command="favour show", help=t("See one"), run=show_favour),
    ],
    views=[CARD],
    listeners=[on(FavourAsked, count_asked), on(MessagePosted, notice)],
    hears=[TOLD, COUNTED],
    jobs=[REMIND],
    works=[COUNT],
    shortcuts=[Shortcut("favours.capture", t("Ask for this"), capture)],
    offers=[Offer("favour", t("Grant it"), "favours.grant"), Offer("pod", t("Ask a favour"), "favours.ask")],
    tells=[Tells(FAVOUR, told)],
    completions=[Completion("favours.open", complete)],
    home=[HomeSection(5, home)],
    erasure=Erasure(held, forget),
)
