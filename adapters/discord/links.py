"""Which web addresses are made live, and how they are written so that nothing in them is markup."""

from typing import Final
from urllib.parse import quote, urlsplit

from bot.core.safety import clean

_SCHEMES: Final = frozenset({"http", "https"})
# What an address may hold unescaped; brackets, quotes, backslashes, spaces and all beyond ASCII are percent-encoded.
_KEPT: Final = "-._~:/?#@!$&'*+,;=%"


def live(url: str) -> str | None:
    """Give the address as it may stand between angle brackets, or None if it must stay plain text."""
    url = clean(url).strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme.lower() not in _SCHEMES or not host or any(space.isspace() for space in url):
            return None
        # A name before the host ("https://bank.example@evil.example") passes one place off as another.
        if parts.username is not None or parts.password is not None:
            return None
        ascii_host = host.encode("idna").decode("ascii") if ":" not in host else f"[{host}]"
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    tail = url[url.index(parts.netloc) + len(parts.netloc) :]
    return f"{parts.scheme.lower()}://{ascii_host}{port}{quote(tail, safe=_KEPT).replace('@', '%40')}"


def mail(url: str) -> str | None:
    """Give the address of a ``mailto:`` link, or None if it is none."""
    url = clean(url).strip()
    scheme, _, address = url.partition(":")
    if scheme.lower() != "mailto" or not address or any(space.isspace() for space in address):
        return None
    return address
