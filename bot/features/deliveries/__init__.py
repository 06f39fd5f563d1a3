"""``/deliveries``: what could not leave, for a steward to send again or drop. It says where to, never what."""

from typing import Final

from bot.core.content import Actions, Block, Button, Content, Divider, Heading, Note, Paragraph, Style, buttons, content
from bot.core.ids import read_reference, reference
from bot.core.outcome import Outcome, Reply
from bot.core.text import Code, Inline, Msg, RoomLink, n, t
from bot.core.tokens import Token
from bot.domain.access import STEWARDS, Viewer, for_holders, stewards
from bot.domain.deliveries import DeliveryDropped, DeliveryReleased, Held
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Feature, HomeSection, Kind, Query

PAGE: Final = 4
LOOKED_AT: Final = 200
_GONE: Final = t("This is not held any more: it was sent, or somebody dropped it.")

KINDS: Final = {
    "Post": t("A message"),
    "Direct": t("A direct message"),
    "Edit": t("A change to a message"),
    "Retract": t("Taking a message back"),
    "Pin": t("A pin"),
    "StartThread": t("A thread"),
    "OpenRoom": t("A new room"),
    "Admit": t("Letting somebody in"),
    "Expel": t("Taking somebody out"),
    "CloseRoom": t("Closing a room"),
    "SendFile": t("A file"),
    "ScheduleEvent": t("An event in the calendar"),
}
OTHER: Final = t("Something")


@for_holders(*STEWARDS)
def decides(viewer: Viewer, held: Held) -> bool:
    """Stewards of the community in which it is held."""
    return stewards(viewer, held) and viewer.community == held.community


def find(typed: str, reading: Reading) -> str | None:
    """Read a reference of something held in the viewer's community."""
    wanted = read_reference(typed)
    held = reading.store.deliveries.held(reading.viewer.community, LOOKED_AT)
    return next((one.id for one in held if reference(one.id) == wanted and decides(reading.viewer, one)), None)


HELD: Final[Kind[Held]] = Kind(
    letter="D",
    param="delivery",
    description=t("Which one: its reference, such as D-7KQ2M"),
    get=lambda store, held_id: store.deliveries.get(held_id),
    find=find,
)


def list_held(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """Show what is held, oldest first, with what can be done about it."""
    held = reading.store.deliveries.held(reading.viewer.community, LOOKED_AT)
    title = t("What could not leave")
    page, more = asked.cut(asked.onwards(held, PAGE), PAGE, "deliveries.list")
    if not page:
        return Reply(content(t("Nothing is held: all that was to leave has left.")))
    blocks: list[Block] = [Heading(title)]
    for number, one in enumerate(page):
        blocks.extend([Divider()] if number else [])
        blocks.extend(_lines(one))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _lines(held: Held) -> list[Block]:
    where: Inline = RoomLink(held.room) if held.room else t("one person, or the platform itself")
    kind = KINDS.get(held.kind, OTHER)
    why: Msg = t("It was refused: {code}.", code=Code(held.why or "-"))
    if held.doubtful:
        why = t("It may have arrived. Look there first: sent again, it may stand there twice.")
    return [
        Paragraph(t("{kind} for {where}. {ref}", kind=kind, where=where, ref=Code(reference(held.id)))),
        Note(why),
        Actions(
            (
                Button(t("Send again"), Token("deliveries.resend", held.id)),
                Button(t("Drop it"), Token("deliveries.drop", held.id), Style.DANGER),
            )
        ),
    ]


def send_again(held: Held, ctx: Context) -> Outcome:
    """Put it back in line; what waits behind it follows."""
    if not ctx.store.deliveries.send_again(held, ctx.now):
        return Reply(content(_GONE))
    ctx.record(DeliveryReleased(about=held.id))
    return Reply(content(t("It is on its way again, and all that waited behind it follows.")))


def drop(held: Held, ctx: Context) -> Outcome:
    """Give it up, with all that waits behind it for the same place."""
    if not ctx.store.deliveries.drop(held, ctx.now):
        return Reply(content(_GONE))
    ctx.record(DeliveryDropped(about=held.id))
    return Reply(content(t("Dropped, with all that waited behind it. Whatever asked for it is told.")))


def on_home(reading: Reading) -> list[Block]:
    """Tell stewards on their own page that something is held; no direct message may have reached them."""
    if not stewards(reading.viewer, reading.community):
        return []
    count = len(reading.store.deliveries.held(reading.viewer.community, LOOKED_AT))
    if not count:
        return []
    held = n(
        "One thing could not leave: {list}",
        "{count} things could not leave: {list}",
        count,
        list=Code("/deliveries list"),
    )
    return [Paragraph(held)]


FEATURE = Feature(
    name="deliveries",
    kinds=[HELD],
    actions=[
        Action(
            name="deliveries.resend",
            may=decides,
            on=HELD,
            command="deliveries resend",
            help=t("Send again what could not leave"),
            run=send_again,
        ),
        Action(
            name="deliveries.drop",
            may=decides,
            on=HELD,
            command="deliveries drop",
            help=t("Give up what could not leave"),
            run=drop,
        ),
    ],
    queries=[
        Query(
            name="deliveries.list",
            may=stewards,
            command="deliveries list",
            help=t("See what could not leave"),
            run=list_held,
        )
    ],
    home=[HomeSection(1, on_home)],
)
