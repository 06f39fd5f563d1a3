"""What is filled into a form that is gone through: nothing, or the first or the last of everything."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.forms import (
    AnyInput,
    Choice,
    Choices,
    DateInput,
    FormValue,
    LinkInput,
    MemberInput,
    SearchInput,
    Step,
    TextInput,
    TimeInput,
)
from bot.core.refs import MemberRef
from bot.ports.context import Reading

Values = Mapping[str, FormValue]


def filled_in(step: Step, reading: Reading, members: Sequence[MemberRef]) -> list[Values]:
    """Give what people may send: nothing; all that must be there; and each member where one is asked for."""
    inputs = step.section.inputs
    asks = any(isinstance(item, MemberInput) and item.required for item in inputs)
    ways: list[Values] = [{}]
    for member in members if asks else members[:1]:
        for place in (0, -1):
            values = {item.name: _value(item, reading, member, place) for item in inputs}
            if values not in ways:
                ways.append(values)
    return ways


def _value(item: AnyInput, reading: Reading, member: MemberRef, place: int) -> FormValue:
    match item:
        case TextInput(initial=initial, required=required):
            return initial or ("Something to say" if required else "")
        case LinkInput(initial=initial):
            return initial or "https://example.org/rota"
        case DateInput(initial=initial, required=required):
            return (initial or date(2027, 6, 1)).isoformat() if initial or required else ""
        case TimeInput(initial=initial, required=required):
            return f"{initial:%H:%M}" if initial else ("15:30" if required else "")
        case Choice(options=options):
            return options[place].value
        case Choices(options=options):
            return (options[place].value,)
        case MemberInput(several=several, required=required, initial=initial):
            chosen = initial or ((str(member),) if required else ())
            return chosen if several else "".join(chosen[:1])
        case SearchInput(source=source, required=required, initial=initial):
            found = reading.completions(source, "a") if required and not initial else ()
            return found[place].value if found else initial
