"""What a nugget tells besides its four, as its community asks: never at capture, and never needed in a pod."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.nuggets import life
from bot.domain.nuggets.nugget import Nugget, Told
from bot.domain.nuggets.words import FieldName
from bot.domain.templates.template import Template, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What its author told. ``more`` are the community's own fields, by their keys; an empty one is taken out."""

    place: Told
    country: str
    topics: tuple[str, ...]
    more: Mapping[str, str]
    withheld: tuple[str, ...] = ()


def asked(own: Template, in_force: Template) -> Template:
    """Give a nugget's own version without what the community has retired since."""
    return replace(
        own,
        fields=tuple(field for field in own.fields if in_force.field(field.key) is not None),
        areas=tuple(area for area in own.areas if in_force.area(area.key) is not None),
    )


def tell(nugget: Nugget, details: Details) -> life.Change:
    """Take what its author told besides; what is not asked any more stays, and so does the flag on its source."""
    withheld = tuple(sorted({*nugget.withheld, *details.withheld}))
    edited, events = life.edit(nugget, {FieldName.PLACE: details.place}, withheld=withheld)
    more = {key: text for key, text in {**nugget.more, **details.more}.items() if text}
    told = replace(edited, more=more, country=details.country, topics=details.topics, flag=nugget.flag)
    return told, events


def needed(template: Template) -> tuple[str, ...]:
    """Give the keys of what a community needs beyond the pod."""
    return tuple(field.key for field in template.fields if field.beyond_pod)


def in_words(nugget: Nugget, template: Template) -> list[str]:
    """Give what its template's fields say, in people's words: of a choice the label in the nugget's language."""
    told = ((field, nugget.more.get(field.key, "")) for field in template.fields)
    labels = {(field.key, option.key): option.label for field in template.fields for option in field.options}
    return [
        said(labels[field.key, text], nugget.language) if (field.key, text) in labels else text
        for field, text in told
        if text
    ]
