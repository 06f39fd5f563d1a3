"""The charter as it is asked for: sections of at most five inputs, the same for proposing and for changing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.core.content import Option
from bot.core.forms import Choice, DateInput, MemberInput, Section, TextInput
from bot.core.refs import MemberRef
from bot.core.text import Msg, n, t
from bot.domain.pods.charter import Charter
from bot.domain.pods.charter_rules import DECISION_DAYS_LIMIT, NAME_LIMIT
from bot.features.pods.charter_values import (
    Agreements,
    Aims,
    Bounds,
    Door,
    Harvest,
    Links,
    Rhythm,
    Success,
    Values,
)
from bot.features.pods.fields import line, paragraph, yes_or_no

BLANK: Final = Charter(name="", focus="", objective="")


def aims(charter: Charter) -> Section:
    """Ask what the pod is for."""
    name = TextInput(name="name", label=t("Name"), initial=charter.name, maximum=NAME_LIMIT)
    return Section(
        (
            name,
            line("focus", t("Focus area"), charter.focus, required=True),
            paragraph("objective", t("Objective"), charter.objective, required=True),
            line("product", t("Product"), charter.product, hint=t("What will exist at the end that does not now?")),
            paragraph("why_now", t("Why now?"), charter.why_now),
        ),
        intro=t("A pod is a closed group with a task. Name, focus and objective are all it needs; the rest can wait."),
    )


def bounds(charter: Charter) -> Section:
    """Ask what belongs to the pod, and who."""
    return Section(
        (
            paragraph("in_scope", t("In scope"), charter.in_scope),
            paragraph("out_of_scope", t("Out of scope"), charter.out_of_scope),
            line("sponsor", t("Sponsor or focal point"), charter.sponsor),
            paragraph("who_may_join", t("Who may join"), charter.who_may_join, hint=t("Shown to those who ask.")),
        )
    )


def people(charter: Charter, named: tuple[MemberRef, ...]) -> Section:
    """Ask of a proposal who facilitates it, and how others come in."""
    questions, _, capacity, listed, _ = door(charter).inputs
    *_, who_may_join = bounds(charter).inputs
    facilitators = MemberInput(
        name="cofacilitators",
        label=t("Who facilitates with you?"),
        hint=t("You are the first facilitator. A second one is a good thing to have."),
        required=False,
        several=True,
        initial=tuple(str(member) for member in named),
    )
    return Section((facilitators, who_may_join, questions, capacity, listed))


def door(charter: Charter) -> Section:
    """Ask how people come in."""
    days = tuple(Option(str(d), n("{count} day", "{count} days", d)) for d in range(1, DECISION_DAYS_LIMIT + 1))
    return Section(
        (
            TextInput(
                name="questions",
                label=t("Questions to those who ask to join"),
                hint=t("At most five, one a line. None is fine too."),
                required=False,
                long=True,
                initial="\n".join(charter.questions),
            ),
            Choice(
                name="decision_days",
                label=t("Time for deciding on a request"),
                options=days,
                initial=str(charter.decision_days),
            ),
            TextInput(
                name="capacity",
                label=t("Places"),
                hint=t("How many people at most, facilitators included. Empty: no limit."),
                required=False,
                initial="" if charter.capacity is None else str(charter.capacity),
                maximum=4,
            ),
            yes_or_no("listed", t("List it in the directory?"), charter.listed),
            yes_or_no("members_visible", t("May members see who is in it?"), charter.members_visible),
        )
    )


def agreements(charter: Charter) -> Section:
    """Ask for the ground rules and the commitment."""
    rules = charter.ground_rules
    return Section(
        (
            yes_or_no(
                "chatham_house",
                t("Chatham House Rule?"),
                rules.chatham_house,
                t("What is said may be used; who said it is told to nobody."),
            ),
            yes_or_no(
                "harvesting",
                t("Harvest what is learned?"),
                rules.harvesting,
                t("Threads may become nuggets, each quoted person consenting for themselves."),
            ),
            paragraph("more", t("More ground rules"), rules.more),
            line("commitment", t("Commitment"), charter.commitment, hint=t("Such as: two hours a month")),
            line("cadence", t("Cadence"), charter.cadence, hint=t("Such as: a call every second Tuesday")),
        ),
        intro=t("Everybody accepts the ground rules before they ask to join. No blame is always one of them."),
    )


def harvest(charter: Charter) -> Section:
    """Ask what to harvest, and whether each month is summed up."""
    return Section(
        (
            paragraph("harvest_template", t("What to harvest"), charter.harvest_template),
            line("harvest_rhythm", t("How often to harvest"), charter.harvest_rhythm),
            yes_or_no(
                "monthly_harvest",
                t("Sum up each month in the room?"),
                charter.monthly_harvest,
                t("What was told and tried, on the first working day; nothing when there was nothing."),
            ),
        )
    )


def rhythm(charter: Charter) -> Section:
    """Ask for the dates."""
    return Section(
        (
            DateInput(name="starts", label=t("Start"), required=False, initial=charter.starts),
            DateInput(
                name="review_on",
                label=t("Review"),
                hint=t("When to decide whether to go on. Empty: after six months."),
                required=False,
                initial=charter.review_on,
            ),
            DateInput(name="ends", label=t("End"), required=False, initial=charter.ends),
        )
    )


def success(charter: Charter) -> Section:
    """Ask what success would be."""
    asked = (
        ("success_immediate", t("Immediate value"), t("What is good about taking part, there and then?")),
        ("success_potential", t("Potential value"), t("What will people know, have, or know whom to ask?")),
        ("success_applied", t("Applied value"), t("What will they do differently at work?")),
        ("success_realised", t("Realised value"), t("What will get better by it, and for whom?")),
        ("success_reframing", t("Reframing value"), t("How may the view of what matters change?")),
    )
    return Section(
        tuple(paragraph(name, label, getattr(charter, name), hint=hint) for name, label, hint in asked),
        intro=t("What would success be? Fill in what you can say already; nothing here is required."),
    )


def links(charter: Charter) -> Section:
    """Ask what the pod is connected to."""
    return Section(
        (
            paragraph("linked_pods", t("Linked pods"), "\n".join(charter.linked_pods), hint=t("One a line.")),
            paragraph("topics", t("Topics"), "\n".join(charter.topics), hint=t("One a line.")),
        )
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the charter that is changed by itself. ``name`` is its command's second word."""

    name: str
    title: Msg
    help: Msg
    model: type[Values]
    section: Callable[[Charter], Section]


