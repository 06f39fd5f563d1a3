"""Consent: everybody whose words a nugget says is asked, privately, with the words they would be quoted by."""

from dataclasses import replace

from bot.core.commands import Param, Takes
from bot.core.inbound import ActionPressed, JobDue
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.drafting.withholding import known_by
from bot.domain.nuggets import consent as answers
from bot.domain.nuggets import life, quoting, rules
from bot.domain.nuggets.consent import Answer, Consent, Part
from bot.domain.nuggets.nugget import OVER, Attribution, Nugget
from bot.domain.nuggets.withholding import without_names
from bot.features.nuggets.keeping import (
    chosen_attribution,
    keep_consent,
    keep_nugget,
    keep_without,
    nugget_of,
)
from bot.features.nuggets.kinds import CONSENT
from bot.features.nuggets.wording import ATTRIBUTION_OPTIONS, whether_to_withdraw
from bot.ports.answering import VERSION, as_it_was_read, or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Job


def record_author(nugget: Nugget, attribution: Attribution, scope: Scope, ctx: Context) -> Nugget:
    """Record the yes of the one whose story it is, and take their name out if they would not be named."""
    consent = ctx.store.consents.of(nugget.id, nugget.author)
    if consent is None:
        consent = _new(nugget, nugget.author, Part.AUTHOR, (), scope, ctx)
        ctx.store.consents.add(consent)
    else:
        consent = keep_consent(ctx, consent, answers.ask_again(replace(consent, given_for=None), scope, (), ctx.now))
    keep_consent(ctx, consent, answers.give(consent, attribution, ctx.now))
    return hide_names(nugget, ctx)


def ask_quoted(nugget: Nugget, scope: Scope, ctx: Context) -> None:
    """Ask everybody it quotes who has not said yes to these words in this scope, and nobody whom it quotes no more."""
    for consent in ctx.store.consents.of_nugget(nugget.id):
        if consent.part is Part.QUOTED and consent.member not in quoting.quoted(nugget):
            keep_consent(ctx, consent, answers.lapse(consent, ctx.now))
            _put_away(consent, ctx)
    for member, words in quoting.quoted(nugget).items():
        before = ctx.store.consents.of(nugget.id, member)
        if before is None:
            consent = _new(nugget, member, Part.QUOTED, words, scope, ctx)
            ctx.keep(ctx.store.consents, None, (consent, (answers.asked(consent),)))
        else:
            again, asked = answers.ask_again(before, scope, words, ctx.now)
            consent = keep_consent(ctx, before, (again, asked))
            if not asked:
                if consent != before:
                    ctx.refresh(consent.id)
                continue
        _put_before(consent, ctx)


@or_as_it_stands("nuggets.consent")
def give(consent: Consent, ctx: Context) -> Outcome:
    """Let one's words be read, named as one chooses; they come into the nugget at once."""
    as_it_was_read(consent.version, ctx)
    attribution = chosen_attribution(ctx) or Attribution.CHATHAM_HOUSE
    keep_consent(ctx, consent, answers.give(consent, attribution, ctx.now))
    nugget = nugget_of(ctx, consent)
    hidden = hide_names(nugget, ctx)
    ctx.store.refusals.lift(consent.member, nugget.said_in(consent.member))
    keep = keep_nugget if hidden == nugget else keep_without
    keep(ctx, nugget, (hidden, ()))
    return _answered(consent, ctx)


@or_as_it_stands("nuggets.consent")
def refuse(consent: Consent, ctx: Context) -> Outcome:
    """Say no; nobody asks why, and the nugget goes on without these words."""
    _remember(keep_consent(ctx, consent, answers.refuse(consent, ctx.now)), ctx)
    return _answered(consent, ctx)


@or_as_it_stands("nuggets.consent")
def take_back(consent: Consent, ctx: Context) -> Outcome:
    """Take a yes back: the words are out of the nugget, and of everything that was made of it.

    With its author's the whole nugget goes, so who pressed is asked once more.
    """
    nugget = nugget_of(ctx, consent)
    taken = answers.withdraw(consent, ctx.now)
    if consent.part is Part.AUTHOR and isinstance(ctx.inbound, ActionPressed):
        return Reply(whether_to_withdraw(nugget))
    _remember(keep_consent(ctx, consent, taken), ctx)
    if consent.part is Part.AUTHOR:
        withdraw_all(nugget, ctx)
    else:
        nugget = keep_without(ctx, nugget, life.take_out(nugget, consent.member))
        if nugget.state not in OVER and life.missing(nugget):
            ctx.await_from(nugget.author, "nuggets.nugget", nugget.id)
    return _answered(consent, ctx)


