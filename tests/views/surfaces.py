"""What is shown, as the body that would be sent to each platform, held against all that the platform asks of it."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.discord import answers
from adapters.discord import render as discord_render
from adapters.discord.inbound import Asked, Deed
from adapters.slack import views
from adapters.slack.apps import Identity
from adapters.slack.people import People
from adapters.slack.render import Renderer
from bot.core.content import Content
from bot.core.inbound import CommandUsed
from bot.core.outcome import FormErrors, ShowForm
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Reader, Words
from tests.adapters.discord.looks import sound as sound_on_discord
from tests.adapters.discord.looks import sound_modal
from tests.adapters.slack.looks import sound as sound_on_slack
from tests.adapters.slack.looks import sound_view
from tests.support.clock import FrozenClock
from tests.views.trying import Shown

Json = dict[str, Any]
Surface = Callable[[Shown, Words, str], Json]

SLACK: Final = CommunityRef("slack", "C1")
DISCORD: Final = CommunityRef("discord", "C1")
ENVELOPE: Final[Json] = {
    "unfurl_links": False,
    "unfurl_media": False,
    "mrkdwn": False,
    "allowed_mentions": {"parse": [], "users": []},
}
"""What every message has beside its words, so that it need not stand in every picture."""


def on_slack(shown: Shown, words: Words, locale: str) -> Json:
    """Give the message, modal or page as Slack would get it."""
    me = Identity(SLACK, "B1", "B1", site="https://c1.slack.com/")
    render = Renderer(words, FrozenClock(), me, People(AsyncWebClient(), me))
    look = replace(render.look(Reader(locale, "Africa/Nairobi")), public=shown.public)
    if isinstance(shown.what, Content):
        if shown.home:
            return sound_view(views.home(shown.what, look))
        message = render.message(shown.what, look)
        sound_on_slack(message["blocks"])
        return _letter(message)
    return sound_view(views.form(shown.what, look, views.NOWHERE))


def on_discord(shown: Shown, words: Words, locale: str) -> Json:
    """Give the message, or the answer to an interaction, as Discord would get it."""
    reader, what = Reader(locale, "Africa/Nairobi"), _numbered(shown.what)
    if isinstance(what, Content):
        page = discord_render.Page(words(locale), reader, guild=DISCORD.id)
        return _letter(sound_on_discord(discord_render.message(what, page, private=not shown.public)))
    outcome = FormErrors(what.errors, what) if what.errors else ShowForm(what)
    used = CommandUsed(key="k", community=DISCORD, at=FrozenClock().now(), actor=MemberRef(DISCORD, "1"), name="help")
    asked = Asked(Deed.SUBMIT if what.errors else Deed.COMMAND, used)
    answer = answers.first(outcome, asked, reader, words)
    if answer["type"] == answers.Callback.MODAL:
        return sound_modal(answer["data"])
    return _letter(sound_on_discord(answer["data"]))


SURFACES: Final[Mapping[str, Surface]] = {"slack": on_slack, "discord": on_discord}


def _letter(message: Json) -> Json:
    return {key: value for key, value in message.items() if key not in ENVELOPE or value != ENVELOPE[key]}


def snowflake(name: str) -> str:
    """Give the number under which Discord would know somebody or some room: three digits for each letter."""
    return "300" + "".join(f"{ord(letter):03}" for letter in name)


def _numbered(what: Any) -> Any:
    """Give the same with people and rooms as Discord numbers them."""
    match what:
        case MemberRef(community, user):
            return MemberRef(community, snowflake(user))
        case RoomRef(community, room):
            return RoomRef(community, snowflake(room))
        case MessageRef(room, message):
            return MessageRef(_numbered(room), snowflake(message))
        case tuple():
            return tuple(map(_numbered, what))
        case dict():
            return {key: _numbered(part) for key, part in what.items()}
        case str() if what.startswith(f"{DISCORD}:"):
            return str(_numbered(MemberRef.parse(what)))
        case _ if is_dataclass(what) and not isinstance(what, type):
            return replace(what, **{field.name: _numbered(getattr(what, field.name)) for field in fields(what)})
        case _:
            return what