PARTS: Final = (
    Part("aims", t("Aims"), t("Change a pod's name, focus, objective, product"), Aims, aims),
    Part("bounds", t("Bounds"), t("Change what is in a pod's scope, its sponsor, who may join"), Bounds, bounds),
    Part("door", t("Door"), t("Change a pod's questions, places, decision time, listing"), Door, door),
    Part("agreements", t("Agreements"), t("Change a pod's ground rules and commitment"), Agreements, agreements),
    Part("harvest", t("Harvest"), t("Change what a pod harvests, and its monthly summary"), Harvest, harvest),
    Part("rhythm", t("Dates"), t("Change a pod's start, review and end dates"), Rhythm, rhythm),
    Part("success", t("Success"), t("Change what success means for a pod"), Success, success),
    Part("links", t("Links and topics"), t("Change a pod's linked pods and topics"), Links, links),
)


def proposal(charter: Charter, named: tuple[MemberRef, ...]) -> tuple[Section, ...]:
    """Give the sections of a proposal: three, so that it is sent in a few minutes; /charter tells the rest."""
    return (aims(charter), people(charter, named), agreements(charter))


LABELS: Final[Mapping[str, Msg]] = {item.name: item.label for part in PARTS for item in part.section(BLANK).inputs}
"""The label under which each field is asked for."""