def withdraw_all(nugget: Nugget, ctx: Context) -> Nugget:
    """Take a whole nugget back, with every question that is open about it."""
    nugget = keep_nugget(ctx, nugget, life.withdraw(nugget, ctx.now))
    for consent in ctx.store.consents.of_nugget(nugget.id):
        if consent.answer is not Answer.WITHDRAWN:
            keep_consent(ctx, consent, answers.withdraw(consent, ctx.now))
        _put_away(consent, ctx)
    return nugget


def hide_names(nugget: Nugget, reading: Reading) -> Nugget:
    """Give a nugget without the names and organisations of those in it who chose not to be named."""
    for consent in reading.store.consents.of_nugget(nugget.id):
        profile = reading.store.members.get(consent.member)
        # Nobody is put under their organisation unasked: whoever stands so chose it, and it lasts.
        chosen = consent.given_for is not None or consent.nameless or consent.attribution is Attribution.ORGANISATION
        if not chosen or consent.attribution is Attribution.NAMED:
            continue
        known = known_by(profile)
        if consent.attribution is Attribution.ORGANISATION:
            known = replace(known, organisations=())
        nugget = without_names(nugget, known)
    return nugget


def remind(consent: Consent, _due: JobDue, ctx: Context) -> None:
    """Remind somebody once of what they were asked."""
    if consent.answer is Answer.ASKED:
        ctx.card("nuggets.consent", consent.id, consent.member)


def run_out(consent: Consent, _due: JobDue, ctx: Context) -> None:
    """Take silence as no: the words stay out."""
    if consent.answer is Answer.ASKED:
        _remember(keep_consent(ctx, consent, answers.lapse(consent, ctx.now)), ctx)
        _put_away(consent, ctx)


def remember_no(member: MemberRef, nugget: Nugget, ctx: Context) -> None:
    """Remember a no by the messages that somebody's words are from: whatever is made of these asks them no more."""
    ctx.store.refusals.note(member, nugget.said_in(member))


def _remember(consent: Consent, ctx: Context) -> None:
    if consent.given_for is None:
        remember_no(consent.member, nugget_of(ctx, consent), ctx)


def _new(nugget: Nugget, member: MemberRef, part: Part, words: tuple[str, ...], scope: Scope, ctx: Context) -> Consent:
    return Consent(
        id=ctx.new_id(CONSENT.letter),
        nugget=nugget.id,
        member=member,
        part=part,
        words=words,
        asked_for=scope,
        asked_at=ctx.now,
    )


def _put_before(consent: Consent, ctx: Context) -> None:
    profile = ctx.store.members.get(consent.member)
    if profile is not None and (profile.gone or profile.bot):
        # Nobody is there to say yes, so it is a no from the first.
        keep_consent(ctx, consent, answers.lapse(consent, ctx.now))
        return
    ctx.await_from(consent.member, "nuggets.consent", consent.id)
    ctx.promise("nuggets.consent_remind", consent.id, ctx.now + answers.REMIND_AFTER)
    ctx.promise("nuggets.consent_end", consent.id, ctx.now + answers.LAPSE_AFTER)


def _put_away(consent: Consent, ctx: Context) -> None:
    ctx.settle(consent.id)
    ctx.withdraw_promise(consent.id)
    ctx.refresh(consent.id)


def _answered(consent: Consent, ctx: Context) -> Outcome:
    _put_away(consent, ctx)
    return ctx.show("nuggets.consent", consent.id)


ACTIONS = (
    Action(
        name="nuggets.give",
        may=rules.asked,
        on=CONSENT,
        command="consent give",
        help=t("Let your words be read in a change nugget"),
        params=(
            Param("attribution", t("How you are named"), Takes.CHOICE, required=False, choices=ATTRIBUTION_OPTIONS),
            VERSION,
        ),
        run=give,
    ),
    Action(
        name="nuggets.refuse",
        may=rules.asked,
        on=CONSENT,
        command="consent refuse",
        help=t("Keep your words out of a change nugget"),
        run=refuse,
    ),
    Action(
        name="nuggets.take_back",
        may=rules.asked,
        on=CONSENT,
        command="consent withdraw",
        help=t("Take your words out of a change nugget again"),
        run=take_back,
    ),
)
JOBS = (
    Job("nuggets.consent_remind", CONSENT, remind),
    Job("nuggets.consent_end", CONSENT, run_out),
)
