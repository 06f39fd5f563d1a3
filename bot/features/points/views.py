"""How a learning point looks, and what can be done with it."""

from bot.core.content import Block, Button, Content, Facts, Heading, Note, Paragraph, Quote, Style, buttons, content
from bot.core.outcome import Reply
from bot.core.text import Inline, Moment, Msg, Show, Untrusted, joined, t
from bot.domain.handles import who
from bot.domain.points import life, rules
from bot.domain.points.point import LearningPoint, PointState
from bot.features.points.kinds import POINT
from bot.features.points.wording import CARD, button, name_of, place_of, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View


def card(point: LearningPoint, reading: Reading) -> Content:
    """Show a learning point to whoever may read it."""
    if not rules.may_see(reading.viewer, point):
        return content(t("This is not open to you any more."))
    title = t("Learning point: {name}", name=name_of(point))
    facts: tuple[tuple[Msg, Inline], ...] = (
        (t("Area"), Untrusted(point.area)),
        (t("Where"), place_of(point, reading)),
        (t("Contact"), who(point.contact)),
        (t("People"), joined(map(who, point.members), ", ") if point.members else t("nobody any more")),
    )
    blocks: list[Block] = [Heading(title), Facts(facts)]
    if point.why:
        blocks.append(Quote(Untrusted(point.why)))
    blocks.append(Paragraph(_standing(point, reading)))
    if point.state is PointState.DECLINED and point.reason:
        blocks.append(Quote(Untrusted(point.reason)))
    blocks.append(Note(joined([ref(point), t("named by {member}", member=who(point.nominated_by))], " · ")))
    return Content(title, (*blocks, *buttons(_choices(point, reading))))


def _standing(point: LearningPoint, reading: Reading) -> Msg:
    match point.state:
        case PointState.NOMINATED:
            return t("It is named. A steward confirms it, or says why not.")
        case PointState.CONFIRMED if life.due(point, reading.now):
            return t("A year is over. Does it go on?")
        case PointState.CONFIRMED if point.review_by is not None:
            return t("It is a learning point until {day} at least.", day=Moment(point.review_by, Show.DATE))
        case PointState.DECLINED:
            return t("The stewards do not confirm it. They say why:")
        case _:
            return t("It is no learning point any more.")


def _choices(point: LearningPoint, reading: Reading) -> list[Button]:
    viewer, choices = reading.viewer, list[Button]()
    if point.state is PointState.NOMINATED and rules.decides(viewer, point):
        choices += [
            button(t("Confirm"), "confirm", point.id, Style.PRIMARY),
            button(t("Decline"), "decline", point.id),
        ]
    if life.due(point, reading.now) and rules.keeps(viewer, point):
        choices.append(button(t("It goes on"), "go_on", point.id, Style.PRIMARY))
    if point.state is PointState.CONFIRMED:
        choices.append(button(t("What it has learnt"), "lessons", point.id))
    if rules.invites(viewer, point):
        choices.append(button(t("Ask it to lead a lab"), "invite", point.id))
    if life.standing(point) and rules.is_of(viewer, point):
        choices.append(button(t("I am not in it"), "leave", point.id))
    if life.standing(point) and rules.ends(viewer, point):
        label = t("Take it back") if point.state is PointState.NOMINATED else t("End it")
        choices.append(button(label, "end", point.id, Style.DANGER))
    return choices


def show(point: LearningPoint, _asked: Asked, reading: Reading) -> Reply:
    """Show one learning point."""
    return Reply(card(point, reading))


QUERIES = (
    Query(
        name="points.show",
        may=rules.may_see,
        on=POINT,
        command="points show",
        help=t("See one learning point: who it is, and where"),
        run=show,
    ),
)
VIEWS = (View(CARD, POINT, card),)
