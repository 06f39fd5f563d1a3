"""The one form of a nugget: what changed, what came of it, how it went, at which level. Nothing more is asked."""

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import BaseModel

from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Choice, Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.safety import shorten
from bot.core.text import t
from bot.domain.access import Role
from bot.domain.drafting.withholding import withheld_from
from bot.domain.events import Event
from bot.domain.nuggets import authorship, life, quoting, review, rules
from bot.domain.nuggets.nugget import DRAFTS, OVER, Nugget, NuggetState, Told
from bot.domain.nuggets.words import TEXT_MOST, TITLE_MOST, FieldName, Level, ResultType
from bot.features.nuggets.consent.consenting import ask_quoted, hide_names
from bot.features.nuggets.keeping import keep_nugget, says
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.life.upkeep import changed_by_hand
from bot.features.nuggets.review.readers import narrowing
from bot.features.nuggets.review.steps import begin_review, end_review, first_reviewer, hole
from bot.features.nuggets.template.words import labels
from bot.features.nuggets.wording import FIELDS, LEVEL_OPTIONS, RESULT_OPTIONS
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Submit
from bot.ports.hinting import without_numbers

LOOKED_BACK: Final = 500
"""More often nobody changes what they told."""


class Four(BaseModel):
    """What every nugget says."""

    what_changed: str
    outcome: str = ""
    result: ResultType
    level: Level


def fill_form(nugget: Nugget, reading: Reading) -> Form:
    """Ask the four things, with what is known of them filled in."""
    if nugget.state in OVER:
        raise AlreadySettled(t("This is over: it was replaced, withdrawn or thrown away."))
    intro, warning = t("Leave out names of patients, and numbers that lead to a person."), narrowing(nugget)
    names = labels(nugget, reading)
    stood = in_form(nugget, reading)
    told = stood.get(FieldName.OUTCOME)
    stays = authorship.stays(reading.viewer, nugget, FieldName.OUTCOME)
    return Form(
        t("Change nugget"),
        (
            Section(
                (
                    TextInput(
                        name="what_changed",
                        label=names.of(FieldName.WHAT_CHANGED, FIELDS[FieldName.WHAT_CHANGED]),
                        hint=t("What you do differently now, in a sentence or two"),
                        initial=shorten(nugget.says(FieldName.WHAT_CHANGED), TITLE_MOST),
                        long=True,
                        maximum=TITLE_MOST,
                    ),
                    TextInput(
                        name="outcome",
                        label=names.of(FieldName.OUTCOME, FIELDS[FieldName.OUTCOME]),
                        hint=t("Somebody else told this. Leave it empty to keep it as it is.")
                        if stays
                        else t("What you saw after it; what did not work helps others as much"),
                        required=not stays,
                        initial=shorten(told.text, TEXT_MOST) if told else "",
                        long=True,
                        maximum=TEXT_MOST,
                    ),
                    Choice(
                        name="result",
                        label=names.of("result", t("How did it go?")),
                        options=RESULT_OPTIONS,
                        initial=nugget.result.value if nugget.result else "",
                    ),
                    Choice(
                        name="level",
                        label=names.of("level", t("At which level?")),
                        options=LEVEL_OPTIONS,
                        initial=nugget.level.value if nugget.level else "",
                    ),
                ),
                intro=intro if warning is None else t("{intro} {warning}", intro=intro, warning=warning),
            ),
        ),
        submit=t("Save"),
    )


@or_as_it_stands("nuggets.nugget")
def fill(nugget: Nugget, values: Four, ctx: Creating) -> Outcome:
    """Take the four as they were typed. Numbers that lead to a person are left out before anything is stored."""
    typed = {FieldName.WHAT_CHANGED: values.what_changed, FieldName.OUTCOME: values.outcome}
    fields, withheld = typed_fields(nugget, told_anew(nugget, typed, ctx), ctx)
    changed = keep_words(nugget, life.edit(nugget, fields, values.result, values.level, withheld), ctx)
    changed = changed_by_hand(changed, ctx)
    if changed.state in DRAFTS:
        return ctx.show("nuggets.draft", changed.id)
    return ctx.show("nuggets.nugget", changed.id)


def in_form(nugget: Nugget, reading: Reading) -> Mapping[FieldName, Told]:
    """Give what stands in a form about it: what whoever changes it may read and nobody said no to."""
    return authorship.workable(reading.viewer, nugget, reading.store.consents.of_nugget(nugget.id))


def told_anew(nugget: Nugget, typed: dict[FieldName, str], reading: Reading) -> dict[FieldName, str]:
    """Leave out what was left empty because it could not be seen: it stays as it is."""
    viewer = reading.viewer
    return {name: text for name, text in typed.items() if text.strip() or not authorship.stays(viewer, nugget, name)}


def typed_fields(
    nugget: Nugget, typed: dict[FieldName, str], reading: Reading
) -> tuple[dict[FieldName, Told], tuple[str, ...]]:
    """Give what was typed as fields, each still a quotation or the author's own, and what was left out of it."""
    fields: dict[FieldName, Told] = {}
    withheld: set[str] = set()
    for name, words in typed.items():
        text, left_out = withheld_from(" ".join(words.split()), nugget.language)
        withheld.update(left_out)
        before = nugget.fields.get(name)
        fields[name] = quoting.retold(before, text)
        if fields[name] != before:
            refuse_borrowed(fields[name], nugget, name.value, reading)
    return fields, tuple(sorted(withheld))


def refuse_borrowed(told: Told, nugget: Nugget, field: str, reading: Reading) -> None:
    """Refuse words of somebody who was not asked about them there, also if they were taken out before."""
    before = reading.store.revisions.of_nugget(reading.viewer, nugget.id, limit=LOOKED_BACK)
    consents = reading.store.consents.of_nugget(nugget.id)
    if quoting.borrows(told, quoting.said_by_others(nugget, before, consents)):
        raise Refusal(t("These are somebody else's words. Please say it in your own."), field)


def keep_words(
    nugget: Nugget,
    change: life.Change,
    ctx: Context,
    then: Callable[[Nugget, Role], life.Change] = review.look_again,
) -> Nugget:
    """Store other words: names that are to stay out are taken out, and whoever is quoted otherwise is asked again.

    ``then`` says what becomes of its review.
    """
    changed, events = change
    changed = hide_names(changed, ctx)
    asked: tuple[Event, ...] = ()
    if says(changed) != says(nugget):
        changed, asked = then(changed, first_reviewer(nugget, ctx))
    changed = keep_nugget(ctx, nugget, (changed, (*events, *asked)))
    # What came back with a note is asked about no further than it is read, until it is sent again.
    scope = changed.scope if changed.state is NuggetState.RETURNED else changed.wanted
    if changed.state not in DRAFTS and scope is not None:
        ask_quoted(changed, scope, ctx)
        if changed.flag is None and not life.missing(changed) and not hole(changed, ctx):
            ctx.settle(changed.id, changed.author, view="nuggets.nugget")
    if asked:
        end_review(changed, ctx)
        begin_review(changed, ctx)
    return changed


SUBMITS = (
    Submit(
        name="nuggets.fill",
        may=rules.edits,
        on=NUGGET,
        command="nugget edit",
        help=t("Change what your nugget says"),
        form=fill_form,
        model=Four,
        keeps=without_numbers,
        run=fill,
    ),
)
