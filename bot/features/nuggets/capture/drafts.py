"""The thread that was read, the draft that is made of it beside the writer, and what becomes of both."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.inbound import Computed, Refused, Result, ThreadMessage, ThreadRead
from bot.core.intents import Compute, Direct
from bot.core.refs import MemberRef, MessageRef
from bot.core.safety import shorten
from bot.core.text import Code, Msg, t
from bot.domain.drafting.drafter import draft
from bot.domain.drafting.languages import language_of
from bot.domain.drafting.thread import Message, Thread
from bot.domain.drafting.withholding import GAP, without
from bot.domain.handles import is_handle
from bot.domain.nuggets import capture, life
from bot.domain.nuggets.nugget import OVER, Nugget, NuggetState, Told
from bot.domain.nuggets.withholding import REFUSED
from bot.domain.nuggets.words import MOST, FieldName, Level, ResultType
from bot.domain.pods.forgetting import forgotten
from bot.features.nuggets.keeping import begun_already, keep_nugget, pod_of
from bot.features.nuggets.kinds import NUGGET
from bot.ports.context import Context, Reading
from bot.ports.feature import Hears, Work

MOST_MESSAGES: Final = 500
"""More than a conversation has; of a longer thread the newest are left out, and the beginning tells the story."""


def hear_thread(nugget: Nugget, heard: Result, ctx: Context) -> None:
    """Take the thread as it was read: say so in it, and have a draft made; or tell why it could not be read."""
    if nugget.state is not NuggetState.READING:
        return
    if isinstance(heard, Refused):
        _give_up(nugget, t("I could not read that thread. {advice}", advice=heard.advice), ctx)
    elif isinstance(heard, ThreadRead) and _open_still(nugget, ctx):
        if _begun_elsewhere(nugget, heard.messages, ctx):
            _give_up(nugget, begun_already().text, ctx)
            return
        if nugget.gesture is not None and nugget.room is not None:
            ctx.card("nuggets.in_thread", nugget.id, nugget.room, under=nugget.gesture)
        have_drafted(nugget, heard.messages, ctx)


def have_drafted(nugget: Nugget, told: Sequence[ThreadMessage], ctx: Context) -> None:
    """Have a draft made of what was told, beside the writer."""
    read = told[:MOST_MESSAGES]
    # What has no words is noted, too: by its first message a thread is known again, a picture perhaps.
    ctx.store.sources.note(nugget.id, [one.message for one in read])
    given = json.dumps(_given(tuple(_harvestable(nugget, read, ctx)), ctx), ensure_ascii=False)
    ctx.send(Compute(nugget.community, "nuggets.draft", given, nugget.version), then="nuggets.drafted", about=nugget.id)


def make_draft(given: str, _reading: Reading) -> str:
    """Draft a nugget from a thread given as JSON; numbers that lead to a person are left out here already."""
    told: dict[str, Any] = json.loads(given)
    messages = tuple(Message(one["i"], one["author"], one["text"]) for one in told["messages"])
    thread = Thread(messages, told["language"])
    made = draft(thread)
    fields = {}
    withheld: set[str] = set()
    for name, found in made.fields.items():
        hints = [hint for hint in made.sensitive if hint.message in found.messages]
        text, left_out = without(found.value, hints)
        withheld.update(left_out)
        if text == GAP:
            continue
        source, *corrections = [told["messages"][place] for place in found.messages]
        fields[name.value] = {
            "text": shorten(text[:1].upper() + text[1:], MOST[name]),
            "message": source["message"],
            "member": source["member"],
            "known": source["known"],
            "also": [one["message"] for one in corrections],
        }
    return json.dumps(
        {
            "fields": fields,
            "result": made.result_type.value if made.result_type else None,
            "level": made.level.value if made.level else None,
            "language": language_of(thread),
            "withheld": sorted(withheld),
        },
        ensure_ascii=False,
    )


def hear_draft(nugget: Nugget, heard: Result, ctx: Context) -> None:
    """Put the draft before whoever asked for it. What was deleted, and who was erased, meanwhile is not in it."""
    if nugget.state is not NuggetState.READING or not _open_still(nugget, ctx):
        return
    made: dict[str, Any] = json.loads(heard.result) if isinstance(heard, Computed) else {}
    gone = ctx.store.sources.gone(nugget.id)
    found: Mapping[str, Any] = made.get("fields", {})
    read = {FieldName(name): _read(one) for name, one in found.items() if not _erased(one, ctx)}
    told = {name: (member, one) for name, (member, one) in read.items() if gone.isdisjoint(one.sources)}
    refused = {name for name, (member, one) in told.items() if _said_no(member, one, nugget, ctx)}
    if FieldName.WHAT_CHANGED in refused:
        _give_up(nugget, _would_rather_not(), ctx)
        return
    told = {name: one for name, one in told.items() if name not in refused}
    author = told[FieldName.WHAT_CHANGED][0] if FieldName.WHAT_CHANGED in told else nugget.collector
    change = life.drafted(
        nugget,
        author=author,
        fields={
            name: replace(one, said_by=None if member == author else member) for name, (member, one) in told.items()
        },
        result=ResultType(made["result"]) if made.get("result") else None,
        level=Level(made["level"]) if made.get("level") else None,
        language=made.get("language", ""),
        withheld=(*made.get("withheld", ()), *([REFUSED] if refused else [])),
    )
    nugget = keep_nugget(ctx, nugget, change)
    ctx.await_from(nugget.collector, "nuggets.draft", nugget.id)


def _read(one: Mapping[str, Any]) -> tuple[MemberRef, Told]:
    also = tuple(MessageRef.parse(message) for message in one["also"])
    return MemberRef.parse(one["member"]), Told(one["text"], None, MessageRef.parse(one["message"]), also)


def _erased(one: Mapping[str, Any], ctx: Context) -> bool:
    """Tell whether somebody whom the bot knew when the thread was read has had themselves forgotten since."""
    return one["known"] and ctx.store.members.get(MemberRef.parse(one["member"])) is None


def _open_still(nugget: Nugget, ctx: Context) -> bool:
    """Give up, and tell why, what its collector may not harvest any more."""
    try:
        capture.open_to(ctx.viewer_of(nugget.collector), pod_of(nugget, ctx))
    except Refusal as refused:
        _give_up(nugget, refused.text, ctx)
        return False
    return True


def _said_no(member: MemberRef, told: Told, nugget: Nugget, ctx: Context) -> bool:
    """Tell whether somebody said no to these words before; what one saves oneself one has changed one's mind about."""
    return member != nugget.collector and ctx.store.refusals.holds(member, told.sources)


