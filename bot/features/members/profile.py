"""``/profile``: what members tell of themselves; all of it optional, all of it theirs to change."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from zoneinfo import available_timezones

from pydantic import BaseModel, Field, field_validator

from bot.core.content import Actions, Button, Content, Facts, Heading, Note, Option, Style
from bot.core.forms import Choice, Choices, Form, SearchInput, Section, TextInput
from bot.core.outcome import Outcome, Reply
from bot.core.text import Inline, Msg, Untrusted, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.domain.countries import countries_like
from bot.domain.hours import HOURS_LIMIT, WEEKDAYS, read_hours, read_zone, written_hours
from bot.domain.languages import LANGUAGES
from bot.domain.member_events import ProfileChanged
from bot.domain.members import Digest, Hours, Member
from bot.ports.context import Creating, Reading
from bot.ports.feature import Asked, Completion, Query, Submit

DIGESTS = {Digest.NEVER: t("Never"), Digest.WEEKLY: t("Weekly"), Digest.DAILY: t("Daily")}
SHORT, LONG = 120, 600


class Profile(BaseModel):
    """The form's values, read."""

    display_name: str = Field(default="", max_length=80)
    organisation: str = Field(default="", max_length=SHORT)
    discipline: str = Field(default="", max_length=SHORT)
    sector: str = Field(default="", max_length=SHORT)
    country: str = Field(default="", max_length=SHORT)
    locale: str = ""
    zone: str = ""
    working_hours: Hours | None = None
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    quiet_hours: Hours | None = None
    topics: tuple[str, ...] = ()
    offers: str = Field(default="", max_length=LONG)
    asks: str = Field(default="", max_length=LONG)
    digest: Digest = Digest.WEEKLY

    @field_validator("zone")
    @classmethod
    def _a_zone(cls, value: str) -> str:
        return read_zone(value)

    @field_validator("working_hours", "quiet_hours", mode="before")
    @classmethod
    def _hours(cls, value: object) -> Hours | None:
        return read_hours(value) if isinstance(value, str) else None

    @field_validator("topics", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())[:20] if isinstance(value, str) else value
        )


def profile_form(_nothing: None, reading: Reading) -> Form:
    """Ask in three short sections, with what is known already filled in."""
    who = _own(reading)
    days = who.working_hours.days if who.working_hours else (0, 1, 2, 3, 4)

    def text(name: str, label: Msg, initial: str, *, hint: Msg | None = None, limit: int = SHORT) -> TextInput:
        return TextInput(
            name=name, label=label, hint=hint, required=False, initial=initial, maximum=limit, long=limit > SHORT
        )

    you = Section(
        (
            text("display_name", t("Your name"), who.display_name, limit=80),
            text("organisation", t("Organisation"), who.organisation),
            text("discipline", t("Discipline"), who.discipline, hint=t("Such as nursing, planning, pharmacy")),
            text("sector", t("Sector"), who.sector, hint=t("Such as public, private, non-profit")),
            SearchInput(
                name="country", label=t("Country"), required=False, source="members.countries", initial=who.country
            ),
        ),
        intro=t("Everything here is optional, and yours to change at any time."),
    )
    when = Section(
        (
            Choice(
                name="locale",
                label=t("Language"),
                required=False,
                initial=who.locale,
                options=tuple(Option(tag, Untrusted(name)) for tag, name in LANGUAGES.items()),
            ),
            SearchInput(
                name="zone",
                label=t("Time zone"),
                hint=t("Type a city, such as Nairobi"),
                required=False,
                source="members.zones",
                initial=who.zone or who.platform_zone,
            ),
            text(
                "working_hours",
                t("Working hours"),
                written_hours(who.working_hours),
                hint=t("Such as 08:30-17:00"),
                limit=HOURS_LIMIT,
            ),
            Choices(
                name="working_days",
                label=t("Working days"),
                required=False,
                options=tuple(Option(str(day), name) for day, name in enumerate(WEEKDAYS)),
                initial=tuple(str(day) for day in days),
            ),
            text(
                "quiet_hours",
                t("Quiet hours"),
                written_hours(who.quiet_hours),
                hint=t("No reminder reaches you then. Such as 21:00-07:00"),
                limit=HOURS_LIMIT,
            ),
        )
    )
    share = Section(
        (
            text("topics", t("Topics you care about"), ", ".join(who.topics), hint=t("With commas between"), limit=300),
            text("offers", t("What you can help others with"), who.offers, limit=LONG),
            text("asks", t("What you would like to learn"), who.asks, limit=LONG),
            Choice(
                name="digest",
                label=t("Digest"),
                required=False,
                initial=who.digest.value,
                options=tuple(Option(choice.value, label) for choice, label in DIGESTS.items()),
            ),
        )
    )
    return Form(t("Your profile"), (you, when, share), submit=t("Save"))


