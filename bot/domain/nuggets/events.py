"""What has happened to change nuggets. None of them holds a word of a nugget, and none names whom it quotes."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.access import Role, Scope
from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped(Event):
    """Something that happened for a scope."""

    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetCaptured(Event):
    """Somebody asked for a thread to be read."""

    tag: ClassVar[str] = "nugget:captured"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetDrafted(Event):
    """A draft was made of what was read."""

    tag: ClassVar[str] = "nugget:drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetDropped(Event):
    """A draft was thrown away, or its author said no."""

    tag: ClassVar[str] = "nugget:dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetOffered(Event):
    """The draft was put before the one whose story it is."""

    tag: ClassVar[str] = "nugget:offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetEdited(Event):
    """Its author changed its words."""

    tag: ClassVar[str] = "nugget:edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked(Scoped):
    """Somebody was asked for their consent."""

    tag: ClassVar[str] = "consent:asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Scoped):
    """Somebody said yes."""

    tag: ClassVar[str] = "consent:given"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRefused(Event):
    """Somebody said no."""

    tag: ClassVar[str] = "consent:refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLapsed(Event):
    """Somebody did not answer in time, which is no."""

    tag: ClassVar[str] = "consent:lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Event):
    """Somebody took their yes back."""

    tag: ClassVar[str] = "consent:withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAsked(Scoped):
    """The author would have it read more widely."""

    tag: ClassVar[str] = "nugget:review_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPassed(Event):
    """One reviewer said yes, and the next one is asked."""

    tag: ClassVar[str] = "nugget:review_passed"
    to: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWentOn(Event):
    """The pod's facilitators did not decide in time, and the stewards are asked."""

    tag: ClassVar[str] = "nugget:review_went_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTakenBack(Event):
    """Its author asks for nothing wider any more."""

    tag: ClassVar[str] = "nugget:review_taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetReturned(Event):
    """A reviewer gave it back to its author with a note."""

    tag: ClassVar[str] = "nugget:returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetPublished(Scoped):
    """It can be read in this scope."""

    tag: ClassVar[str] = "nugget:published"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChanged(Event):
    """A message that it was made from was edited or deleted."""

    tag: ClassVar[str] = "nugget:source_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetConfirmed(Event):
    """Its author said that it is still true."""

    tag: ClassVar[str] = "nugget:confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetSuperseded(Event):
    """A newer one took its place."""

    tag: ClassVar[str] = "nugget:superseded"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetWithdrawn(Event):
    """Its author took it back; only that it was is left."""

    tag: ClassVar[str] = "nugget:withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetEchoed(Event):
    """Somebody said that they know the same, or found it useful."""

    tag: ClassVar[str] = "nugget:echoed"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NuggetAdopted(Event):
    """Somebody told how trying it went."""

    tag: ClassVar[str] = "nugget:adopted"
    adoption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionChanged(Event):
    """Whoever told how trying it went told it anew."""

    tag: ClassVar[str] = "adoption:changed"
    adoption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionWithdrawn(Event):
    """Whoever told how trying it went took that back."""

    tag: ClassVar[str] = "adoption:withdrawn"
    adoption: str
