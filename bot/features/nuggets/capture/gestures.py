"""Capture: one gesture on a message has its thread read, a draft made beside, and put before whoever asked for it."""

from typing import Final

from bot.core.commands import Param, Takes
from bot.core.content import Paragraph, buttons, content
from bot.core.errors import Refusal
from bot.core.inbound import ActionPressed, CommandUsed, Gesture, ReactionAdded, ShortcutUsed, ThreadMessage
from bot.core.intents import Direct, ReadThread
from bot.core.outcome import Outcome
from bot.core.refs import MessageRef
from bot.core.text import MessageLink, Untrusted, t
from bot.domain.access import anyone
from bot.domain.nuggets import burden, capture, life, rules
from bot.domain.nuggets.life import Origin
from bot.domain.nuggets.nugget import OVER, Nugget, NuggetState
from bot.domain.pods import rules as pods
from bot.domain.templates.signs import same_sign
from bot.features.nuggets.capture.drafts import have_drafted
from bot.features.nuggets.keeping import begun_already, keep_nugget, promise_end
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.wording import button
from bot.ports.answering import say
from bot.ports.context import Context, Telling
from bot.ports.feature import Action, Listener, Offer, Shortcut, on
from bot.ports.telling import TOLD

SAVE: Final = t("Save as change nugget")
READING: Final = t("I am reading the thread. The draft comes to you as a direct message in a moment.")
_READ_FOR_SIGN: Final = t(
    "Here this sign asks me for a change nugget. I am reading the thread, and the draft comes to you in a moment. "
    "Nobody else sees it before you send it, and you can throw it away."
)
_THERE_FOR_SIGN: Final = t("There is a change nugget of this thread already.")
READING_TOLD: Final = t("I am reading what was said. The draft comes to you as a direct message in a moment.")


def by_shortcut(used: ShortcutUsed, ctx: Context) -> Outcome:
    """Harvest the thread of the message whose menu was used; where threads cannot be read, this message alone."""
    told = ThreadMessage(used.message, used.author, used.at, used.text)
    return harvest(used.message, used.thread, ctx, known=(told,))


def by_reaction(reacted: ReactionAdded, ctx: Context) -> None:
    """Harvest the thread of a message that somebody reacted to with the community's sign for it.

    A reaction has no answer, and may have been meant as a nod: what it sets going, or what is in the way, is told in a
    message that says which reaction it is about.
    """
    sign = ctx.store.templates.in_force(ctx.community.ref).sign
    if not same_sign(reacted.emoji, sign):
        return
    there = next((one for one in _begun(reacted.message, ctx) if rules.may_see(ctx.viewer, one)), None)
    try:
        harvest(reacted.message, reacted.message, ctx)
        told = _READ_FOR_SIGN if there is None else _THERE_FOR_SIGN
    except Refusal as refused:
        told = refused.text
    shows = [button(t("Show"), "show", there.id)] if there is not None else []
    about = t("About your {sign} on {message}:", sign=Untrusted(sign), message=MessageLink(reacted.message))
    ctx.send(Direct(reacted.actor, content(about, Paragraph(told), *buttons(shows))))


def by_link(_nothing: None, ctx: Context) -> Outcome:
    """Harvest the thread of a message whose link was pasted, or what was told in an object by its reference."""
    match ctx.inbound:
        case ActionPressed(token=token):
            typed = token.object_id
        case CommandUsed(values=values):
            typed = values.get("link", "")
        case _:
            typed = ""
    if (told := ctx.told_in(typed)) is not None:
        return harvest_told(told, ctx)
    try:
        message = MessageRef.parse(typed)
    except ValueError:
        raise Refusal(
            t(
                "That is no link to a message here, and no reference of something whose story can be saved. Open the "
                "message's menu, choose to copy its link, and paste it."
            )
        ) from None
    if message.room.community != ctx.community.ref:
        raise Refusal(t("That message is in another community. Use this command there."))
    return harvest(message, message, ctx, pasted=True)


def tell(_nothing: None, ctx: Context) -> Outcome:
    """Begin a nugget that its author tells in a form, in the pod in whose room the command was used, if in one."""
    room = ctx.inbound.room if isinstance(ctx.inbound, Gesture) else None
    pod = ctx.store.pods.in_room(room) if room is not None else None
    capture.open_to(ctx.viewer, pod)
    nugget = _begin(Origin(community=ctx.community.ref, pod=pod.id if pod else "", room=room), ctx)
    return ctx.form("nuggets.fill", nugget.id)


