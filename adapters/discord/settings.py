"""What an operator sets for Discord."""

from dataclasses import dataclass
from typing import Final

API: Final = "https://discord.com/api/v10"
GATEWAY: Final = "wss://gateway.discord.gg/"


@dataclass(frozen=True)
class DiscordSettings:
    """One bot account and the servers it serves.

    ``guilds`` are server ids (empty: every server that invited it). ``message_content`` and ``members`` ask for
    the privileged intents of those names, which must be switched on in the developer portal too; without them
    threads read as empty and leaving the server is not heard of. ``api_url`` and ``gateway_url`` name a proxy.
    """

    token: str
    api_url: str = API
    gateway_url: str = GATEWAY
    guilds: tuple[str, ...] = ()
    message_content: bool = False
    members: bool = False
    category: str = "Learning pods"
    archive_category: str = "Closed learning pods"
    timeout_seconds: float = 10.0

    def __repr__(self) -> str:
        """Show what may be shown: never the token."""
        return f"DiscordSettings(guilds={self.guilds}, message_content={self.message_content}, members={self.members})"

    def serves(self, guild: str) -> bool:
        """Tell whether this server is one of those to be served."""
        return not self.guilds or guild in self.guilds
