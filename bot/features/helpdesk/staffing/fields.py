"""What forms about desks are read with: people, lists with commas, spans, hours; and what of it the rules know."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.core.errors import Refusal
from bot.core.refs import MemberRef
from bot.core.text import Untrusted, t
from bot.domain.countries import read_country
from bot.domain.desk.desk import Span, Targets
from bot.domain.desk.rulebook import Rulebook
from bot.domain.desk.rulebook_changing import region_of, topic_of
from bot.domain.desk.spans import read_span, read_targets
from bot.domain.hours import read_hours, read_zone
from bot.domain.members import Hours


def read_person(typed: Any) -> MemberRef:
    """Read one member's reference."""
    try:
        return typed if isinstance(typed, MemberRef) else MemberRef.parse(typed)
    except (ValueError, AttributeError):
        raise Refusal(t("I don't know this person. Choose somebody from the list.")) from None


def read_list(typed: Any) -> Any:
    """Read what stands between commas or on lines of their own."""
    return tuple(filter(None, map(str.strip, typed.replace("\n", ",").split(",")))) if isinstance(typed, str) else typed


def several(typed: Any) -> Any:
    """Read one or several chosen values; a command gives one."""
    return (typed,) if isinstance(typed, str) else typed


def _if_text(read: Callable[[str], object]) -> BeforeValidator:
    return BeforeValidator(lambda typed: read(typed) if isinstance(typed, str) else typed)


Person = Annotated[MemberRef, BeforeValidator(read_person)]
Listed = Annotated[tuple[str, ...], BeforeValidator(read_list)]
WorkingTime = Annotated[Span, _if_text(read_span)]
Aim = Annotated[Targets, _if_text(read_targets)]
Clock = Annotated[Hours, _if_text(read_hours)]
Zone = Annotated[str, _if_text(read_zone)]


def topics_of(typed: Sequence[str], rulebook: Rulebook, field: str) -> tuple[str, ...]:
    """Give the keys of the topics that were named; Refusal for one that the rules do not have."""
    return tuple(dict.fromkeys(topic_of(rulebook, one, field).key for one in typed))


def places_of(
    typed: Sequence[str], rulebook: Rulebook, locale: str, field: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the countries and the regions that were named, in anybody's language; Refusal for what is neither."""
    countries, regions = [], []
    for one in typed:
        if region := region_of(rulebook, one):
            regions.append(region)
        elif (country := read_country(one, locale)) is not None:
            countries.append(country)
        else:
            unknown = t("I know no country or region {place}. /desk rules shows the regions.", place=Untrusted(one))
            raise Refusal(unknown, field)
    return tuple(dict.fromkeys(countries)), tuple(dict.fromkeys(regions))
