"""A nugget as its readers see it, and the lists of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.core.content import (
    Block,
    Button,
    Content,
    Heading,
    Note,
    Paragraph,
    Style,
    buttons,
    content,
)
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Code, Inline, MessageLink, Moment, Msg, Show, Strong, Untrusted, joined, n, t
from bot.domain.access import anyone
from bot.domain.nuggets import authorship, quoting, rules
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, Flag, Nugget, NuggetState, Told
from bot.domain.nuggets.timing import REVIEW_MONTHS
from bot.domain.nuggets.words import FieldName
from bot.domain.telling import in_chat
from bot.features.nuggets import alike
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.life.upkeep import is_due
from bot.features.nuggets.review.readers import about_review, choices_about_readers
from bot.features.nuggets.showing import attributed, told_by, told_facts
from bot.features.nuggets.spread.picture import reader_choices, spread_of
from bot.features.nuggets.template.words import sign_here
from bot.features.nuggets.wording import FIELDS, STATES, button, not_open, ref, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Offer, Query, View
from bot.ports.known import KNOWLEDGE, MATERIAL, READERS

PAGE: Final = 6
_OLD: Final = n(
    "This was told {count} month ago or longer. Is it still true?",
    "This was told {count} months ago or longer. Is it still true?",
    REVIEW_MONTHS,
)
LISTED: Final = 150


def card(nugget: Nugget, reading: Reading) -> Content:
    """Show a nugget to whoever may see it, with what they can do about it."""
    viewer = reading.viewer
    if nugget.state in DRAFTS and rules.edits(viewer, nugget):
        draft = reading.render("nuggets.draft", nugget.id)
        return draft or not_open()
    if not rules.may_see(viewer, nugget):
        return not_open()
    if nugget.state in EMPTIED:
        return _tombstone(nugget)
    own = rules.owns(viewer, nugget)
    if not own and not rules.in_scope(viewer, nugget):
        return reading.render("nuggets.review", nugget.id) or not_open()
    consents = reading.store.consents.of_nugget(nugget.id)
    scope = nugget.scope or nugget.wanted
    read = authorship.readable(viewer, nugget, consents) if own else quoting.readable(nugget, consents, scope)
    shown = replace(nugget, fields=read)
    blocks: list[Block] = [Heading(title_of(nugget))]
    blocks += _newer(nugget, reading)
    below: dict[FieldName, Told] = {**read}
    below.pop(FieldName.WHAT_CHANGED, None)
    blocks += told_facts(nugget, below, reading)
    blocks.append(Note(told_by(shown, reading, scope)))
    if nugget.gesture is not None and in_chat(nugget.gesture) and attributed(nugget, reading):
        blocks.append(Note(t("It was told here: {message}", message=MessageLink(nugget.gesture))))
    blocks += spread_of(nugget, reading)
    if own:
        blocks += [
            *_for_its_author(nugget),
            *_left_out(nugget, reading),
            *about_review(nugget, reading),
        ]
    if rules.keeps(viewer, nugget) and is_due(nugget, reading):
        blocks.append(Paragraph(_OLD))
    blocks.append(Note(_small_print(nugget)))
    blocks += buttons(_choices(nugget, reading))
    return Content(title_of(nugget), tuple(blocks))


def _for_its_author(nugget: Nugget) -> list[Block]:
    blocks: list[Block] = []
    if nugget.state is NuggetState.RETURNED:
        blocks.append(Paragraph(t("It came back to you with a note:")))
        blocks.append(Paragraph(Untrusted(nugget.note)))
    if nugget.flag is Flag.DELETED:
        blocks.append(Paragraph(t("A message that this was made from has been deleted. May it stay?")))
    elif nugget.flag is Flag.EDITED:
        blocks.append(Paragraph(t("A message that this was made from has been changed. Is it still right?")))
    return blocks


def _left_out(nugget: Nugget, reading: Reading) -> list[Block]:
    """Say kindly that somebody would not be quoted, and what can be done instead; nobody is asked twice."""
    left_out = authorship.refused(reading.viewer, nugget, reading.store.consents.of_nugget(nugget.id))
    if not left_out:
        return []
    what = joined(FIELDS[name] for name in left_out)
    return [
        Note(
            t(
                "Left out, since whoever said it would rather not be quoted: {what}. I do not ask them again. You can "
                "tell it in your own words.",
                what=what,
            )
        )
    ]


def _small_print(nugget: Nugget) -> Msg:
    readers = READERS[nugget.scope] if nugget.scope else t("nobody else yet")
    if nugget.state is NuggetState.IN_REVIEW:
        return t(
            "{ref} · read by {who} · in review for {wanted}",
            ref=ref(nugget.id),
            who=readers,
            wanted=READERS[nugget.wanted],
        )
    return t("{ref} · read by {who}", ref=ref(nugget.id), who=readers)


def _newer(nugget: Nugget, reading: Reading) -> list[Block]:
    """Lead to what took its place those who can read that; to others nothing tells that there is such a thing."""
    newer = reading.store.nuggets.get(nugget.superseded_by) if nugget.superseded_by else None
    if newer is None or not rules.published(newer) or not rules.may_see(reading.viewer, newer):
        return []
    there = t("There is a newer one: {ref}.", ref=ref(newer.id))
    return [Paragraph(there), *buttons([button(t("Show the newer one"), "show", newer.id)])]


def _choices(nugget: Nugget, reading: Reading) -> list[Button]:
    """Give what the reader can do, what matters most first."""
    own = rules.owns(reading.viewer, nugget)
    choices: list[Button] = []
    if rules.keeps(reading.viewer, nugget) and nugget.state is not NuggetState.SUPERSEDED:
        choices = _of_who_keeps_it(nugget, own, is_due(nugget, reading))
    choices += [*reader_choices(nugget, reading), *alike.choice(nugget, reading)]
    if own and reading.store.revisions.of_nugget(reading.viewer, nugget.id, limit=1):
        choices.append(button(t("What it said before"), "history", nugget.id))
    return [*choices, *(reading.offers(MATERIAL, nugget.id) if rules.reads(reading.viewer, nugget) else ())]


def _of_who_keeps_it(nugget: Nugget, own: bool, due: bool) -> list[Button]:
    """Give what can be done about it; what answers a question that is open about it comes before all else."""
    change = [button(t("Change it"), "fill", nugget.id)] if own else []
    more = [button(t("Tell more"), "details", nugget.id)] if own else []
    readers = choices_about_readers(nugget) if own else []
    withdraw = button(t("Withdraw"), "withdrawing", nugget.id)
    if due:
        still = button(t("Still true"), "confirm", nugget.id, Style.PRIMARY)
        no_more = button(t("Don't ask again"), "stop_asking", nugget.id)
        return [still, *change, withdraw, no_more, *readers, *more]
    if nugget.flag is not None:
        right = button(t("It is right as it is"), "confirm", nugget.id, Style.PRIMARY)
        return [right, *change, withdraw, *readers, *more]
    return [*readers, *change, *more, withdraw]


def _tombstone(nugget: Nugget) -> Content:
    when = Moment(nugget.ended_at, Show.DATE) if nugget.ended_at else t("some time ago")
    return content(t("{ref} was withdrawn on {when}.", ref=ref(nugget.id), when=when))


def show(nugget: Nugget, _asked: Asked, reading: Reading) -> Reply:
    """Show one nugget, whole."""
    return Reply(card(nugget, reading))


def mine(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List one's own nuggets, with where each stands."""
    found = reading.store.nuggets.of_member(reading.viewer, **asked.window(PAGE))
    empty = t(
        "You have none yet. Tell one with {new}, or react with {sign} to a message in which somebody tells a change.",
        new=Code("/nugget new"),
        sign=sign_here(reading),
    )
    return _list(t("Your change nuggets"), found, asked, reading, "nuggets.mine", empty)


