"""What has happened, in past participles; each feature's events derive from ``Event`` and are stored for ever."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an object. ``tag`` is ``subject:verb``; the other fields are its erasable payload.

    Put no more in an event than its log needs: it outlives the object.
    """

    tag: ClassVar[str]
    about: str
