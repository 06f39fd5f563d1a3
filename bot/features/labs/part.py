"""A part of a lab's card: what one of this feature's folders tells on it, and what can be pressed there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.content import Block, Button
from bot.domain.labs.lab import Lab
from bot.ports.context import Reading


def _no_blocks(_lab: Lab, _reading: Reading) -> Sequence[Block]:
    return ()


def _no_buttons(_lab: Lab, _reading: Reading) -> Sequence[Button]:
    return ()


@dataclass(frozen=True, slots=True)
class Part:
    """What is told and offered to this reader; each gives nothing where there is nothing to say."""

    blocks: Callable[[Lab, Reading], Sequence[Block]] = _no_blocks
    buttons: Callable[[Lab, Reading], Sequence[Button]] = _no_buttons
