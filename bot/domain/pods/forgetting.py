"""What stands in the place of somebody who had themselves erased: nobody, or a pseudonym where a ban has to last.

The pseudonym is an HMAC of the person's reference under a salt of its own, kept beside it. It tells nobody's name, and
two of one person's cannot be seen to belong together; but who already has a person's id and the database can find out
whether a ban is theirs, which is all that it is for.
"""

import hashlib
import hmac
import secrets
from typing import Final

from bot.core.refs import CommunityRef, MemberRef

FORGOTTEN: Final = "erased"
"""The user id that stands where somebody had themselves erased."""

_SALT_BYTES: Final = 16


def nobody(community: CommunityRef) -> MemberRef:
    """Give whoever stands in an erased member's place."""
    return MemberRef(community, FORGOTTEN)


def pseudonym(member: MemberRef, salt: str = "") -> MemberRef:
    """Give ``erased.<salt>.<digest>`` in the member's community; a new salt of 128 random bits unless one is given."""
    salt = salt or secrets.token_hex(_SALT_BYTES)
    digest = hmac.new(salt.encode(), str(member).encode(), hashlib.sha256).hexdigest()
    return MemberRef(member.community, f"{FORGOTTEN}.{salt}.{digest}")


def fits(kept: MemberRef, member: MemberRef) -> bool:
    """Tell whether a pseudonym is this member's."""
    name, _, rest = kept.user.partition(".")
    salt = rest.partition(".")[0]
    if name != FORGOTTEN or not salt:
        return False
    return hmac.compare_digest(str(kept).encode(), str(pseudonym(member, salt)).encode())


def forgotten(member: MemberRef) -> bool:
    """Tell whether this stands for somebody who had themselves erased."""
    return member.user.partition(".")[0] == FORGOTTEN