def newest(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what was published lately and the asker may read."""
    found = reading.store.nuggets.visible(reading.viewer, **asked.window(PAGE))
    empty = t(
        "Nothing is published yet that you can read. React with {sign} to a message that tells of a change.",
        sign=sign_here(reading),
    )
    return _list(t("The newest change nuggets"), found, asked, reading, "nuggets.newest", empty)


def _list(title: Msg, found: Sequence[Nugget], asked: Asked, reading: Reading, query: str, empty: Msg) -> Reply:
    shown, more = asked.cut(found, PAGE, query)
    if not shown:
        return Reply(Content(title, (Heading(title), Paragraph(empty))))
    blocks: list[Block] = [Heading(title)]
    for nugget in shown:
        open_to = rules.may_see(reading.viewer, nugget)
        words = shorten(nugget.says(FieldName.WHAT_CHANGED), LISTED) if open_to else ""
        line: list[Inline] = [ref(nugget.id), Strong(Untrusted(words)) if words else t("no words yet")]
        line.append(STATES[nugget.state])
        blocks.append(Paragraph(joined(line, " · ")))
        blocks += buttons([button(t("Show"), "show", nugget.id)] if open_to else [])
    return Reply(Content(title, (*blocks, *buttons(more))))


QUERIES = (
    Query(
        name="nuggets.show",
        may=rules.may_see,
        on=NUGGET,
        command="nugget show",
        help=t("See one change nugget, whole"),
        run=show,
    ),
    Query(name="nuggets.mine", may=anyone, command="nugget mine", help=t("See your own change nuggets"), run=mine),
    Query(
        name="nuggets.newest",
        may=anyone,
        command="nugget list",
        help=t("See the newest change nuggets"),
        run=newest,
    ),
)
VIEWS = (View("nuggets.nugget", NUGGET, card),)
OFFERS = (Offer(KNOWLEDGE, t("Show"), "nuggets.show"),)
