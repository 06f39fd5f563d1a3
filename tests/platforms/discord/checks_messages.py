"""The limits of messages and embeds. Source: developers/resources/message."""

from __future__ import annotations

from typing import Any

from .checks_components import check_components
from .components import Path
from .errors import ApiError, Invalid, Json, refusal
from .state import Message, MessageFlag

MOST_CONTENT = 2000
MOST_EMBED_TEXT = 6000
MOST_FILES = 10
NONCE_LENGTH = 25

_EMBED_LIMITS: dict[str, int] = {"title": 256, "description": 4096}
_LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")


def check_message(body: Json, *, files: int = 0, at: Path = (), editing: Message | None = None) -> None:
    """Refuse a message that Discord would refuse.

    `editing` is the message as it stands when the body changes one; what the body leaves out is then taken from it.

    Raises:
        ApiError: 50035 with the places, 50006 for a message with nothing in it, 30015 for too many files.
    """
    faults = Invalid()
    flags = body.get("flags") or 0
    v2 = bool(flags & MessageFlag.IS_COMPONENTS_V2) or (editing is not None and editing.is_v2)
    content = body.get("content")
    if isinstance(content, str) and len(content) > MOST_CONTENT:
        faults.too_long(MOST_CONTENT, *at, "content")
    nonce = body.get("nonce")
    if isinstance(nonce, str) and len(nonce) > NONCE_LENGTH:
        faults.too_long(NONCE_LENGTH, *at, "nonce")
    _check_embeds(body.get("embeds") or [], faults, (*at, "embeds"))
    _check_mentions(body.get("allowed_mentions") or {}, faults, (*at, "allowed_mentions"))
    _check_poll(body.get("poll") or {}, faults, (*at, "poll"))
    if v2:
        _check_legacy(body, editing, faults, at)
    check_components(body.get("components") or [], faults, v2=v2, at=(*at, "components"))
    faults.raise_if_any()
    if files > MOST_FILES:
        raise ApiError(400, 30015, "Maximum number of attachments in a message reached (10)")
    if _is_empty(body, files, v2=v2, editing=editing):
        raise refusal(50006)


def _check_legacy(body: Json, editing: Message | None, faults: Invalid, at: Path) -> None:
    """Refuse what cannot stand beside Components V2, whether sent now or left from before."""
    for key in _LEGACY_FIELDS:
        before: Any = getattr(editing, key, None) if editing is not None else None
        if body.get(key, before):
            words = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            faults.add((*at, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words)
    loses_flag = "flags" in body and not (body["flags"] or 0) & MessageFlag.IS_COMPONENTS_V2
    if editing is not None and editing.is_v2 and loses_flag:
        words = "The IS_COMPONENTS_V2 flag cannot be removed once it is set"
        faults.add((*at, "flags"), "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", words)


def _is_empty(body: Json, files: int, *, v2: bool, editing: Message | None) -> bool:
    def now(key: str) -> Any:
        return body[key] if key in body else getattr(editing, key, None)

    if v2:
        return not now("components")
    return not (str(now("content") or "").strip() or now("embeds") or files or now("poll") or now("attachments"))


def _check_embeds(embeds: list[Json], faults: Invalid, at: Path) -> None:
    if len(embeds) > 10:
        faults.too_long(10, *at)
    total = 0
    for index, embed in enumerate(embeds):
        here = (*at, index)
        texts: list[tuple[Path, object, int]] = [
            ((*here, key), embed.get(key), most) for key, most in _EMBED_LIMITS.items()
        ]
        texts.append(((*here, "footer", "text"), (embed.get("footer") or {}).get("text"), 2048))
        texts.append(((*here, "author", "name"), (embed.get("author") or {}).get("name"), 256))
        fields = embed.get("fields") or []
        if len(fields) > 25:
            faults.too_long(25, *here, "fields")
        for number, field in enumerate(fields):
            for key, most in (("name", 256), ("value", 1024)):
                if not field.get(key):
                    faults.required(*here, "fields", number, key)
                texts.append(((*here, "fields", number, key), field.get(key), most))
        for path, text, most in texts:
            if isinstance(text, str):
                total += len(text)
                if len(text) > most:
                    faults.too_long(most, *path)
    if total > MOST_EMBED_TEXT:
        faults.add(at, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}")


def _check_mentions(allowed: Json, faults: Invalid, at: Path) -> None:
    for key in ("users", "roles"):
        ids = allowed.get(key) or []
        if len(ids) > 100:
            faults.too_long(100, *at, key)
        if ids and key in (allowed.get("parse") or ()):
            words = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            faults.add(at, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)


def _check_poll(poll: Json, faults: Invalid, at: Path) -> None:
    if not poll:
        return
    question = (poll.get("question") or {}).get("text") or ""
    if not 1 <= len(question) <= 300:
        faults.bad_length(1, 300, *at, "question", "text")
    answers = poll.get("answers") or []
    if not 1 <= len(answers) <= 10:
        faults.bad_length(1, 10, *at, "answers")
    for index, answer in enumerate(answers):
        if len((answer.get("poll_media") or {}).get("text") or "") > 55:
            faults.too_long(55, *at, "answers", index, "poll_media", "text")
