"""Discord's limits, in characters and pieces. Source: Discord's developer documentation, July 2026."""

from typing import Final

# A message of Components V2
COMPONENTS: Final = 40
TEXT: Final = 4000
CONTENT: Final = 2000
BUTTON_LABEL: Final = 80
BUTTON_URL: Final = 512
ROW: Final = 5
PLACEHOLDER: Final = 150
OPTION: Final = 100
OPTIONS: Final = 25
CUSTOM_ID: Final = 100
NONCE: Final = 25

# A modal
MODAL_TITLE: Final = 45
MODAL_ROWS: Final = 5
LABEL: Final = 45
DESCRIPTION: Final = 100
INPUT_PLACEHOLDER: Final = 100
INPUT_VALUE: Final = 4000
LINK: Final = 1000

# Application commands
COMMAND_NAME: Final = 32
COMMAND_DESCRIPTION: Final = 100
COMMANDS: Final = 100
COMMAND_SIZE: Final = 8000
SUBCOMMANDS: Final = 25
MENU_COMMANDS: Final = 15
CHOICES: Final = 25

# Rooms and events
ROOM_NAME: Final = 100
NAMED_MEMBERS: Final = 500
ROLE_NAME: Final = 100
TOPIC: Final = 1024
THREAD_NAME: Final = 100
CATEGORY_ROOMS: Final = 50
EVENT_NAME: Final = 100
EVENT_DESCRIPTION: Final = 1000
EVENT_PLACE: Final = 100
PAGE: Final = 100
