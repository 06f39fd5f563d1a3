"""Takes what one app brings in: reads it, delivers it, and shows the answer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import structlog

from adapters.slack import events, inbound
from adapters.slack.apps import Identity
from adapters.slack.bolt import Json, Kind, Listener, kind_of
from adapters.slack.groups import EVENTS as GROUPS_CHANGE
from adapters.slack.groups import Groups
from adapters.slack.inbound import Spot, Taken, Way
from adapters.slack.introductions import Introductions
from adapters.slack.log import trace
from adapters.slack.staff import Staff
from bot.core.commands import CommandSpec
from bot.core.content import Bullets, Content, Paragraph, content
from bot.core.errors import BadToken
from bot.core.inbound import FromPeople, HomeOpened, Inbound, MemberSeen
from bot.core.outcome import Reply
from bot.core.text import Code, Inline, t
from bot.ports.chat import Answer, Deliver, Failure, Menus

Body = Mapping[str, Any]

OLD_BUTTON: Final = t("This button is not one of mine, or too old to be understood. Please use the command instead.")
ONLY_OURS: Final = t("I can only answer members of this workspace.")
WENT_WRONG: Final = t("Something went wrong here. Please try again; what was saved is still there.")
UNREADABLE: Final = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What reading a payload with a piece missing, or of another kind, comes to."""
# The languages of Slack's clients. Source: Slack's help, "Change your language and region settings".
LANGUAGES: Final = ("en", "fr", "de", "es", "pt_BR", "it", "ja", "ko", "ru", "zh_CN", "zh_TW", "nl", "pl", "sv", "tr")

log = structlog.get_logger()


