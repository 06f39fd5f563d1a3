"""Handles: what stands for a member where nobody may learn who they are.

A handle is a member's reference that names nobody: random, made for one thing that they did, and never used again.
Who is behind it lies sealed in one table, which is opened to reach them and to let them go on, and for nothing else.
"""

import secrets
from typing import Final

from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import Inline, Mention, t
from bot.domain.pods.forgetting import forgotten

ANONYMOUS: Final = "anonymous"
"""With what the user id of every handle begins."""

_BYTES: Final = 16


def new_handle(community: CommunityRef) -> MemberRef:
    """Give a handle of 128 random bits that was never used before."""
    return MemberRef(community, f"{ANONYMOUS}.{secrets.token_hex(_BYTES)}")


def is_handle(member: MemberRef) -> bool:
    """Tell whether this stands for somebody whom nobody may know."""
    return member.user.partition(".")[0] == ANONYMOUS


def who(member: MemberRef) -> Inline:
    """Name a member; who had themselves erased, or asked not to be known, has no name."""
    if forgotten(member):
        return t("somebody who has been erased")
    if is_handle(member):
        return t("somebody who asked anonymously")
    return Mention(member)