def _would_rather_not() -> Msg:
    return t(
        "Whoever told this would rather not have it kept, so I do not ask them again, and nothing is kept. They can "
        "still save it themselves. What you changed yourself you can tell with {command}.",
        command=Code("/nugget new"),
    )


def _give_up(nugget: Nugget, why: Msg, ctx: Context) -> None:
    ctx.send(Direct(nugget.collector, content(why)))
    keep_nugget(ctx, nugget, life.drop(nugget, ctx.now))


def _begun_elsewhere(nugget: Nugget, messages: Sequence[ThreadMessage], ctx: Context) -> bool:
    """Tell whether this thread was read for another nugget meanwhile: then the gestures were on two of its messages."""
    made = {one for told in messages[:1] for one in ctx.store.sources.of_message(told.message)} - {nugget.id}
    others = [ctx.store.nuggets.get(one) for one in made]
    return any(other is not None and other.state not in OVER for other in others)


def _harvestable(nugget: Nugget, messages: Sequence[ThreadMessage], ctx: Context) -> Iterator[ThreadMessage]:
    """Give what was said, without what was deleted while it was read, and without words that nobody can say yes to.

    Whoever speaks under a handle would have to be asked by name, and is not.
    """
    gone = ctx.store.sources.gone(nugget.id)
    nobodys = (is_handle, forgotten)
    said = (one for one in messages if one.text.strip() and one.message not in gone)
    return (one for one in said if not any(stands(one.author) for stands in nobodys))


def _given(said: Sequence[ThreadMessage], ctx: Context) -> dict[str, object]:
    messages = []
    for place, one in enumerate(said):
        profile = ctx.store.members.get(one.author)
        name = profile.display_name if profile else ""
        messages.append(
            {
                "i": place,
                "author": name,
                "text": one.text,
                "message": str(one.message),
                "member": str(one.author),
                "known": profile is not None,
            }
        )
    return {"language": "", "messages": messages}


HEARS = (Hears("nuggets.read", NUGGET, hear_thread), Hears("nuggets.drafted", NUGGET, hear_draft))
WORKS = (Work("nuggets.draft", make_draft),)