def save_profile(_nothing: None, values: Profile, ctx: Creating) -> Outcome:
    """Keep what the member told; an emptied field is forgotten."""
    before = ctx.store.members.get(ctx.actor) or Member(ref=ctx.actor, display_name=ctx.actor.user)
    told = values.model_dump(exclude={"working_days", "working_hours", "quiet_hours"})
    after = replace(
        before,
        **{**told, "display_name": values.display_name or before.platform_name or before.display_name},
        working_hours=replace(values.working_hours, days=values.working_days) if values.working_hours else None,
        quiet_hours=values.quiet_hours,
    )
    changed = tuple(name for name in Profile.model_fields if getattr(before, name, None) != getattr(after, name, None))
    if changed:
        ctx.store.members.put(after)
        ctx.record(ProfileChanged(about=str(ctx.actor), fields=changed))
    return Reply(_card(after))


def show_profile(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """Show the asker their own profile."""
    return Reply(_card(_own(reading)))


def _own(reading: Reading) -> Member:
    member = reading.viewer.member
    if member is None:
        raise LookupError("a profile is a person's")
    return reading.store.members.get(member) or Member(ref=member, display_name=member.user)


def _card(who: Member) -> Content:
    def told(value: str) -> Inline:
        return Untrusted(value) if value else t("not told")

    title = t("Your profile")
    rows: tuple[tuple[Msg, Inline], ...] = (
        (t("Name"), told(who.display_name)),
        (t("Organisation"), told(who.organisation)),
        (t("Discipline"), told(who.discipline)),
        (t("Sector"), told(who.sector)),
        (t("Country"), told(who.country)),
        (t("Language"), told(LANGUAGES.get(who.locale or who.platform_locale[:2], ""))),
        (t("Time zone"), told(who.zone or who.platform_zone)),
        (t("Working hours"), told(written_hours(who.working_hours))),
        (t("Quiet hours"), told(written_hours(who.quiet_hours))),
        (t("Topics"), told(", ".join(who.topics))),
        (t("Offers"), told(who.offers)),
        (t("Asks"), told(who.asks)),
        (t("Digest"), DIGESTS[who.digest]),
    )
    change = Actions(
        (
            Button(t("Change"), Token("members.profile"), Style.PRIMARY),
            Button(t("What is held about me"), Token("members.export")),
        )
    )
    return Content(title, (Heading(title), Facts(rows), change, Note(t("Only you see this."))))


def complete_zones(typed: str, _reading: Reading) -> Sequence[Option]:
    """Suggest IANA zones by city."""
    wanted = typed.strip().lower().replace(" ", "_")
    names = sorted(name for name in available_timezones() if "/" in name and wanted in name.lower())
    return [Option(name, Untrusted(name.replace("_", " "))) for name in names[:25]]


def complete_countries(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest countries by their name in the reader's language; the value is the name in English."""
    found = islice(countries_like(typed, reading.reader.locale), 25)
    return [Option(name, Untrusted(shown)) for name, shown in found]


COMPLETIONS = [Completion("members.zones", complete_zones), Completion("members.countries", complete_countries)]

SHOW = Query(
    name="members.show",
    may=anyone,
    command="profile show",
    basic=True,
    help=t("See what you told about yourself"),
    run=show_profile,
)
EDIT = Submit(
    name="members.profile",
    may=anyone,
    command="profile edit",
    basic=True,
    help=t("Change what you tell about yourself"),
    form=profile_form,
    model=Profile,
    run=save_profile,
)
