"""What is held about a member: all of it as a file for them, and all of it erased when they say so."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel

from bot.core.content import Option, content
from bot.core.errors import Refusal
from bot.core.forms import Choice, Form, Section
from bot.core.inbound import Computed, Refused, Result
from bot.core.intents import Compute, Direct, SendFile
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Code, t
from bot.domain.access import Role, anyone
from bot.domain.member_events import DataExported, MemberErased
from bot.domain.members import Member
from bot.features.members.kinds import MEMBERS, read_member
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Erasure, Hears, Submit, Work
from bot.ports.store import Reads

KEEP, WITHDRAW = "keep", "withdraw"


def ask_export(_nothing: None, ctx: Context) -> Outcome:
    """Have everything gathered; it comes as a private file."""
    who = str(ctx.actor)
    ctx.record(DataExported(about=who))
    ctx.send(Compute(ctx.actor.community, EXPORT_WORK.name, who), then=EXPORT_READY.name, about=who)
    return Reply(
        content(t("I am gathering what is held about you. It comes to you here as a file, in a minute or so."))
    )


def gather(who: str, reading: Reading) -> str:
    """Put together all that is held about one member, as JSON that a person can read."""
    held = reading.held_about(read_member(who))
    return json.dumps(held, ensure_ascii=False, indent=2, default=str)


def send_export(member: Member, heard: Result, ctx: Context) -> None:
    """Give the member the file, and nobody else; and tell them if it could not be made, or did not arrive."""
    match heard:
        case Computed():
            note = content(t("This is all that is held about you. {erase} forgets it.", erase=Code("/profile erase")))
            file = SendFile(member.ref, "held-about-me.json", "application/json", heard.result, note)
            ctx.send(file, then=EXPORT_READY.name, about=heard.about)
        case Refused():
            fix = heard.fix or t("If it fails again, tell a steward.")
            failed = t(
                "The file with what is held about you could not be brought to you. Ask for it again: {export}. {fix}",
                export=Code("/profile export"),
                fix=fix,
            )
            ctx.send(Direct(member.ref, content(failed)))
        case _:
            # That it arrived they see for themselves.
            pass


class Choices(BaseModel):
    """What becomes of what was published."""

    published: Literal["keep", "withdraw"]
    sure: Literal["yes"]


def erase_form(_nothing: None, _reading: Reading) -> Form:
    """Ask what becomes of what the member published, and whether they are sure."""
    return Form(
        t("Forget me"),
        (
            Section(
                (
                    Choice(
                        name="published",
                        label=t("What you published"),
                        options=(
                            Option(KEEP, t("Keep it without any trace of me")),
                            Option(WITHDRAW, t("Withdraw it")),
                        ),
                    ),
                    Choice(
                        name="sure",
                        label=t("This cannot be undone"),
                        options=(Option("yes", t("Yes, forget me now")),),
                    ),
                ),
                intro=t(
                    "Your profile, roles, requests and memberships are erased, and you leave your pods. "
                    "Copies that others have already downloaded cannot be called back."
                ),
            ),
        ),
        submit=t("Forget me"),
    )


def erase_me(_nothing: None, values: Choices, ctx: Creating) -> Outcome:
    """Forget the member everywhere; a steward who is the last one names another first."""
    me = ctx.actor
    if list(ctx.store.roles.holders(me.community, Role.STEWARD)) == [me]:
        raise Refusal(t("You are the only steward here. Give the role to somebody else first: /role grant"), "sure")
    # Recorded first, so that the erasing takes the name out of this line of the log too.
    ctx.record(MemberErased(about=""))
    ctx.erase(me, keep_anonymised=values.published == KEEP)
    return Reply(content(t("Done. Nothing about you is held here any more. You are welcome back at any time.")))


def _export_own(member: MemberRef, store: Reads) -> Mapping[str, object]:
    profile = store.members.get(member)
    names = (member, *sorted(store.handles.of(member)))
    return {
        "profile": asdict(profile) if profile else None,
        "roles": sorted(f"{grant.role.value} {grant.subject}".strip() for grant in store.roles.of(member)),
        "groups": sorted(store.roles.groups_of(member)),
        "waiting": [list(item) for name in names for item in store.waiting.of(name)],
        "unfinished_forms": [
            {"form": submit, "about": about, "saved_at": at, "values": store.drafts.get(submit, about, name)}
            for name in names
            for submit, about, at in store.drafts.of_member(name)
        ],
        "log": [asdict(line) for line in store.events.by_actor(member)],
    }


def _erase_own(_member: MemberRef, _keep: bool, _ctx: Context) -> None:
    """Leave it to the core, which forgets the profile, roles, drafts and log when every feature has done its part."""


ERASURE = Erasure(_export_own, _erase_own)
EXPORT_WORK = Work("members.gather", gather)
EXPORT_READY: Hears[Member] = Hears("members.export_ready", MEMBERS, send_export)
EXPORT = Action(
    name="members.export",
    may=anyone,
    command="profile export",
    basic=True,
    help=t("Get all that is held about you, as a file"),
    run=ask_export,
)
ERASE = Submit(
    name="members.erase",
    may=anyone,
    command="profile erase",
    basic=True,
    help=t("Have all that is held about you erased"),
    form=erase_form,
    model=Choices,
    run=erase_me,
)
