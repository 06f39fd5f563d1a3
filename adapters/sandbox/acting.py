"""Gestures that wait for an answer, by what is written on the button; each returns when the last word was shown."""

from collections.abc import Mapping, Sequence

from adapters.sandbox.people import Message, NoSuch, Person
from adapters.sandbox.sight import Found, Sight
from adapters.sandbox.stage import On, Stage
from adapters.sandbox.tree import Asked, Picked
from adapters.sandbox.world import Which, Who
from bot.core.forms import FormValue, FormValues
from bot.core.tokens import Token

Given = Mapping[str, str | Sequence[str]]
"""What is filled in, by input name: a value or the label of an option, a person's id or name, or several."""


class FormRefused(Exception):
    """A filled form came back with errors, by input name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name or 'form'}: {text}" for name, text in errors.items()))
        self.errors = errors


class Acting(Stage):
    """What people do to the bot."""

    async def uses(self, who: Who, line: str, /, *words: str, room: Which | None = None, **values: str) -> Sight:
        """Use a command, as typed in one line, in words after it, or with values by name."""
        person = self.person(who)
        where = self._room(person, room).ref
        if values:
            await self.gestures.use(person, line.strip().removeprefix("/"), values, where)
        else:
            await self.gestures.type_command(person, " ".join((line, *words)), where)
        return self.sees(person.ref)

    async def presses(self, who: Who, what: str | Token, on: On | None = None, value: str = "") -> Sight:
        """Press the newest button of this label, or this very token; on one message, or anywhere in sight."""
        person = self.person(who)
        message = None if on is None else self._message(person, on)
        if isinstance(what, Token) or what.startswith("v1:"):
            token = what if isinstance(what, Token) else Token.parse(what)
            found = next((found for found in self.sees(who).controls() if found.control.token == str(token)), None)
            home = message is None and found is not None and found.message is None
            card = message or (found.message if found else None)
        else:
            button = self._control(person, what, message)
            token, card, home = button.token, button.message, button.message is None
        await self.gestures.press(person, token, value, card, home=home)
        return self.sees(person.ref)

    async def chooses(self, who: Who, menu: str, option: str, on: On | None = None) -> Sight:
        """Choose an option of a menu, by its label or value."""
        person = self.person(who)
        found = self._control(person, menu, None if on is None else self._message(person, on))
        await self.gestures.press(
            person, found.token, _picked(found.control.options, option), found.message, home=found.message is None
        )
        return self.sees(person.ref)

    async def fills(self, who: Who, values: Given | None = None, *, errors: bool = False) -> Sight:
        """Send the open form's step with these values; what is not given stays as it stands there.

        FormRefused if it comes back with errors that were not announced.
        """
        person = self.person(who)
        form = self.sees(who).form
        if form is None:
            raise NoSuch(f"{person.name} has no form open")
        if unknown := set(values or {}) - set(form.inputs):
            raise NoSuch(f"{form.title} asks for {sorted(form.inputs)}, not {sorted(unknown)}")
        filled = {asked.name: self._value(person, asked, values or {}) for asked in form.sheet.inputs}
        await self.gestures.submit(person, Token.parse(form.sheet.token), filled)
        after = self.sees(who)
        if not errors and after.form is not None and after.form.errors:
            raise FormRefused(after.form.errors)
        return after

    async def submits(self, who: Who, token: Token, values: FormValues) -> Sight:
        """Send a form's section that may not be open at all, as a forged client could."""
        await self.gestures.submit(self.person(who), token, values)
        return self.sees(who)

    def closes_form(self, who: Who) -> None:
        """Close the open form without sending it."""
        self.world.messages.put_form(self.person(who).ref, None)
        self.world.changes.note()

    async def completes(self, who: Who, source: str, typed: str = "") -> tuple[Picked, ...]:
        """Ask for what completes the typed text."""
        return await self.gestures.complete(self.person(who), source, typed)

    async def shortcut(self, who: Who, name: str, on: On) -> Sight:
        """Use a shortcut from a message's menu."""
        person = self.person(who)
        await self.gestures.shortcut(person, name, self._message(person, on))
        return self.sees(person.ref)

    async def opens_home(self, who: Who) -> Sight:
        """Open one's own page."""
        await self.gestures.open_home(self.person(who))
        return self.sees(who)

    def _control(self, person: Person, label: str, on: Message | None) -> Found:
        wanted = label.casefold()
        seen = [found for found in self.sees(person.ref).controls() if found.control.kind != "link"]
        if on is not None:
            seen = [found for found in seen if found.message is not None and found.message.id == on.id]
        for found in seen:
            if found.control.label.casefold() == wanted:
                return found
        raise NoSuch(f"{person.name} sees no {label!r}, only {[found.control.label for found in seen]}")

    def _value(self, person: Person, asked: Asked, values: Given) -> FormValue:
        """Read what is to be sent for an input; what was left as it stood is sent as it stands."""
        given = values.get(asked.name, asked.initial)
        several = (given,) if isinstance(given, str) else tuple(given)
        if asked.options:
            several = tuple(_picked(asked.options, value) for value in several)
        if asked.kind in {"member", "members"}:
            named = [self.world.named(person.ref.community, value) for value in several]
            several = tuple(str(found.ref) if found else value for found, value in zip(named, several, strict=True))
        if asked.several:
            return several
        return several[0] if several else ""


def _picked(options: Sequence[Picked], wanted: str) -> str:
    """Give the value of an option named by its value or label; what names none goes as it is."""
    for option in options:
        if wanted in {option.value, option.label}:
            return option.value
    return wanted
