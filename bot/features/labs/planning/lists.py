"""Lists of labs: those to come, one's own, those that were held."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Bullets, Content, Heading, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Code, Inline, Msg, Untrusted, joined, t
from bot.domain.access import anyone
from bot.domain.labs import rules
from bot.domain.labs.lab import COMING, Lab, LabState
from bot.features.labs.wording import STATES, begins, button, ref, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, HomeSection, Query

PAGE: Final = 6
AT_HOME: Final = 3


def coming(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the labs to come that the asker may come to, the soonest first."""
    found = reading.store.labs.coming(reading.viewer, **asked.window(PAGE))
    return _list(t("Learning labs to come"), found, asked, reading, "labs.list", _none_coming(reading))


def _none_coming(reading: Reading) -> Msg:
    if rules.plans(reading.viewer, None):
        return t("No lab is planned. Plan one with {plan}.", plan=Code("/lab plan"))
    return t(
        "No lab is planned. You can propose a topic for one with {propose}: the stewards look at each of them.",
        propose=Code("/topics propose"),
    )


def mine(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the labs that the asker leads, or said yes or maybe to, the soonest first."""
    found = asked.onwards(_own(reading), PAGE)
    empty = t("You are signed up for none, and lead none. {list} shows those to come.", list=Code("/lab list"))
    return _list(t("Your learning labs"), found, asked, reading, "labs.mine", empty)


def past(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the labs that were held, the latest first."""
    found = reading.store.labs.past(reading.viewer, **asked.window(PAGE))
    return _list(t("Learning labs that were held"), found, asked, reading, "labs.past", t("None was held yet."))


def _own(reading: Reading) -> list[Lab]:
    member = reading.viewer.member
    if member is None:
        return []
    led = [lab for lab in reading.store.labs.naming(member) if lab.state in {*COMING, LabState.CLOSING}]
    signed_up = reading.store.rsvps.coming(member, reading.now)
    own = {lab.id: lab for lab in (*led, *signed_up) if rules.may_see(reading.viewer, lab)}
    return sorted(own.values(), key=lambda lab: lab.starts_at)


def _list(title: Msg, found: Sequence[Lab], asked: Asked, reading: Reading, query: str, empty: Msg) -> Reply:
    shown, more = asked.cut(found, PAGE, query)
    blocks: list[Block] = [Heading(title)]
    for lab in shown:
        blocks.append(Paragraph(_line(lab, reading)))
        blocks += buttons([button(t("Show"), "show", lab.id)])
    if not shown:
        blocks.append(Paragraph(empty))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _line(lab: Lab, reading: Reading) -> Inline:
    said: list[Inline] = [title_of(lab.plan), begins(lab)]
    if lab.state is not LabState.SCHEDULED:
        said.append(STATES[lab.state])
    if lab.pod and (pod := reading.store.pods.get(lab.pod)) is not None:
        said.append(Untrusted(pod.charter.name))
    return joined([*said, ref(lab)], " · ")


def at_home(reading: Reading) -> Sequence[Block]:
    """Show on one's own page the next labs, in a line each: one's own, then others that one may come to."""
    next_ones = {lab.id: lab for lab in (*_own(reading), *reading.store.labs.coming(reading.viewer, limit=AT_HOME))}
    if not next_ones:
        return ()
    lines = tuple(_line(lab, reading) for lab in list(next_ones.values())[:AT_HOME])
    return [Heading(t("The next learning labs")), Bullets(lines), *buttons([button(t("See them"), "list", "")])]


QUERIES = (
    Query(
        name="labs.list",
        may=anyone,
        command="lab list",
        basic=True,
        help=t("See the learning labs to come"),
        run=coming,
    ),
    Query(name="labs.mine", may=anyone, command="lab mine", help=t("See the labs you come to or lead"), run=mine),
    Query(name="labs.past", may=anyone, command="labs past", help=t("See the learning labs that were held"), run=past),
)
HOME = (HomeSection(15, at_home),)
