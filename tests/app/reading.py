"""What an outcome says, in plain English words."""

import gettext

from bot.core.content import (
    Actions,
    Block,
    Bullets,
    Content,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Note,
    Paragraph,
    Quote,
)
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.text import Code, Inline, Mention, Number, Untrusted, Words, runs
from bot.core.tokens import Token

_ENGLISH = gettext.NullTranslations()


def say(text: Inline) -> str:
    """Give rich text as words; values are shown as Python shows them."""
    parts: list[str] = []
    for run in runs(text, _ENGLISH):
        match run.leaf:
            case Words(value) | Untrusted(value) | Code(value):
                parts.append(value)
            case Mention(member):
                parts.append(f"@{member.user}")
            case Number(value):
                parts.append(str(value))
            case other:
                parts.append(str(other))
    return "".join(parts)


def plain(outcome: Outcome) -> str:
    """Give an outcome as lines of words."""
    match outcome:
        case Reply(content):
            return text_of(content)
        case UpdateCard():
            return text_of(outcome.whole)
        case ShowForm(step) | FormErrors(_, step):
            errors = [f"{name}: {say(text)}" for name, text in step.errors.items()]
            intro = [say(step.section.intro)] if step.section.intro else []
            return "\n".join([say(step.title), *intro, *(item.name for item in step.section.inputs), *errors])
        case Suggestions(options):
            return "\n".join(say(option.label) for option in options)
        case Done():
            return ""


def text_of(content: Content) -> str:
    """Give a message as lines of words."""
    return "\n".join(line for block in content.blocks for line in _lines(block))


def tokens(outcome: Outcome) -> dict[str, Token]:
    """Give what can be pressed on what an outcome shows, by label."""
    assert isinstance(outcome, Reply | UpdateCard)
    return tokens_of(outcome.content)


def tokens_of(content: Content) -> dict[str, Token]:
    """Give what can be pressed in a message, by label."""
    items = [item for block in content.blocks if isinstance(block, Actions) for item in block.items]
    return {say(item.label): item.token for item in items if not isinstance(item, LinkButton)}


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text) | Paragraph(text) | Quote(text) | Note(text):
            return [say(text)]
        case Bullets(items):
            return [say(item) for item in items]
        case Facts(rows):
            return [f"{say(name)}: {say(value)}" for name, value in rows]
        case Divider():
            return []
        case Actions(items):
            return [f"[{say(item.label)}]" for item in items]
