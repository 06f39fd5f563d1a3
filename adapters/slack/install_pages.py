"""What a browser shows whoever installs the app: a heading and a few sentences, without script or style."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from html import escape
from typing import Final

from starlette.responses import HTMLResponse

from adapters.slack.apps import INSTALL
from adapters.slack.installs import Why
from bot.core.safety import isolate, one_line
from bot.core.text import Code, Msg, Translator, Untrusted, Words, runs, t
from bot.ports import chat


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, under which status, and whether it offers to begin anew."""

    status: int
    title: Msg
    said: tuple[Msg, ...]
    again: bool = True


_NOTHING: Final = t("Nothing was installed")
STRANGE: Final = Page(
    403,
    _NOTHING,
    (
        t("This page was not asked for from this browser, is older than ten minutes, or was used before."),
        t("Please begin again, and allow it within ten minutes."),
    ),
)
FORBIDDEN: Final = Page(400, _NOTHING, (t("Slack says that it was not allowed. You can begin again at any time."),))
FAILED: Final = Page(502, _NOTHING, (t("Slack did not confirm it. Please begin again."),))
NOT_SAVED: Final = Page(503, _NOTHING, (t("It could not be saved just now. Please begin again in a few minutes."),))
_AGAIN: Final = t("Begin again")
_NOT_SERVED: Final[Mapping[Why, Msg]] = {
    Why.WHOLE_ORGANISATION: t(
        "It was installed for a whole organisation, and works in single workspaces only. Please remove it from the "
        "organisation, begin again, and choose one workspace."
    ),
    Why.HAS_ITS_OWN: t(
        "This workspace has an app of its own here, which goes on working. Please remove this second one from it."
    ),
    Why.UNREADABLE: t("Slack's answer could not be understood. Please begin again."),
}


def installed(workspace: str, prefix: str) -> Page:
    """Say that it is done, and what comes next."""
    return Page(
        200,
        t("Podkeeper is installed in {workspace}", workspace=Untrusted(workspace)),
        (
            t("Whoever installs it first is the community's steward, unless this bot's settings name another."),
            t("In Slack, type {command} to see all there is.", command=Code(f"/{prefix}help")),
            t("It hears only channels it is in. To bring it into one: channel details, Integrations, Add apps."),
        ),
        again=False,
    )


def not_served(why: Why) -> Page:
    """Say why what Slack allowed is of no use here, and what to do."""
    return Page(400, _NOTHING, (_NOT_SERVED[why],), again=why is not Why.HAS_ITS_OWN)


def shown(page: Page, accepted: str, words: chat.Words) -> HTMLResponse:
    """Render a page in the first language that the browser names, if there is such, else in English."""
    first = accepted.partition(",")[0].partition(";")[0].strip()
    translator = words(first) if first else NullTranslations()
    there = translator.gettext(page.title.id) != page.title.id
    lang = first if there else "en"
    lines = [f"<h1>{_html(page.title, translator)}</h1>", *(f"<p>{_html(said, translator)}</p>" for said in page.said)]
    if page.again:
        lines.append(f'<p><a href="{INSTALL}">{_html(_AGAIN, translator)}</a></p>')
    head = (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{_html(page.title, translator)}</title>\n'
    )
    return HTMLResponse(head + "\n".join(lines) + "\n", page.status)


def _html(text: Msg, translator: Translator) -> str:
    said = []
    for run in runs(text, translator):
        match run.leaf:
            case Words(value):
                said.append(escape(value))
            case Untrusted(value):
                said.append(escape(isolate(one_line(value))))
            case Code(value):
                said.append(f'<code dir="ltr">{escape(value)}</code>')
            case leaf:
                raise TypeError(f"no {type(leaf).__name__} on these pages")
    return "".join(said)