def harvest(
    gesture: MessageRef,
    thread: MessageRef,
    ctx: Context,
    *,
    known: tuple[ThreadMessage, ...] = (),
    pasted: bool = False,
) -> Outcome:
    """Begin a capture, once for each story: who comes second is shown where the first stands, if they may see it.

    Who pasted a link may be no reader of its room. That is seen when the thread is read, and nothing is told before.
    """
    pod = ctx.store.pods.in_room(gesture.room)
    reads_there = not pasted or (pod is not None and pods.in_pod(ctx.viewer, pod))
    if reads_there:
        capture.open_to(ctx.viewer, pod)
    if (stands := _as_it_stands(gesture, ctx, reads_there=reads_there)) is not None:
        return stands
    origin = Origin(community=ctx.community.ref, pod=pod.id if pod else "", room=gesture.room, gesture=gesture)
    nugget = _begin(origin, ctx)
    ctx.send(ReadThread(thread, ctx.actor, known), then="nuggets.read", about=nugget.id)
    return say(READING)


def harvest_told(told: Telling, ctx: Context) -> Outcome:
    """Begin a capture of what was told in an object of a feature's: it is there already, and nobody is told of it."""
    pod = ctx.store.pods.get(told.pod) if told.pod else None
    capture.open_to(ctx.viewer, pod)
    if (stands := _as_it_stands(told.place, ctx, reads_there=True)) is not None:
        return stands
    nugget = _begin(Origin(community=ctx.community.ref, pod=told.pod, gesture=told.place), ctx)
    have_drafted(nugget, told.said, ctx)
    return say(READING_TOLD)


def _as_it_stands(place: MessageRef, ctx: Context, *, reads_there: bool) -> Outcome | None:
    """Show who comes second where the first stands, if they may see it; None where nobody has begun."""
    for nugget in _begun(place, ctx):
        if nugget.state is NuggetState.READING and nugget.collector == ctx.actor:
            return say(READING)
        if rules.may_see(ctx.viewer, nugget):
            return ctx.show("nuggets.nugget", nugget.id)
        if reads_there:
            raise begun_already()
    return None


def _begun(gesture: MessageRef, ctx: Context) -> tuple[Nugget, ...]:
    """Give what has been made, or is being made, from the thread of a message, and is not over."""
    found = [*ctx.store.sources.of_message(gesture), *ctx.store.nuggets.reading_in(gesture.room)]
    nuggets = [nugget for nugget in map(ctx.store.nuggets.get, dict.fromkeys(found)) if nugget is not None]
    return tuple(
        nugget
        for nugget in nuggets
        if nugget.state not in OVER and (nugget.state is not NuggetState.READING or nugget.gesture == gesture)
    )


def _begin(origin: Origin, ctx: Context) -> Nugget:
    """Begin a nugget by the template that is in force, unless its collector has begun many today."""
    burden.one_more(ctx.store.nuggets.begun_since(ctx.actor, ctx.now - burden.A_DAY))
    template = ctx.store.templates.in_force(ctx.community.ref).number
    nugget = keep_nugget(ctx, None, life.begin(ctx.new_id(NUGGET.letter), origin, ctx.actor, ctx.now, template))
    promise_end(nugget, ctx)
    return nugget


ACTIONS = (
    Action(
        name="nuggets.tell",
        may=anyone,
        command="nugget new",
        help=t("Tell what you changed and what came of it"),
        basic=True,
        run=tell,
    ),
    Action(
        name="nuggets.from_link",
        may=anyone,
        command="nugget from",
        help=t("Make a change nugget of a thread whose link you have"),
        params=(
            Param("link", t("The link to a message in the thread, or a reference, such as Q-7KQ2M"), Takes.MESSAGE),
        ),
        run=by_link,
    ),
)
SHORTCUTS = (Shortcut("nuggets.capture", SAVE, by_shortcut),)
OFFERS = (Offer(TOLD, SAVE, "nuggets.from_link"),)
LISTENERS: tuple[Listener[ReactionAdded], ...] = (on(ReactionAdded, by_reaction),)
