"""“We tried this”: where, what was done otherwise, how it went; a failure is as easy to tell as a success."""

from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel

from bot.core.commands import Param, Takes
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Choice, Form, SearchInput, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import Msg, t
from bot.domain.countries import read_country
from bot.domain.drafting.withholding import GAP, perhaps_names, unnamed_as_written, withheld_from
from bot.domain.events import Event
from bot.domain.nuggets import rules, spread
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Adoption, Tried
from bot.domain.nuggets.words import ResultType
from bot.features.nuggets.copies import bring_count_up_to_date
from bot.features.nuggets.kinds import ADOPTION, NUGGET
from bot.features.nuggets.spread.giving_back import givers
from bot.features.nuggets.wording import RESULT_OPTIONS
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.hinting import without_numbers

PLACE_MOST: Final = 120
TEXT_MOST: Final = 600


class Trial(BaseModel):
    """What somebody tells of trying something."""

    place: str
    country: str = ""
    adapted: str = ""
    result: ResultType
    evidence: str = ""


def adopt_form(_nugget: Nugget, reading: Reading) -> Form:
    """Ask for five things at most; the country that the bot knows of is there already."""
    who = reading.store.members.get(reading.viewer.member) if reading.viewer.member else None
    return Form(t("We tried this"), (_section(country=who.country if who else ""),), submit=t("Tell it"))


def readopt_form(tried: Tried, _reading: Reading) -> Form:
    """Ask for the same again, with what was told filled in."""
    if tried.adoption.withdrawn:
        raise AlreadySettled(t("You have taken this back. You can tell it again on the change nugget."))
    told = tried.adoption
    filled = _section(told.place, told.country, told.adapted, told.result.value, told.evidence)
    return Form(t("Change what you told"), (filled,), submit=t("Save"))


def adopt(nugget: Nugget, values: Trial, ctx: Creating) -> Outcome:
    """Take what somebody tells of trying a nugget; whoever gave it hears at once, and they see what others told."""
    typed, left_out = _typed(values, nugget, ctx)
    made = Adoption(id=ctx.creating, nugget=nugget.id, by=ctx.actor, result=values.result, at=ctx.now, **typed)
    _keep(Tried(made, nugget), None, spread.tell(made), ctx)
    for member in givers(nugget, ctx):
        if member != ctx.actor:
            ctx.card("nuggets.adoption", made.id, member)
    return noted(ctx.show("nuggets.adoption", made.id), left_out or t("Thank you. Others see where it was tried now."))


@or_as_it_stands("nuggets.adoption")
def readopt(tried: Tried, values: Trial, ctx: Creating) -> Outcome:
    """Tell it anew."""
    typed, left_out = _typed(values, tried.nugget, ctx)
    anew = replace(tried.adoption, result=values.result, **typed)
    _keep(tried, tried.adoption, spread.retell(tried.adoption, anew), ctx)
    shown = ctx.show("nuggets.adoption", tried.id)
    return noted(shown, left_out) if left_out else shown


@or_as_it_stands("nuggets.adoption")
def unadopt(tried: Tried, ctx: Context) -> Outcome:
    """Take back what one told, with all its words."""
    _keep(tried, tried.adoption, spread.take_back(tried.adoption), ctx)
    return ctx.show("nuggets.adoption", tried.id)


def _keep(tried: Tried, before: Adoption | None, change: tuple[Adoption, tuple[Event, ...]], ctx: Context) -> None:
    ctx.keep(ctx.store.adoptions, before, change)
    ctx.refresh(tried.id)
    bring_count_up_to_date(tried.nugget, ctx)


def _typed(values: Trial, nugget: Nugget, ctx: Context) -> tuple[dict[str, Any], Msg | None]:
    """Give what was typed without names and without numbers that lead to a person, and say if any was in it.

    All names of members are left out alike: were it those of who told the lesson alone, that would tell who they are.
    """
    country = read_country(values.country, ctx.reader.locale) if values.country.strip() else ""
    if country is None:
        raise Refusal(t("I do not know this country. Type a few letters of it, and choose from the list."), "country")
    typed: dict[str, Any] = {"country": country}
    for name in ("place", "adapted", "evidence"):
        text, _ = withheld_from(getattr(values, name).strip(), "")
        perhaps = perhaps_names(text)
        for community in {nugget.community, ctx.actor.community}:
            text = unnamed_as_written(text, ctx.store.members.called(community, perhaps))
        typed[name] = text
    left_out = any(typed[name].count(GAP) > getattr(values, name).count(GAP) for name in typed)
    return typed, t("I left out names, and numbers that lead to a person.") if left_out else None


def _section(place: str = "", country: str = "", adapted: str = "", result: str = "", evidence: str = "") -> Section:
    return Section(
        (
            TextInput(
                name="place",
                label=t("Where did you try it?"),
                hint=t("Such as: the district hospital in Kisumu"),
                initial=place,
                maximum=PLACE_MOST,
            ),
            SearchInput(
                name="country", label=t("Country"), required=False, source="members.countries", initial=country
            ),
            Choice(name="result", label=t("How did it go?"), options=RESULT_OPTIONS, initial=result),
            TextInput(
                name="adapted",
                label=t("What did you do otherwise?"),
                hint=t("What you kept, what you changed"),
                required=False,
                initial=adapted,
                long=True,
                maximum=TEXT_MOST,
            ),
            TextInput(
                name="evidence",
                label=t("What shows it?"),
                hint=t("A figure before and after, or what you saw; what did not work helps others as much"),
                required=False,
                initial=evidence,
                long=True,
                maximum=TEXT_MOST,
            ),
        ),
        intro=t("Nobody is named: neither you, nor anybody in it. Whoever reads the lesson can read this."),
    )


_PLACE: Final = Param("place", t("Where you tried it"), required=False)
_RESULT: Final = Param("result", t("How it went"), Takes.CHOICE, required=False, choices=RESULT_OPTIONS)

ACTIONS = (
    Action(
        name="nuggets.unadopt",
        may=rules.told,
        on=ADOPTION,
        command="adoption withdraw",
        help=t("Take back what you told of trying a change nugget"),
        run=unadopt,
    ),
)
SUBMITS = (
    Submit(
        name="nuggets.adopt",
        may=rules.reads,
        on=NUGGET,
        command="nugget tried",
        help=t("Tell that you tried a change nugget, and how it went"),
        params=(_RESULT, _PLACE),
        form=adopt_form,
        model=Trial,
        keeps=without_numbers,
        run=adopt,
        creates=ADOPTION.letter,
    ),
    Submit(
        name="nuggets.readopt",
        may=rules.told,
        on=ADOPTION,
        command="adoption edit",
        help=t("Change what you told of trying a change nugget"),
        form=readopt_form,
        model=Trial,
        keeps=without_numbers,
        run=readopt,
    ),
)
