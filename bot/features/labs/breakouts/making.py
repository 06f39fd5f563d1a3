"""Sending those who are here into groups: by chance, of people named, or of those who choose it."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Choice, Form, MemberInput, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.labs import apart, grouping, rules
from bot.domain.labs.breakout import GROUPS_MOST, PROMPT_MOST
from bot.domain.labs.lab import Lab
from bot.features.labs.breakouts.groups import send_off
from bot.features.labs.breakouts.keeping import groups_of, keep_groups, present
from bot.features.labs.breakouts.overview import GROUPS
from bot.features.labs.breakouts.picking import offer
from bot.features.labs.kinds import LAB
from bot.features.labs.people import IN_GROUPS, People, check
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit

RANDOM: Final = "random"
CHOICE: Final = "choice"
OF_FOUR: Final = 4
NAMED_MOST: Final = 4
"""So many groups can be named on one page of a form."""

PROMPT: Final = TextInput(
    name="prompt", label=t("What do they talk about?"), long=True, required=False, maximum=PROMPT_MOST
)


class Wanted(BaseModel):
    """How many groups, or of how many people, and who decides who is where."""

    how: str = RANDOM
    groups: int = Field(0, ge=0, le=GROUPS_MOST)
    size: int = Field(0, ge=0, le=1000)
    prompt: str = Field("", max_length=PROMPT_MOST)


class Named(BaseModel):
    """Who is in which group."""

    prompt: str = Field("", max_length=PROMPT_MOST)
    first: People = ()
    second: People = ()
    third: People = ()
    fourth: People = ()


def form(lab: Lab, reading: Reading) -> Form:
    """Ask how many groups, and who decides who is where."""
    apart.check(lab, groups_of(lab, reading))
    how = Choice(
        name="how",
        label=t("Who decides who is where?"),
        options=(Option(RANDOM, t("Chance")), Option(CHOICE, t("Everybody chooses a group"))),
        initial=RANDOM,
    )
    inputs = (
        how,
        TextInput(name="size", label=t("How many people in each?"), required=False, maximum=4, initial=str(OF_FOUR)),
        TextInput(name="groups", label=t("Or how many groups?"), required=False, maximum=2),
        PROMPT,
    )
    intro = t("Nobody is put alone. Who comes late joins the smallest group.")
    return Form(t("Go into groups"), (Section(inputs, intro=intro),), submit=t("Go"))


@or_as_it_stands(GROUPS)
def make(lab: Lab, values: Wanted, ctx: Creating) -> Outcome:
    """Make the groups, or let people choose theirs."""
    before, people = groups_of(lab, ctx), present(lab, ctx)
    apart.check(lab, before)
    count = grouping.count(len(people), groups=values.groups, size=values.size or OF_FOUR)
    if values.how == CHOICE:
        keep_groups(ctx, (), apart.offered(lab, before, count, values.prompt.strip(), ctx.now))
        offer(lab, ctx)
        return ctx.show(GROUPS, lab.id)
    dealt = grouping.at_random(people, count, ctx.new_id("LB"))
    send_off(keep_groups(ctx, (), apart.made(lab, before, dealt, values.prompt.strip(), ctx.now)), lab, ctx)
    return ctx.show(GROUPS, lab.id)


def names_form(lab: Lab, reading: Reading) -> Form:
    """Ask who is in which group."""
    apart.check(lab, groups_of(lab, reading))
    labels = (t("Group 1"), t("Group 2"), t("Group 3"), t("Group 4"))
    people = tuple(
        MemberInput(name=name, label=label, several=True, required=False)
        for name, label in zip(("first", "second", "third", "fourth"), labels, strict=True)
    )
    intro = t("Whoever is here and not named joins the smallest group. Nobody is put alone.")
    return Form(t("Name the groups"), (Section((*people, PROMPT), intro=intro),), submit=t("Go"))


@or_as_it_stands(GROUPS)
def make_named(lab: Lab, values: Named, ctx: Creating) -> Outcome:
    """Make groups of the people named, with everybody else who is here in the smallest."""
    before = groups_of(lab, ctx)
    apart.check(lab, before)
    places = {"first": values.first, "second": values.second, "third": values.third, "fourth": values.fourth}
    for field, group in places.items():
        check(group, lambda viewer: rules.may_see(viewer, lab), field, ctx, IN_GROUPS)
    named = [group for group in places.values() if group]
    if len(named) < 2:
        raise Refusal(t("Please name people for two groups at least."), "second")
    everybody = [*present(lab, ctx), *(one for group in named for one in group)]
    grouping.count(len(set(everybody)), groups=len(named))
    completed = grouping.completed(named, everybody, ctx.new_id("LB"))
    send_off(keep_groups(ctx, (), apart.made(lab, before, completed, values.prompt.strip(), ctx.now)), lab, ctx)
    return ctx.show(GROUPS, lab.id)


SUBMITS = (
    Submit(
        name="labs.break_out",
        may=rules.facilitates,
        on=LAB,
        command="breakout make",
        help=t("Send those who are in a session into small groups"),
        form=form,
        model=Wanted,
        run=make,
    ),
    Submit(
        name="labs.name_groups",
        may=rules.facilitates,
        on=LAB,
        command="breakout name",
        help=t("Send people into groups that you name"),
        form=names_form,
        model=Named,
        run=make_named,
    ),
)
