"""A member forgotten by this feature when they say so, and all that it holds about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.desk import ending
from bot.domain.desk.question import Entry, Question
from bot.domain.events import Event
from bot.domain.handles import is_handle
from bot.domain.pods.forgetting import nobody
from bot.features.helpdesk.articles import erasing as articles
from bot.features.helpdesk.keeping import clock_of, desk_of, keep_question
from bot.features.helpdesk.leaving import pass_on
from bot.features.helpdesk.staffing import erasing as staffing
from bot.features.helpdesk.talking.saying import follow_deletion, follow_edit
from bot.ports.context import Context
from bot.ports.feature import Erasure
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give all that is held about a member: what they asked, also without their name, and what they said."""
    names = _names(member, store)
    asked = [one for name in names for one in store.questions.naming(name) if one.asker == name]
    said = [one for name in names for one in store.entries.of_member(name)]
    handled = [reference(one.id) for one in store.questions.naming(member) if one.asker not in names]
    return {
        "questions": [_question(one) for one in asked],
        "said": [_entry(one) for one in said],
        "handled": handled,
        **staffing.export(member, store),
        **articles.export(member, store),
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Take a member out of every question. What they asked stays without a name, or goes, as they wish."""
    names = _names(member, ctx.store)
    for name in names:
        with ctx.acting_as(name):
            for entry in ctx.store.entries.of_member(name):
                _forget_words(replace(entry, by=_left(name), source=""), keep_anonymised, ctx)
            for question in ctx.store.questions.naming(name):
                _without(question, name, keep_anonymised, ctx)
    staffing.erase(member, ctx)
    articles.erase(member, keep_anonymised, ctx)


def _left(name: MemberRef) -> MemberRef:
    """Give what stands in a name's place. A handle stays: nobody is behind it, and none can tell that somebody went."""
    return name if is_handle(name) else nobody(name.community)


def _forget_words(entry: Entry, keep_anonymised: bool, ctx: Context) -> None:
    """Keep what was said without who said it, or not at all; its copy on the other side follows."""
    question = ctx.store.questions.get(entry.question)
    if question is None:
        return
    if keep_anonymised:
        follow_edit(entry, question, entry.text, ctx)
    else:
        follow_deletion(entry, question, ctx)


def _without(question: Question, name: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    ctx.settle(question.id, name)
    question = pass_on(question, name, ctx)
    gone = _left(name)
    route = tuple(replace(leg, who=gone) if leg.who == name else leg for leg in question.route)
    changed = replace(
        question,
        asker=gone if question.asker == name else question.asker,
        # Should it be opened again, nobody is asked first.
        claimed_by=None if question.claimed_by == name else question.claimed_by,
        triager=gone if question.triager == name else question.triager,
        route=route,
    )
    events: tuple[Event, ...] = ()
    if question.asker == name:
        if not question.over:
            ended, events = ending.withdraw(question, clock_of(ctx, desk_of(ctx, question)), ctx.now)
            changed = replace(ended, asker=gone, route=route)
        if not keep_anonymised:
            changed = replace(changed, text="", setting="", tried="", why_urgent="")
            articles.take_question_out(question.id, ctx)
    keep_question(ctx, question, (changed, events))


def _names(member: MemberRef, store: Reads) -> Iterable[MemberRef]:
    return (member, *sorted(store.handles.of(member)))


def _question(question: Question) -> Mapping[str, object]:
    return {
        "reference": reference(question.id),
        "asked_at": question.asked_at.isoformat(),
        "text": question.text,
        "setting": question.setting,
        "tried": question.tried,
        "state": question.state.value,
        "without_a_name": question.anonymous,
    }


def _entry(entry: Entry) -> Mapping[str, object]:
    return {"question": reference(entry.question), "at": entry.at.isoformat(), "text": entry.text}


ERASURE = Erasure(export, erase)
