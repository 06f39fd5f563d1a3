"""Stewards name the staff of a desk, who sort its questions, and relieve them."""

from pydantic import BaseModel

from bot.core.commands import Param, Takes
from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.forms import Form, MemberInput, Section
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import Mention, RoomLink, t
from bot.domain.access import Grant, Role
from bot.domain.desk import opening, staffing
from bot.domain.desk.desk import Desk
from bot.domain.member_events import RoleGranted, RoleRevoked
from bot.features.helpdesk.staffing.fields import Person
from bot.features.helpdesk.staffing.kinds import DESK
from bot.features.helpdesk.staffing.wording import name_of
from bot.ports.answering import say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Submit


class Somebody(BaseModel):
    """Whom."""

    member: Person


def staff_form(desk: Desk, _reading: Reading) -> Form:
    """Ask who is to sort questions."""
    opening.running(desk)
    intro = t("They sort what comes in, and see every question to {desk}.", desk=name_of(desk))
    return Form(t("Staff of a desk"), (Section((_whom(),), intro=intro),), submit=t("Name them"))


def add_staff(desk: Desk, values: Somebody, ctx: Creating) -> Outcome:
    """Let somebody sort a desk's questions, and tell them."""
    opening.running(desk)
    member = one_of_us(values.member, ctx)
    if ctx.viewer_of(member).guest:
        raise Refusal(t("A guest here can't be staff, who read every question. Name them a focal point."), "member")
    if not give(member, Role.DESK_STAFF, desk, ctx):
        raise Refusal(t("They are staff of this desk already."), "member")
    room = RoomLink(desk.room)
    told = t("You are staff of the help desk {desk} now. Its questions come to {room}.", desk=name_of(desk), room=room)
    ctx.send(Direct(member, content(told)))
    ctx.refresh(desk.id)
    return say(
        t(
            "{member} is staff of {desk} now, and has been told. Let them into {room} if they are not in it yet.",
            member=Mention(member),
            desk=name_of(desk),
            room=room,
        )
    )


def relieve_form(desk: Desk, _reading: Reading) -> Form:
    """Ask whom."""
    intro = t("They no longer sort the questions to {desk}.", desk=name_of(desk))
    return Form(t("Relieve somebody"), (Section((_whom(),), intro=intro),), submit=t("Relieve"))


def relieve(desk: Desk, values: Somebody, ctx: Creating) -> Outcome:
    """Have somebody sort a desk's questions no more, and tell them."""
    member = values.member
    if not take(member, Role.DESK_STAFF, desk, ctx):
        raise Refusal(
            t("They are not staff of this desk alone. Who is staff of every desk is so by /role grant."), "member"
        )
    ctx.send(Direct(member, content(t("You are no longer staff of the help desk {desk}.", desk=name_of(desk)))))
    ctx.refresh(desk.id)
    return say(
        t(
            "{member} is no longer staff of {desk}. Take them out of {room} if they are not to read there.",
            member=Mention(member),
            desk=name_of(desk),
            room=RoomLink(desk.room),
        )
    )


def give(member: MemberRef, role: Role, desk: Desk, ctx: Context) -> bool:
    """Give a role at one desk in the bot's own records; False if they had it."""
    given = ctx.store.roles.grant(member, Grant(role, desk.id))
    if given:
        ctx.record(RoleGranted(about=str(member), role=role.value, subject=desk.id))
    return given


def take(member: MemberRef, role: Role, desk: Desk, ctx: Context) -> bool:
    """Take a role at one desk; False if they did not have it."""
    taken = ctx.store.roles.revoke(member, Grant(role, desk.id))
    if taken:
        ctx.record(RoleRevoked(about=str(member), role=role.value, subject=desk.id))
    return taken


def one_of_us(member: MemberRef, ctx: Context) -> MemberRef:
    """Refuse who cannot work at a desk here: bots, those who have gone, those of elsewhere."""
    known = ctx.store.members.get(member)
    if member.community != ctx.community.ref or (known is not None and (known.bot or known.gone)):
        raise Refusal(t("This has to be a person in this community."), "member")
    return member


def _whom() -> MemberInput:
    return MemberInput(name="member", label=t("Whom?"))


_PARAMS = (Param("member", t("Whom"), Takes.MEMBER, required=False),)

SUBMITS = (
    Submit(
        name="desk.staff",
        may=staffing.stewards_of,
        on=DESK,
        command="desk staff",
        help=t("Name somebody who sorts a desk's questions (stewards)"),
        params=_PARAMS,
        form=staff_form,
        model=Somebody,
        run=add_staff,
    ),
    Submit(
        name="desk.relieve",
        may=staffing.stewards_of,
        on=DESK,
        command="desk relieve",
        help=t("Relieve somebody of a desk's staff (stewards)"),
        params=_PARAMS,
        form=relieve_form,
        model=Somebody,
        run=relieve,
    ),
)
