"""What a browser sent, read with suspicion: small, whole, in UTF-8, with nothing hidden in it."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from adapters.sandbox import limits
from adapters.sandbox.spot import Spot
from bot.core.forms import FormValue, FormValues

FIELDS: int = 200
"""The most fields in one form."""


class Sent:
    """The fields of one form, by name."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = fields

    @classmethod
    async def read(cls, request: Request) -> "Sent":
        """Read a form's body; 413 when it is too big, 415 when it is no form, 400 when it is broken."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise HTTPException(415)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > limits.BODY:
                raise HTTPException(413)
        return cls.parse(bytes(body))

    @classmethod
    def parse(cls, body: bytes) -> "Sent":
        """Read the fields from bytes or from a query; 400 when they are broken."""
        try:
            text = body.decode("ascii")
            fields = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
        except ValueError as wrong:
            raise HTTPException(400) from wrong
        if any("\x00" in part for field in fields for part in field):
            raise HTTPException(400)
        return cls(fields)

    def one(self, name: str) -> str:
        """Give a field's first value, with line ends as one character; empty where it was not sent."""
        return next((value.replace("\r\n", "\n") for field, value in self._fields if field == name), "")

    def number(self, name: str) -> int:
        """Give a field that names a message; 0 where it names none."""
        text = self.one(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0

    def values(self) -> dict[str, list[str]]:
        """Give what was filled in, by input: what was picked from suggestions counts before what was typed."""
        found: dict[str, list[str]] = {}
        for field, value in self._fields:
            if field.startswith("v."):
                found.setdefault(field[2:], []).append(value.replace("\r\n", "\n"))
        for field, value in self._fields:
            if field.startswith("picked.v.") and value:
                found[field[9:]] = [value]
        return found

    def filled(self, several: Sequence[str], names: Sequence[str]) -> FormValues:
        """Give what was filled in for these inputs; those in ``several`` take more than one value."""
        values = self.values()
        filled: dict[str, FormValue] = {}
        for name in names:
            given = values.get(name, [])
            filled[name] = tuple(given) if name in several else (given[0] if given else "")
        return filled

    @property
    def spot(self) -> Spot:
        """Where on the page it was sent from."""
        return Spot.parse(self.one("at"))
