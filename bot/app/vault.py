"""Secrets as they lie in the store: sealed with a key that lies elsewhere. Implements ``bot.ports.handles.Sealer``."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from nacl.exceptions import CryptoError
from nacl.secret import Aead


class Vault:
    """Seals with the first of its keys (32 bytes each) and opens with any of them, so that keys can be exchanged.

    What a secret is ``about`` is sealed in with it: moved to another row, it does not open.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = keys
        self._boxes = [Aead(key) for key in keys]

    def seal(self, secret: str, about: str) -> str:
        """Seal a secret."""
        return urlsafe_b64encode(self._boxes[0].encrypt(secret.encode(), about.encode())).decode()

    def open(self, sealed: str, about: str) -> str | None:
        """Give a secret; None if none of the keys opens it."""
        for box in self._boxes:
            if (secret := _opened(box, sealed, about)) is not None:
                return secret
        return None

    def marks(self, text: str) -> Sequence[str]:
        """Give the text's mark under each key: by it the same text is known again, and no text is told."""
        return [_mark(key, text) for key in self._keys]

    def renewed(self, sealed: str, about: str) -> str | None:
        """Seal anew what an older key sealed; None if there is no need to, or no key opens it."""
        if _opened(self._boxes[0], sealed, about) is not None:
            return None
        secret = self.open(sealed, about)
        return None if secret is None else self.seal(secret, about)


def _opened(box: Aead, sealed: str, about: str) -> str | None:
    try:
        return box.decrypt(urlsafe_b64decode(sealed), about.encode()).decode()
    except (CryptoError, ValueError):
        return None


def _mark(key: bytes, text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=20, key=key, person=b"mark").hexdigest()
