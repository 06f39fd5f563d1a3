"""A nugget as those who review it see it: as it would be read, with what to look at, and nobody who is not named."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.core.content import Block, Button, Content, Note, Paragraph, Style, buttons, content
from bot.core.text import Msg, joined, t
from bot.domain.access import Role
from bot.domain.drafting.draft import Hint
from bot.domain.nuggets import questions, quoting, rules
from bot.domain.nuggets.nugget import OVER, Flag, Nugget, NuggetState, Told
from bot.domain.nuggets.withholding import doubtful
from bot.domain.nuggets.words import FieldName
from bot.features.nuggets.keeping import reviewers
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.review.steps import hole
from bot.features.nuggets.showing import told_by, told_facts, where_it_stands
from bot.features.nuggets.template.words import asked_besides, called
from bot.features.nuggets.wording import FIELDS, button, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import View
from bot.ports.hinting import marked, to_look_at
from bot.ports.known import READERS

_FLAGGED: Final = {
    Flag.EDITED: t(
        "A message that this was made from has been changed. Its author is asked whether it is still right."
    ),
    Flag.DELETED: t("A message that this was made from has been deleted. Its author is asked whether it may stay."),
}


def card(nugget: Nugget, reading: Reading) -> Content:
    """Show a nugget to whom it waits for, as it would be read; to others who look after it, only where it stands."""
    if not rules.looks_after(reading.viewer, nugget):
        return not_open()
    if not rules.reviews(reading.viewer, nugget) or reading.viewer.member not in reviewers(nugget, reading):
        return _where(nugget, reading)
    consents = reading.store.consents.of_nugget(nugget.id)
    fields = quoting.readable(nugget, consents, nugget.wanted)
    hints = doubtful(replace(nugget, fields=fields))
    first = _first(nugget)
    blocks: list[Block] = [Paragraph(first)]
    blocks += told_facts(nugget, fields, reading, lambda told: marked(told.text, hints))
    blocks.append(Note(told_by(nugget, reading, nugget.wanted)))
    blocks += _remarks(nugget, fields, hints, reading)
    blocks += buttons(_choices(nugget, reading))
    blocks.append(Note(t("Reference: {ref}, version {version}", ref=ref(nugget.id), version=nugget.version)))
    return Content(first, tuple(blocks))


def _first(nugget: Nugget) -> Msg:
    if nugget.state is NuggetState.IN_REVIEW:
        return t("May {who} read this change nugget?", who=READERS[nugget.wanted])
    return t("A change nugget of your pod is published in it.")


def _where(nugget: Nugget, reading: Reading) -> Content:
    """Say where it stands, and no word of it."""
    match nugget.state:
        case NuggetState.IN_REVIEW if nugget.before is Role.FACILITATOR:
            said = t("{ref} is before its pod's facilitators.", ref=ref(nugget.id))
        case NuggetState.IN_REVIEW:
            said = t("{ref} is before the stewards.", ref=ref(nugget.id))
        case NuggetState.PUBLISHED if nugget.scope is not None:
            said = t("{ref} is published, and read by {who}.", ref=ref(nugget.id), who=READERS[nugget.scope])
        case _:
            said = where_it_stands(nugget)
    readable = rules.in_scope(reading.viewer, nugget) and nugget.state not in OVER
    return content(said, *buttons([button(t("Show"), "show", nugget.id)] if readable else []))


def _remarks(
    nugget: Nugget, fields: Mapping[FieldName, Told], hints: Sequence[Hint], reading: Reading
) -> Sequence[Block]:
    remarks = to_look_at(hints)
    if nugget.state is not NuggetState.IN_REVIEW:
        return remarks
    if nugget.flag is not None:
        remarks.append(Note(_FLAGGED[nugget.flag]))
    held = [FIELDS[name] for name in FieldName if nugget.says(name) and name not in fields]
    if held:
        remarks.append(Note(t("Left out until those quoted say yes: {what}.", what=joined(held))))
    if hole(nugget, reading):
        remarks.append(Note(t("So it cannot be published yet. Its author can tell it in their own words.")))
    if untold := questions.untold(nugget, asked_besides(nugget, reading)):
        what = called(nugget, untold, reading)
        if nugget.asking is not None:
            remarks.append(Note(t("Not told: {what}. I am asking the author, one thing at a time.", what=what)))
        else:
            remarks.append(Note(t("Not told: {what}. The author could not say.", what=what)))
    return remarks


def _choices(nugget: Nugget, reading: Reading) -> list[Button]:
    back = button(t("Send back with a note"), "return", nugget.id)
    if nugget.state is not NuggetState.IN_REVIEW:
        return [back]
    yes = t("Yes, publish") if nugget.before is Role.STEWARD else t("Yes, pass it on to the stewards")
    choices = [button(yes, "pass", nugget.id, Style.PRIMARY, str(nugget.version)), back]
    untold = questions.untold(nugget, asked_besides(nugget, reading))
    if hole(nugget, reading) or (untold and nugget.asking is None):
        choices.append(button(t("Ask the author"), "ask", nugget.id))
    return choices


VIEWS = (View("nuggets.review", NUGGET, card),)
