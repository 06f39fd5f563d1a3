"""Follow-ups to interactions: /webhooks/{application_id}/{token} and its messages."""

from __future__ import annotations

from .checks_messages import check_message
from .errors import Json, refusal
from .interactions import Callback, Interaction
from .message_payloads import message_json
from .messages import delete, edit, ping, post
from .rest_interactions import draft_of
from .routing import NOTHING, Answer, Call, Routes
from .state import Message, MessageFlag

routes = Routes()

_PATH = "/webhooks/{webhook_id}/{webhook_token}"
_EDITABLE: Json = {"content": "", "embeds": [], "components": []}


@routes("POST", _PATH, needs_token=False)
def follow_up(call: Call) -> Answer:
    """Post another message for an interaction; the first after a deferral takes the waiting message's place."""
    interaction = _interaction(call)
    check_message(call.form, files=len(call.uploads))
    original = interaction.original
    if original and original.flags & MessageFlag.LOADING:
        return Answer(message_json(call.world, _fill(call, original, call.form)))
    flags = call.form.get("flags") or 0
    message = post(call.world, interaction.channel, call.bot, draft_of(call, interaction, call.form, flags))
    interaction.follow_ups.append(message)
    call.world.touch()
    return Answer(message_json(call.world, message))


@routes("GET", _PATH + "/messages/{message_id}", needs_token=False)
def get_follow_up(call: Call) -> Answer:
    """Get a message that the interaction made."""
    return Answer(message_json(call.world, _message(call, _interaction(call))))


@routes("PATCH", _PATH + "/messages/{message_id}", needs_token=False)
def edit_follow_up(call: Call) -> Answer:
    """Change a message that the interaction made; the waiting message stops waiting."""
    message = _message(call, _interaction(call))
    check_message(call.form, files=len(call.uploads), editing=message)
    return Answer(message_json(call.world, _fill(call, message, call.form)))


@routes("DELETE", _PATH + "/messages/{message_id}", needs_token=False)
def delete_follow_up(call: Call) -> Answer:
    """Take back a message that the interaction made."""
    delete(call.world, _message(call, _interaction(call)))
    return NOTHING


def _interaction(call: Call) -> Interaction:
    return call.interactions.to_follow_up(call.id("webhook_id"), call.path["webhook_token"])


def _message(call: Call, interaction: Interaction) -> Message:
    if call.path["message_id"] == "@original":
        found = None if interaction.callback is Callback.MODAL else interaction.original
    else:
        wanted = call.id("message_id")
        own = [interaction.original, *interaction.follow_ups]
        found = next((m for m in own if m is not None and m.id == wanted), None)
    if found is None or found.deleted:
        raise refusal(10008)
    return found


def _fill(call: Call, message: Message, body: Json) -> Message:
    flags = message.flags & ~MessageFlag.LOADING | (body.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2
    changes = {key: body[key] or empty for key, empty in _EDITABLE.items() if key in body} | {"flags": flags}
    edit(call.world, message, changes, call.attachments(body, message.attachments))
    channel = call.world.channel(message.channel_id)
    ping(call.world, message, call.world.guild_of(channel), channel, body.get("allowed_mentions"), None)
    return message
