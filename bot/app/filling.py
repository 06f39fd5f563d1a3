"""Filling in a form: one section after the other, kept as a draft, sent once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.app.answers import ONCE
from bot.app.catalogue import Catalogue
from bot.app.checking import misfits, missing, tidied
from bot.app.context import WritingContext
from bot.app.forms import Sheet, drafter, load_draft, make_step, read_values, save_draft, section_with
from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.forms import Form, FormValue, FormValues
from bot.core.ids import reference
from bot.core.outcome import FormErrors, Outcome, Reply, ShowForm
from bot.core.text import Code, Msg, t
from bot.ports.feature import Submit


@dataclass(frozen=True, slots=True)
class Filling:
    """One opening of a form in the hands of one person."""

    way: Submit[Any, Any]
    about: str
    subject: Any
    sheet: Sheet
    catalogue: Catalogue
    ctx: WritingContext

    def advance(self, typed: FormValues) -> Outcome:
        """Take one filled section: say what is wrong with it, show the next one, or send the whole."""
        actor = self.ctx.actor
        creating, key = (made(self.way, self.about, actor) for made in (self.sheet.creates, self.sheet.key))
        if (sent := self._sent(creating, key)) is not None:
            return Reply(content(sent))
        form = self.way.form(self.subject, self.ctx)
        if self.sheet.number >= len(form.sections):
            raise Refusal(t("This form has changed since you opened it. Please open it again; what you typed is kept."))
        values = self._keep(form, typed)
        reading = read_values(self.way.model, values)
        wrong = {**reading.errors, **misfits(form, values, self.ctx.actor.community), **missing(form, values)}
        here = self._wrong_here(form, wrong)
        if here:
            return FormErrors(here, make_step(self.way, self.about, form, self.sheet, values, here))
        if self.sheet.number + 1 < len(form.sections):
            return self._show(form, self.sheet.number + 1, values, {})
        if wrong:
            return self._show(form, section_with(form, wrong) or 0, values, wrong)
        self.ctx.store.inbox.take(actor.community, key, self.ctx.now)
        self.ctx.creating = creating
        draft_of = drafter(self.way, self.about, self.ctx)
        outcome = self.way.run(self.subject, reading.model, self.ctx)
        self.ctx.store.drafts.drop(self.way.name, self.about, draft_of)
        return outcome

    def _sent(self, creating: str, key: str) -> Msg | None:
        """Say that this opening was sent before, if it was: it is used up, also where a press came twice by other ways.

        What was created by it is known for ever, the rest as long as the inbox remembers.
        """
        if creating and self.catalogue.kinds[self.way.creates].get(self.ctx.store, creating) is not None:
            code = Code(reference(creating))
            return t("This was sent before, and it was done once. Its reference is {ref}.", ref=code)
        return ONCE if self.ctx.store.inbox.seen(self.ctx.actor.community, key) is not None else None

    def resume(self) -> Outcome:
        """Show the section that a button leads on to, with what was typed before and what is wrong with that."""
        form = self.way.form(self.subject, self.ctx)
        number = self.sheet.number if self.sheet.number < len(form.sections) else 0
        values = load_draft(self.way, self.about, self.ctx)
        values.pop("", None)
        wrong = {
            **read_values(self.way.model, values).errors,
            **misfits(form, values, self.ctx.actor.community),
            **missing(form, values),
        }
        return self._show(form, number, values, {name: text for name, text in wrong.items() if name in values})

    def refuse(self, typed: FormValues, refusal: Refusal) -> Outcome:
        """Keep what was typed and show the section at fault with the refusal at its input."""
        form = self.way.form(self.subject, self.ctx)
        values = self._keep(form, typed)
        if self.sheet.number >= len(form.sections):
            return Reply(content(refusal.text))
        errors = {refusal.field or "": refusal.text}
        number = section_with(form, errors)
        if number is None:
            errors, number = {"": refusal.text}, self.sheet.number
        if number == self.sheet.number:
            return FormErrors(errors, make_step(self.way, self.about, form, self.sheet, values, errors))
        return self._show(form, number, values, errors)

    def _keep(self, form: Form, typed: FormValues) -> dict[str, FormValue]:
        """Save what this section's own inputs hold; a name that it does not have is not taken from a client.

        Of a section that the form no longer has, what another one still asks for is kept.
        """
        here = form.sections[self.sheet.number : self.sheet.number + 1] or form.sections
        names = {item.name for section in here for item in section.inputs}
        values = load_draft(self.way, self.about, self.ctx)
        values.pop("", None)
        values.update((name, value) for name, value in typed.items() if name in names)
        values = tidied(form, values)
        save_draft(self.way, self.about, self.ctx, form, values, self.sheet.word)
        return values

    def _wrong_here(self, form: Form, wrong: Mapping[str, Msg]) -> dict[str, Msg]:
        """Give what is wrong in this section; at the last one also what belongs to no section."""
        names = {item.name for item in form.sections[self.sheet.number].inputs}
        here = {name: text for name, text in wrong.items() if name in names}
        if self.sheet.number + 1 == len(form.sections):
            here.update(("", text) for name, text in wrong.items() if section_with(form, {name: text}) is None)
        return here

    def _show(self, form: Form, number: int, values: FormValues, errors: Mapping[str, Msg]) -> ShowForm:
        sheet = replace(self.sheet, number=number)
        return ShowForm(make_step(self.way, self.about, form, sheet, values, errors))
