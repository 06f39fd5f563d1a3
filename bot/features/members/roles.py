"""Who may do what in a community: stewards give and take roles, and nobody gives themselves a higher one."""

from pydantic import BaseModel

from bot.core.commands import Param, Takes
from bot.core.content import Bullets, Content, Heading, Option, Paragraph, content
from bot.core.errors import Refusal
from bot.core.forms import Choice, Form, MemberInput, Section
from bot.core.intents import Direct
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Mention, Msg, Strong, joined, t
from bot.domain.access import Grant, Role, anyone, stewards
from bot.domain.member_events import RoleGranted, RoleRevoked
from bot.features.members.kinds import read_member
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Asked, Listener, Query, Submit, on

NAMES: dict[Role, Msg] = {
    Role.STEWARD: t("steward"),
    Role.DESK_STAFF: t("desk staff"),
    Role.FOCAL_POINT: t("focal point"),
    Role.NETWORK_STEWARD: t("network steward"),
}


ROLES = tuple(Option(role.value, name) for role, name in NAMES.items())


class MemberAndRole(BaseModel):
    """Whom, and which role."""

    member: str
    role: Role

    def whom(self, ctx: Creating) -> MemberRef:
        """Give the member, who must be of this community."""
        try:
            member = read_member(self.member)
        except ValueError:
            raise Refusal(t("Please choose a member of this community."), "member") from None
        known = ctx.store.members.get(member)
        # Whom nobody has met yet may still be a member: the platform's own menus offer them.
        if member.community != ctx.actor.community or (known is not None and (known.gone or known.bot)):
            raise Refusal(t("Please choose a member of this community."), "member")
        return member


def role_form(_nothing: None, _reading: Reading) -> Form:
    """Ask whom and which role."""
    return Form(
        t("A role"),
        (
            Section(
                (
                    MemberInput(name="member", label=t("Who")),
                    Choice(
                        name="role",
                        label=t("Role"),
                        options=ROLES,
                    ),
                )
            ),
        ),
    )


def grant_role(_nothing: None, values: MemberAndRole, ctx: Creating) -> Outcome:
    """Give a role and tell the member."""
    member, name = values.whom(ctx), _checked(values.role, ctx)
    if not ctx.store.roles.grant(member, Grant(values.role)):
        return Reply(content(t("{member} is {role} already.", member=Mention(member), role=name)))
    ctx.record(RoleGranted(about=str(member), role=values.role.value))
    _tell_now(member, name, ctx)
    return Reply(content(t("{member} is now {role}, and has been told.", member=Mention(member), role=Strong(name))))


def revoke_role(_nothing: None, values: MemberAndRole, ctx: Creating) -> Outcome:
    """Take a role and tell the member; the last steward stays one."""
    member, name = values.whom(ctx), _checked(values.role, ctx)
    holders = ctx.store.roles.holders(ctx.actor.community, values.role)
    if values.role is Role.STEWARD and holders == [member]:
        raise Refusal(t("This is the only steward. Name another one first, then try again."), "member")
    taken = ctx.store.roles.revoke(member, Grant(values.role))
    if taken:
        ctx.record(RoleRevoked(about=str(member), role=values.role.value))
    if Grant(values.role) in ctx.store.roles.of(member):
        by_group = t(
            "{member} is {role} through a group or role of this platform. Take them out of it there.",
            member=Mention(member),
            role=name,
        )
        return Reply(content(by_group))
    if not taken:
        return Reply(content(t("{member} is not {role}, so nothing changed.", member=Mention(member), role=name)))
    _tell_no_longer(member, name, ctx)
    return Reply(
        content(t("{member} is no longer {role}, and has been told.", member=Mention(member), role=Strong(name)))
    )


def _tell_now(member: MemberRef, name: Msg, ctx: Context) -> None:
    ctx.send(Direct(member, content(t("You are now {role} here. /help shows what you can do.", role=Strong(name)))))


def _tell_no_longer(member: MemberRef, name: Msg, ctx: Context) -> None:
    ctx.send(Direct(member, content(t("You are no longer {role} here.", role=Strong(name)))))


def tell_granted(granted: RoleGranted, ctx: Context) -> None:
    """Tell a member of a role that came with a group of the platform."""
    if granted.mapped:
        _tell_now(MemberRef.parse(granted.about), NAMES[Role(granted.role)], ctx)


def tell_revoked(revoked: RoleRevoked, ctx: Context) -> None:
    """Tell a member of a role that went with a group of the platform."""
    if revoked.mapped:
        _tell_no_longer(MemberRef.parse(revoked.about), NAMES[Role(revoked.role)], ctx)


def _checked(role: Role, ctx: Creating) -> Msg:
    if role not in NAMES:
        raise Refusal(t("Facilitators are named in their pod: /facilitator add"), "role")
    if role is Role.NETWORK_STEWARD and not ctx.viewer.holds(Role.NETWORK_STEWARD):
        raise Refusal(t("Only a network steward can give or take this role."), "role")
    return NAMES[role]


def list_roles(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """Say who holds which role, so that everybody knows whom to ask."""
    lines = []
    for role, name in NAMES.items():
        holders = reading.store.roles.holders(reading.viewer.community, role)
        if holders:
            lines.append(t("{role}: {members}", role=Strong(name), members=joined(Mention(m) for m in holders)))
    title = t("Who does what here")
    if not lines:
        return Reply(
            Content(title, (Paragraph(t("Nobody holds a role yet. Whoever runs the bot names the first steward.")),))
        )
    return Reply(Content(title, (Heading(title), Bullets(tuple(lines)))))


_PARAMS = [
    Param("member", t("Who"), Takes.MEMBER, required=False),
    Param("role", t("Which role"), Takes.CHOICE, required=False, choices=ROLES),
]

GRANT = Submit(
    name="members.grant",
    may=stewards,
    command="role grant",
    help=t("Give a member a role"),
    params=_PARAMS,
    form=role_form,
    model=MemberAndRole,
    run=grant_role,
)
REVOKE = Submit(
    name="members.revoke",
    may=stewards,
    command="role revoke",
    help=t("Take a role from a member"),
    params=_PARAMS,
    form=role_form,
    model=MemberAndRole,
    run=revoke_role,
)
LISTENERS: tuple[Listener[RoleGranted] | Listener[RoleRevoked], ...] = (
    on(RoleGranted, tell_granted),
    on(RoleRevoked, tell_revoked),
)
LIST = Query(name="members.roles", may=anyone, command="role list", help=t("See who does what here"), run=list_roles)
