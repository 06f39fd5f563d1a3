"""What somebody is asked about their words, and what they answered."""

from typing import Final

from bot.core.content import Block, Button, Content, Note, Paragraph, Quote, buttons, content
from bot.core.outcome import Reply
from bot.core.text import Msg, Untrusted, n, t
from bot.domain.access import Scope, anyone
from bot.domain.nuggets import rules
from bot.domain.nuggets.consent import LAPSE_AFTER, Answer, Consent, Part
from bot.domain.nuggets.nugget import EMPTIED, Attribution
from bot.features.nuggets.keeping import nugget_of
from bot.features.nuggets.kinds import CONSENT
from bot.features.nuggets.wording import ATTRIBUTIONS, button, not_open, ref, title_of, yes
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View
from bot.ports.known import READERS

PAGE: Final = 5

_ANSWERED: Final[dict[Answer, Msg]] = {
    Answer.REFUSED: t("You said no. Your words are not in it."),
    Answer.LAPSED: t("You did not answer, which is a no. Your words are not in it. You can still say yes."),
    Answer.WITHDRAWN: t("You took your words back. They are not in it any more."),
}


def card(consent: Consent, reading: Reading) -> Content:
    """Ask somebody whether their words may be read, in the words themselves; later show what they answered."""
    if not rules.asked(reading.viewer, consent):
        return not_open()
    nugget = nugget_of(reading, consent)
    if nugget.state in EMPTIED:
        return content(t("Nothing of yours is in it: the change nugget was taken back."))
    first = _first(consent)
    blocks: list[Block] = [Paragraph(first)]
    blocks += [Quote(Untrusted(words)) for words in consent.words]
    if consent.answer is Answer.ASKED:
        if rules.in_scope(reading.viewer, nugget):
            blocks.append(Paragraph(t("It tells of this: {title}", title=title_of(nugget))))
        silence = n(
            "If you say nothing for {count} day, your words stay out. You can take a yes back any time.",
            "If you say nothing for {count} days, your words stay out. You can take a yes back any time.",
            LAPSE_AFTER.days,
        )
        blocks.append(Note(silence))
    if consent.given_for is not None and consent.answer is not Answer.GIVEN:
        blocks.append(Note(t("They are read by {who}: you said yes to that before.", who=READERS[consent.given_for])))
    if consent.asked_for in {Scope.NETWORK, Scope.PUBLIC} and consent.answer is not Answer.WITHDRAWN:
        blocks.append(Note(t("What others have copied or downloaded by then cannot be called back.")))
    blocks += buttons(_choices(consent, reading))
    blocks.append(Note(t("Reference: {ref}, version {version}", ref=ref(consent.id), version=consent.version)))
    return Content(first, tuple(blocks))


def _first(consent: Consent) -> Msg:
    readers, how = READERS[consent.asked_for], ATTRIBUTIONS[consent.attribution]
    match consent.answer:
        case Answer.ASKED:
            return t("A change nugget would like to use your words. They could be read by {who}. May it?", who=readers)
        case Answer.GIVEN:
            if consent.part is Part.AUTHOR:
                return t("You told this, {how}. It can be read by {who}.", how=how, who=readers)
            return t("You said yes, {how}. Your words can be read by {who}.", how=how, who=readers)
        case _ if consent.given_for is not None:
            return t("Your words are not read by {who}: you did not say yes to that.", who=readers)
        case _:
            return _ANSWERED[consent.answer]


def _choices(consent: Consent, reading: Reading) -> list[Button]:
    if consent.answer is Answer.GIVEN:
        return [button(t("Take it back"), "take_back", consent.id)]
    if consent.answer is Answer.WITHDRAWN:
        return []
    profile = reading.store.members.get(consent.member)
    ways = [Attribution.CHATHAM_HOUSE, *([] if consent.nameless else [Attribution.NAMED])]
    if profile is not None and profile.organisation and not consent.nameless:
        ways.insert(1, Attribution.ORGANISATION)
    no = [button(t("No"), "refuse", consent.id)] if consent.answer is Answer.ASKED else []
    back = [button(t("Take it back"), "take_back", consent.id)] if consent.given_for is not None else []
    return [*yes(ways, "give", consent.id, consent.version), *no, *back]


def show(consent: Consent, _asked: Asked, reading: Reading) -> Reply:
    """Show what one was asked about one's words."""
    return Reply(card(consent, reading))


def mine(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what one was asked about one's words, and what one answered."""
    member = reading.viewer.member
    found = asked.onwards(reading.store.consents.of_member(member), PAGE) if member else []
    shown, more = asked.cut(found, PAGE, "nuggets.consents")
    title = t("Your words in change nuggets")
    if not shown:
        return Reply(Content(title, (Paragraph(t("No change nugget uses words of yours.")),)))
    blocks: list[Block] = []
    for consent in shown:
        blocks.append(Paragraph(t("{ref}: {what}", ref=ref(consent.id), what=_first(consent))))
        blocks += buttons([button(t("Show"), "consent", consent.id)])
    return Reply(Content(title, (*blocks, *buttons(more))))


QUERIES = (
    Query(
        name="nuggets.consent",
        may=rules.asked,
        on=CONSENT,
        command="consent show",
        help=t("See what you were asked about your words"),
        run=show,
    ),
    Query(
        name="nuggets.consents",
        may=anyone,
        command="consent list",
        help=t("See where your words are used"),
        run=mine,
    ),
)
VIEWS = (View("nuggets.consent", CONSENT, card),)
