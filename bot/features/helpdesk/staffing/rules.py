"""Stewards change a desk's rules; each change is a new version, shown at once."""

from collections.abc import Callable

from bot.core.content import content
from bot.core.intents import SendFile
from bot.core.outcome import Outcome, Reply
from bot.core.text import Untrusted, t
from bot.domain.desk import opening, rulebook_changing, staffing
from bot.domain.desk.desk import Desk
from bot.domain.desk.rulebook import Rulebook
from bot.domain.desk.rulebook_file import written
from bot.features.helpdesk.crew import around
from bot.features.helpdesk.staffing.fields import places_of
from bot.features.helpdesk.staffing.kinds import DESK, RULEBOOK
from bot.features.helpdesk.staffing.rule_forms import (
    PartTold,
    RegionTold,
    RuleTold,
    TopicTold,
    region_form,
    retire_form,
    rule_form,
    topic_form,
)
from bot.features.helpdesk.staffing.rule_parts import without
from bot.features.helpdesk.staffing.rule_views import card
from bot.features.helpdesk.staffing.wording import name_of
from bot.ports.answering import say
from bot.ports.context import Context, Creating
from bot.ports.feature import Action, Submit


def put_topic(desk: Desk, values: TopicTold, ctx: Creating) -> Outcome:
    """Add a topic, or change one."""

    def change(rulebook: Rulebook) -> Rulebook:
        return rulebook_changing.with_topic(rulebook, values.topic, values.label, ctx.community.locale, values.words)

    return _changed(desk, ctx, change)


def put_region(desk: Desk, values: RegionTold, ctx: Creating) -> Outcome:
    """Name a group of countries, or say anew which they are."""

    def change(rulebook: Rulebook) -> Rulebook:
        countries, regions = places_of(values.countries, rulebook, ctx.reader.locale, "countries")
        whole = [*countries, *(country for region in regions for country in rulebook.regions[region])]
        return rulebook_changing.with_region(rulebook, values.name, tuple(dict.fromkeys(whole)))

    return _changed(desk, ctx, change)


def add_rule(desk: Desk, values: RuleTold, ctx: Creating) -> Outcome:
    """Add a rule behind the others."""

    def change(rulebook: Rulebook) -> Rulebook:
        rule = values.made(rulebook, around(desk, ctx), ctx.reader.locale)
        return rulebook_changing.with_rule(rulebook, rule)

    return _changed(desk, ctx, change)


def retire(desk: Desk, values: PartTold, ctx: Creating) -> Outcome:
    """Take a topic, a region or a rule away."""

    def change(rulebook: Rulebook) -> Rulebook:
        return without(rulebook, values.part)

    return _changed(desk, ctx, change)


def send_file(desk: Desk, ctx: Context) -> Outcome:
    """Give the actor all of a desk's rules as a file."""
    text = written(ctx.store.rulebooks.in_force(desk.id))
    note = content(
        t(
            "The rules of {desk}. Whoever runs the bot loads a changed file: {command}",
            desk=name_of(desk),
            command=Untrusted(f'python -m bot desk rules FILE --community {desk.community} --desk "{desk.name}"'),
        )
    )
    ctx.send(SendFile(ctx.actor, "rules.toml", "application/toml", text, note))
    return say(t("The rules come to you here as a file."))


def _changed(desk: Desk, ctx: Creating, change: Callable[[Rulebook], Rulebook]) -> Outcome:
    """Store what a change makes of the rules that are in force at this moment, and show them."""
    opening.running(desk)
    before = ctx.store.rulebooks.in_force(desk.id)
    after, events = rulebook_changing.renewed(before, change(before), around(desk, ctx), ctx.creating, ctx.now)
    if after is before:
        return Reply(card(desk, ctx, first=t("The rules say that already, so nothing has changed.")))
    ctx.store.rulebooks.add(after)
    for event in events:
        ctx.record(event)
    ctx.refresh(desk.id)
    return Reply(card(desk, ctx, first=t("This is in force now. Questions are sorted by it from now on.")))


ACTIONS = (
    Action(
        name="desk.rules_file",
        may=staffing.stewards_of,
        on=DESK,
        command="desk rules-file",
        help=t("Get all rules of a desk as a file, to copy or change (stewards)"),
        run=send_file,
    ),
)
SUBMITS = (
    Submit(
        name="desk.topic",
        may=staffing.stewards_of,
        on=DESK,
        command="desk topic",
        help=t("Add a topic, or change its name or the words that tell it (stewards)"),
        form=topic_form,
        model=TopicTold,
        run=put_topic,
        creates=RULEBOOK.letter,
    ),
    Submit(
        name="desk.region",
        may=staffing.stewards_of,
        on=DESK,
        command="desk region",
        help=t("Name a group of countries (stewards)"),
        form=region_form,
        model=RegionTold,
        run=put_region,
        creates=RULEBOOK.letter,
    ),
    Submit(
        name="desk.rule",
        may=staffing.stewards_of,
        on=DESK,
        command="desk rule",
        help=t("Add a rule by which questions are sorted (stewards)"),
        form=rule_form,
        model=RuleTold,
        run=add_rule,
        creates=RULEBOOK.letter,
    ),
    Submit(
        name="desk.retire",
        may=staffing.stewards_of,
        on=DESK,
        command="desk retire",
        help=t("Take a topic, a region or a rule away (stewards)"),
        form=retire_form,
        model=PartTold,
        run=retire,
        creates=RULEBOOK.letter,
    ),
)
