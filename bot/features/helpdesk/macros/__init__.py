"""What a desk keeps for its work: saved answers, and the rules that suggest what to offer."""

from typing import Final

from bot.features.helpdesk.macros import kinds, saving, suggesting, views

KINDS: Final = kinds.KINDS
ACTIONS: Final = (*saving.ACTIONS, *suggesting.ACTIONS)
SUBMITS: Final = (*saving.SUBMITS, *suggesting.SUBMITS)
QUERIES: Final = (*views.QUERIES, *suggesting.QUERIES)
COMPLETIONS: Final = kinds.COMPLETIONS