class Desk:
    """The listeners of one app. ``removed`` is told when it was taken out of its workspace; False: not noted yet."""

    def __init__(
        self,
        staff: Staff,
        menus: Menus,
        deliver: Deliver,
        groups: Groups,
        *,
        prefix: str,
        removed: Callable[[Body], Awaitable[bool]],
    ) -> None:
        self._me = staff.me
        self._answers = staff.answers
        self._people = staff.people
        self._sight = staff.sight
        self._clock = staff.clock
        self._deliver = deliver
        self._groups = groups
        self._introductions = Introductions(staff.me, staff.people, deliver, staff.clock)
        self._prefix = prefix
        self._languages = [staff.words(tag) for tag in LANGUAGES]
        self._removed = removed
        self._minds_door = menus.minds_door
        self._seen: dict[str, MemberSeen] = {}
        self._specs: dict[str, list[CommandSpec]] = {}
        for spec in menus.commands:
            self._specs.setdefault(spec.base, []).append(spec)

    def listeners(self) -> Mapping[Kind, Listener]:
        """Give a listener for each kind of payload."""
        return {
            Kind.COMMAND: self.command,
            Kind.EVENT: self.event,
            Kind.PRESS: lambda body: self._gesture(body, inbound.press),
            Kind.SUBMIT: lambda body: self._gesture(body, inbound.submit),
            Kind.SHORTCUT: lambda body: self._gesture(body, inbound.shortcut),
            Kind.SEARCH: lambda body: self._gesture(body, inbound.search),
        }

    async def command(self, body: Body) -> Json:
        """Take a slash command; an unknown subcommand is answered with those that there are."""
        specs = self._specs.get(inbound.base_of(body, self._prefix), [])

        def read(body: Body, me: Identity, now: Any) -> Taken:
            return inbound.command(body, me, specs, self._prefix, now, self._languages)

        return await self._gesture(body, read, lambda: overview(specs, self._prefix))

    async def _gesture(
        self,
        body: Body,
        read: Callable[[Body, Identity, Any], Taken],
        otherwise: Callable[[], Content] | None = None,
    ) -> Json:
        try:
            taken = read(body, self._me, self._clock.now())
        except BadToken:
            log.warning("slack_token_not_ours", team=self._me.community.id, user=inbound.user_of(body))
            return self._show(inbound.spot_of(body), Answer(Reply(content(OLD_BUTTON))))
        except UNREADABLE as problem:
            log.warning("slack_payload_unreadable", kind=str(kind_of(body)), problem=trace(problem))
            return {}
        if inbound.is_stranger(body, self._me):
            log.info("slack_stranger_not_served", team=self._me.community.id, user=taken.spot.user)
            return self._say(taken.spot, content(ONLY_OURS))
        if taken.inbound is None:
            return self._say(taken.spot, otherwise()) if otherwise else {}
        return self._show(taken.spot, await self._ask(await self._at_its_door(taken.inbound)))

    async def _at_its_door(self, gesture: FromPeople) -> FromPeople:
        """Tell with a gesture who gets into its room, where what is wanted minds it."""
        if not self._minds_door(gesture) or gesture.room is None:
            return gesture
        return replace(gesture, door=await self._sight.door(gesture.room))

    async def _ask(self, happening: Inbound) -> Answer:
        try:
            await self._introductions.before(happening)
            return await self._deliver(happening)
        except Exception as problem:  # noqa: BLE001 - whatever breaks behind the port, the person is told something.
            log.error("slack_delivery_failed", inbound=type(happening).__name__, problem=trace(problem))  # noqa: TRY400 - no words
            return Answer(Reply(content(WENT_WRONG)), stored=False)

    def _say(self, spot: Spot, said: Content) -> Json:
        if spot.way is Way.SEARCH:
            return {"options": []}
        return self._answers.tell(spot, said)

    def _show(self, spot: Spot, answer: Answer) -> Json:
        try:
            return self._answers.show(spot, answer)
        except Exception as problem:  # noqa: BLE001 - what cannot be rendered must not cost the acknowledgement.
            log.error("slack_answer_not_shown", way=spot.way.value, problem=trace(problem))  # noqa: TRY400 - no words
            return self._say(spot, content(WENT_WRONG))

    async def event(self, body: Body) -> Json | None:
        """Take an event; one that could not be stored is left unacknowledged, so that Slack sends it again."""
        told = body["event"]
        if _is_removal(told):
            return {} if await self._removed(body) else None
        if told["type"] in GROUPS_CHANGE:
            return await self._group(told)
        if told["type"] not in events.READERS:
            log.info("slack_event_unknown", team=self._me.community.id, kind=str(told["type"])[:60])
            return {}
        try:
            happening = events.read(told, self._me)
            stranger = happening is not None and await self._by_stranger(body, told)
        except UNREADABLE as problem:
            log.warning("slack_event_unreadable", kind=str(told["type"])[:60], problem=trace(problem))
            return {}
        except Failure as failure:
            log.warning("slack_event_put_off", kind=str(told["type"])[:60], failure=type(failure).__name__)
            return None
        if happening is None or stranger or not self._is_news(happening, told):
            return {}
        answer = await self._ask(happening)
        if isinstance(happening, HomeOpened):
            self._show(Spot(Way.HOME, happening.actor.user), answer)
        if isinstance(happening, MemberSeen) and answer.stored:
            self._seen[happening.member.user] = happening
        return {} if answer.stored else None

    async def _group(self, told: Body) -> Json | None:
        """Take word that a user group changed: who is in it is asked for, as events may come in any order."""
        subteam = told.get("subteam")
        group = subteam.get("id") if isinstance(subteam, Mapping) else told.get("subteam_id")
        return {} if await self._groups.tell(str(group)) is None else None

    async def _by_stranger(self, body: Body, event: Body) -> bool:
        """Tell whether somebody of another organisation did it, in a channel shared with them (S21)."""
        if not isinstance(event.get("user"), str):
            return False
        team = event.get("user_team") or event.get("source_team")
        if team:
            return not self._me.is_home(str(team), str(body.get("enterprise_id") or ""))
        return bool(body.get("is_ext_shared_channel")) and await self._people.is_stranger(event["user"])

    def _is_news(self, happening: Inbound, event: Body) -> bool:
        """Tell whether a member's record says anything new: Slack sends it for every change of somebody's status."""
        if not isinstance(happening, MemberSeen):
            return True
        self._people.learn(event["user"])
        before = self._seen.get(happening.member.user)
        return before is None or _told(before) != _told(happening)


def _is_removal(event: Body) -> bool:
    """Tell whether an event says that the app, and not a single person's leave to it, was taken out."""
    match event:
        case {"type": "app_uninstalled"} | {"type": "tokens_revoked", "tokens": {"bot": [_, *_]}}:
            return True
        case _:
            return False


def _told(seen: MemberSeen) -> tuple[object, ...]:
    return seen.display_name, seen.locale, seen.zone, seen.guest, seen.bot


def overview(specs: Sequence[CommandSpec], prefix: str) -> Content:
    """List the commands that begin with a word, with what each takes."""
    said = t("There is no such command here. These there are:")
    items: list[Inline] = [t("{command} – {what}", command=Code(usage(s, prefix)), what=s.description) for s in specs]
    if not items:
        return content(t("There is no such command here. /help lists what there is."))
    return Content(said, (Paragraph(said), Bullets(tuple(items))))


def usage(spec: CommandSpec, prefix: str) -> str:
    """Write a command as it is typed: ``/pod join <pod> [reason]``."""
    params = [f"<{param.name}>" if param.required else f"[{param.name}]" for param in spec.params]
    return " ".join([f"/{prefix}{spec.name}", *params])
