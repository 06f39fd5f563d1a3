"""Naming a learning point: oneself, one's team, or others, who are told and can say no."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from bot.core.errors import Refusal
from bot.core.forms import Form, MemberInput, SearchInput, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.safety import one_line
from bot.core.text import t
from bot.domain.countries import read_country
from bot.domain.drafting.withholding import withheld_from
from bot.domain.points import life, rules
from bot.domain.points.point import AREA_MOST, NAME_MOST, PLACE_MOST, WHY_MOST, LearningPoint
from bot.features.points.kinds import POINT
from bot.features.points.wording import CARD, NOT_HERE, here, keep
from bot.ports.answering import noted
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit
from bot.ports.hinting import without_numbers
from bot.ports.holders import stewards


def _people(typed: Any) -> tuple[MemberRef, ...]:
    words = typed.split() if isinstance(typed, str) else typed
    try:
        return tuple(dict.fromkeys(MemberRef.parse(word) for word in words))
    except ValueError:
        raise Refusal(t("I don't know this person. Choose somebody from the list.")) from None


class Nominated(BaseModel):
    """What is named."""

    name: str = Field(max_length=NAME_MOST)
    area: str = Field(max_length=AREA_MOST)
    country: str
    place: str = Field("", max_length=PLACE_MOST)
    why: str = Field("", max_length=WHY_MOST)
    contact: Annotated[tuple[MemberRef, ...], BeforeValidator(_people)]
    members: Annotated[tuple[MemberRef, ...], BeforeValidator(_people)] = ()


def nominate_form(_nothing: None, reading: Reading) -> Form:
    """Ask what it is, where, and who."""
    me = reading.viewer.member
    _more(me, reading)
    known = reading.store.members.get(me) if me else None
    what = Section(
        (
            TextInput(name="name", label=t("The team, or the place"), maximum=NAME_MOST),
            TextInput(name="area", label=t("What can others learn there?"), maximum=AREA_MOST),
            SearchInput(
                name="country",
                label=t("Country"),
                source="members.countries",
                initial=known.country if known else "",
            ),
            TextInput(name="place", label=t("District or facility"), required=False, maximum=PLACE_MOST),
            TextInput(name="why", label=t("Why this one?"), long=True, required=False, maximum=WHY_MOST),
        ),
        intro=t("Stewards confirm it. Then everybody in this community finds it here, and can ask it to lead a lab."),
    )
    people = Section(
        (
            MemberInput(name="contact", label=t("Whom does one ask?"), initial=(str(me),) if me else ()),
            MemberInput(name="members", label=t("Who else is in it?"), several=True, required=False),
        ),
        intro=t("They are told, and can say no."),
    )
    return Form(t("Name a learning point"), (what, people))


def nominate(_nothing: None, values: Nominated, ctx: Creating) -> Outcome:
    """Name a learning point, without numbers that lead to a person, and put it before the stewards."""
    country = read_country(values.country, ctx.reader.locale)
    if country is None:
        raise Refusal(t("I do not know this country. Type a few letters of it, and choose from the list."), "country")
    if not values.contact or not here(values.contact[0], ctx):
        raise Refusal(NOT_HERE, "contact")
    if not all(here(one, ctx) for one in values.members):
        raise Refusal(NOT_HERE, "members")
    language = ctx.reader.locale
    point = LearningPoint(
        id=ctx.creating,
        community=ctx.community.ref,
        name=withheld_from(one_line(values.name), language)[0],
        area=withheld_from(one_line(values.area), language)[0],
        country=country,
        place=withheld_from(one_line(values.place), language)[0],
        why=withheld_from(values.why.strip(), language)[0],
        contact=values.contact[0],
        members=values.members,
        nominated_by=ctx.actor,
        nominated_at=ctx.now,
    )
    _more(ctx.actor, ctx)
    point = keep(ctx, None, life.nominate(point))
    deciding = stewards(ctx, point.community)
    for steward in deciding:
        if steward != ctx.actor:
            ctx.await_from(steward, CARD, point.id)
    for member in point.members:
        if member not in (ctx.actor, *deciding):
            ctx.card(CARD, point.id, member)
    return noted(ctx.show(CARD, point.id), t("The stewards look at it. I tell you here what they say."))


def _more(member: MemberRef | None, reading: Reading) -> None:
    if member is not None:
        life.may_name_more(reading.store.learning_points.naming(member), member)


SUBMITS = (
    Submit(
        name="points.nominate",
        may=rules.nominates,
        command="points nominate",
        help=t("Name a learning point: your team, or others that one can learn from"),
        form=nominate_form,
        model=Nominated,
        keeps=without_numbers,
        run=nominate,
        creates=POINT.letter,
    ),
)
