"""What a pod keeps at hand: links, files, guidance, each with an owner and a date on which it is asked about."""

from dataclasses import replace
from typing import Final

from bot.core.commands import Param, Takes
from bot.core.content import Block, Content, Facts, Heading, Note, Paragraph, Style, buttons, content
from bot.core.errors import Refusal
from bot.core.outcome import Outcome, Reply
from bot.core.safety import shorten
from bot.core.text import Day, Inline, Link, Msg, Strong, Untrusted, joined, t
from bot.domain.handles import who
from bot.domain.pods import rules, timing
from bot.domain.pods.events import ResourceAdded, ResourceConfirmed, ResourceRetired
from bot.domain.pods.pod import Pod
from bot.domain.pods.resources import Resource
from bot.features.pods.forms import RESOURCE_CHOICES, Addition, resource_form
from bot.features.pods.kinds import POD, RESOURCE
from bot.features.pods.upkeep import morning
from bot.features.pods.wording import RESOURCE_KINDS, button, name_of, not_open, ref
from bot.ports.answering import say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Asked, Query, Submit, View

PAGE: Final = 6
LISTED: Final = 150
"""How many characters of a resource a list shows; one press shows it whole."""


def add(pod: Pod, values: Addition, ctx: Creating) -> Outcome:
    """Give the pod a resource; its owner is asked once a year whether it is still true."""
    if pod.state not in rules.RUNNING:
        raise Refusal(t("This pod is not open, so nothing can be added."))
    link = _checked_link(values.link.strip())
    if not link and not values.text.strip():
        raise Refusal(t("Give a link, or write the guidance itself."), "link")
    resource = Resource(
        id=ctx.creating,
        pod=pod.id,
        title=" ".join(values.title.split()),
        kind=values.kind,
        link=link,
        text=values.text.strip(),
        owner=ctx.actor,
        added_at=ctx.now,
        review_by=timing.resource_review(ctx.now.date()),
    )
    ctx.store.resources.add(resource)
    ctx.record(ResourceAdded(about=pod.id, resource=resource.id))
    _promise(resource, ctx)
    return say(t("{title} is in {pod} now: {ref}.", title=_title(resource), pod=name_of(pod), ref=ref(resource.id)))


def list_(pod: Pod, asked: Asked, reading: Reading) -> Reply:
    """List what the pod keeps at hand."""
    found = reading.store.resources.of_pod(reading.viewer, pod.id, **asked.window(PAGE))
    shown, more = asked.cut(found, PAGE, "pods.resources", pod.id)
    title = t("What {pod} keeps at hand", pod=name_of(pod))
    if not found:
        empty = t("Nothing yet. Add a link, a file or a piece of guidance, and everybody here finds it.")
        add_one = button(t("Add something"), "add_resource", pod.id, Style.PRIMARY)
        return Reply(Content(title, (Heading(title), Paragraph(empty), *buttons([add_one]))))
    blocks: list[Block] = [Heading(title)]
    for resource in shown:
        blocks.append(Paragraph(_line(resource)))
        blocks.extend(buttons([button(t("Show"), "resource", resource.id)]))
    add_another = button(t("Add something"), "add_resource", pod.id)
    return Reply(Content(title, (*blocks, *buttons([add_another, *more]))))


def show(resource: Resource, _asked: Asked, reading: Reading) -> Reply:
    """Show one resource with all its words."""
    return Reply(card(resource, reading))


def confirm(resource: Resource, ctx: Context) -> Outcome:
    """Say that a resource is still true; it is asked about again in a year."""
    resource = _kept(replace(resource, review_by=timing.resource_review(ctx.now.date())), ctx)
    ctx.record(ResourceConfirmed(about=resource.pod, resource=resource.id))
    _promise(resource, ctx)
    return _settled(resource, ctx)


def retire(resource: Resource, ctx: Context) -> Outcome:
    """Take a resource out of use."""
    if not resource.retired:
        resource = _kept(replace(resource, retired=True), ctx)
        ctx.record(ResourceRetired(about=resource.pod, resource=resource.id))
    ctx.withdraw_promise(resource.id)
    return _settled(resource, ctx)


def stop_asking(resource: Resource, ctx: Context) -> Outcome:
    """Keep a resource, and ask about it no more."""
    resource = _kept(replace(resource, review_by=None), ctx)
    ctx.withdraw_promise(resource.id)
    return _settled(resource, ctx)


