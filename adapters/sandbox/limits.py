"""What the sandbox takes and holds, kept close to what the real platforms do."""

from typing import Final

MESSAGE: Final = 4000
"""Characters in what a person says."""

ROOM_NAME: Final = 80
ROOMS: Final = 500
"""Rooms in a community, as many as a Discord server has."""

REACTION: Final = 40
COMMAND: Final = 4000

BODY: Final = 256 * 1024
"""Bytes in a request."""

MESSAGES_SHOWN: Final = 200
"""Messages of a room that the page shows at once, the newest."""
