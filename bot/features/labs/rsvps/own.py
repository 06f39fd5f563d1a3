"""What somebody answered, as they alone read it: the answer to their press, and what they are told later."""

from collections.abc import Sequence

from bot.core.content import Block, Button, Content, Facts, Note, Paragraph, Quote, buttons, content
from bot.core.text import Msg, Untrusted, t
from bot.domain.labs import rules, signing_up
from bot.domain.labs.lab import LabState
from bot.domain.labs.rsvp import Answer, Rsvp
from bot.features.labs.kinds import RSVP
from bot.features.labs.rsvps.keeping import MOVED, OWN, lab_of
from bot.features.labs.rsvps.wording import ON_OWN, choices, standing
from bot.features.labs.wording import begins, button, ref, title_of
from bot.ports.context import Reading
from bot.ports.feature import View


def card(rsvp: Rsvp, reading: Reading) -> Content:
    """Show how somebody stands, with what they can do about it."""
    return _card(rsvp, reading)


def moved_card(rsvp: Rsvp, reading: Reading) -> Content:
    """Say that a lab is at another time now, and show how somebody stands."""
    return _card(rsvp, reading, t("This lab is at another time now. Can you come then?"))


def _card(rsvp: Rsvp, reading: Reading, news: Msg | None = None) -> Content:
    lab = lab_of(reading, rsvp)
    if not (rules.answered(reading.viewer, rsvp) and rules.may_see(reading.viewer, lab)):
        return content(t("This is not open to you any more."))
    if lab.state is LabState.CANCELLED:
        off = t("{title} is called off. You need not do anything.", title=title_of(lab.plan))
        why = (Quote(Untrusted(lab.reason)),) if lab.reason else ()
        return content(off, Facts(((t("When it would have been"), begins(lab)),)), *why)
    said = standing(lab, rsvp, reading)
    blocks: list[Block] = [Paragraph(title_of(lab.plan))]
    if news is not None and signing_up.takes_answers(lab, reading.now):
        blocks.append(Paragraph(news))
    blocks += [Paragraph(said), Facts(((t("When"), begins(lab)),))]
    offered = choices(lab, rsvp, ON_OWN, reading.now)
    if where := _where_are_you(rsvp, reading):
        blocks.append(Note(t("Where are you? Tell me, and I remind you by your own clock.")))
        offered += where
    offered.append(button(t("See the lab"), "show", lab.id))
    summary = t("{title}: {how}", title=title_of(lab.plan), how=news or said)
    return Content(summary, (*blocks, *buttons(offered), Note(ref(lab))))


def _where_are_you(rsvp: Rsvp, reading: Reading) -> Sequence[Button]:
    """Offer to tell one's zone to whoever comes and has told none; who would not tell it passes by."""
    profile = reading.store.members.get(rsvp.member)
    known = profile is not None and (profile.zone or profile.platform_zone)
    return () if known or rsvp.answer is Answer.NO else reading.offers("zone_unknown", "")


VIEWS = (View(OWN, RSVP, card), View(MOVED, RSVP, moved_card))