def card(resource: Resource, reading: Reading) -> Content:
    """Show a resource to those in its pod; to who keeps it, with what they can do."""
    if not rules.may_see_resource(reading.viewer, resource):
        return not_open()
    if not resource.title:
        return content(t("This is out of use: whoever gave it has taken it back."))
    first: Msg = t("Is {title} still true?", title=_title(resource))
    if resource.retired:
        first = t("{title} is out of use.", title=_title(resource))
    elif resource.review_by is None or resource.review_by > reading.now.date():
        first = t("{title} is in use.", title=_title(resource))
    rows: list[tuple[Msg, Inline]] = [
        (t("Kind"), RESOURCE_KINDS[resource.kind]),
        (t("Owner"), who(resource.owner)),
    ]
    if resource.review_by is not None and not resource.retired:
        rows.append((t("Asked about on"), Day(resource.review_by)))
    blocks: list[Block] = [Paragraph(first), *_body(resource), Facts(tuple(rows))]
    blocks.append(Note(t("Reference: {ref}", ref=ref(resource.id))))
    if rules.may_keep_resource(reading.viewer, resource) and not resource.retired:
        choices = [
            button(t("Still true"), "confirm_resource", resource.id, Style.PRIMARY),
            button(t("Out of use"), "retire_resource", resource.id),
            button(t("Don't ask again"), "stop_asking", resource.id),
        ]
        blocks.extend(buttons(choices))
    return Content(first, tuple(blocks))


def _line(resource: Resource) -> Inline:
    """Say a resource in one line; a web address that is too long for it is left out, as half of one leads nowhere."""
    parts: list[Inline] = [ref(resource.id), RESOURCE_KINDS[resource.kind], Strong(Untrusted(_short(resource.title)))]
    if not resource.link:
        parts.append(Untrusted(_short(resource.text)))
    elif len(resource.link) <= LISTED:
        parts.append(Link(resource.link))
    return joined((*parts, who(resource.owner)), " · ")


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), LISTED)


def _body(resource: Resource) -> list[Block]:
    body: list[Block] = []
    if resource.link:
        body.append(Paragraph(Link(resource.link)))
    if resource.text:
        body.append(Paragraph(Untrusted(resource.text)))
    return body


def _title(resource: Resource) -> Strong:
    return Strong(Untrusted(resource.title))


def _checked_link(link: str) -> str:
    if link and not link.lower().startswith(("https://", "http://")):
        raise Refusal(t("Please give a whole web address, beginning with https://"), "link")
    if any(char.isspace() for char in link):
        raise Refusal(t("A web address has no spaces. Please look at it again."), "link")
    return link


def _kept(resource: Resource, ctx: Context) -> Resource:
    return ctx.store.resources.save(resource)


def _promise(resource: Resource, ctx: Context) -> None:
    if resource.review_by is not None:
        ctx.promise("pods.resource_review", resource.id, morning(resource.review_by, ctx))


def _settled(resource: Resource, ctx: Context) -> Outcome:
    ctx.settle(resource.id)
    ctx.refresh(resource.id)
    return ctx.show("pods.resource", resource.id)


SUBMITS = (
    Submit(
        name="pods.add_resource",
        may=rules.uses,
        on=POD,
        command="resource add",
        help=t("Give your pod a link, a file or a piece of guidance"),
        params=(
            Param("title", t("Its title"), required=False),
            Param(
                "kind",
                t("What it is"),
                Takes.CHOICE,
                required=False,
                choices=RESOURCE_CHOICES,
            ),
            Param("link", t("Its web address"), required=False),
        ),
        form=resource_form,
        model=Addition,
        run=add,
        creates="G",
    ),
)
ACTIONS = (
    Action(
        name="pods.confirm_resource",
        may=rules.may_keep_resource,
        on=RESOURCE,
        command="resource confirm",
        help=t("Say that a resource is still true"),
        run=confirm,
    ),
    Action(
        name="pods.retire_resource",
        may=rules.may_keep_resource,
        on=RESOURCE,
        command="resource retire",
        help=t("Take a resource out of use"),
        run=retire,
    ),
    Action(
        name="pods.stop_asking",
        may=rules.may_keep_resource,
        on=RESOURCE,
        command="resource no-review",
        help=t("Stop being asked about a resource"),
        run=stop_asking,
    ),
)
QUERIES = (
    Query(
        name="pods.resources",
        may=rules.uses,
        on=POD,
        command="resource list",
        help=t("See what your pod keeps at hand"),
        run=list_,
    ),
    Query(
        name="pods.resource",
        may=rules.may_see_resource,
        on=RESOURCE,
        command="resource show",
        help=t("See one resource of your pod, whole"),
        run=show,
    ),
)
VIEWS = (View("pods.resource", RESOURCE, card),)
