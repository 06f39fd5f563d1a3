"""What seals in tests."""

from typing import Final

from bot.app.vault import Vault
from bot.config.values import KEY_BYTES

SEALER: Final = Vault([b"k" * KEY_BYTES])
