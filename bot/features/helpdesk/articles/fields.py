"""What is asked of an article, in forms: its words, and what it is about."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator

from bot.core.content import Option
from bot.core.forms import Choice, Form, SearchInput, Section, TextInput
from bot.core.safety import shorten
from bot.core.text import Msg, t
from bot.domain.access import Scope
from bot.domain.articles.article import ANSWER_MOST, QUESTION_MOST, SOURCES_MOST, TITLE_MOST, Article
from bot.domain.nuggets.words import Level
from bot.features.helpdesk.articles.wording import LEVEL_OPTIONS, READER_OPTIONS
from bot.features.helpdesk.fields import which_desk
from bot.ports.context import Reading

_TOPICS_MOST = 200
_INTRO = t("Leave out who asked, names of patients, and numbers that lead to a person.")


def _lines(typed: Any) -> Any:
    return tuple(filter(None, map(str.strip, typed.splitlines()))) if isinstance(typed, str) else typed


def _listed(typed: Any) -> Any:
    return tuple(filter(None, map(str.strip, typed.split(",")))) if isinstance(typed, str) else typed


class Words(BaseModel):
    """What an article says."""

    title: str
    question: str = ""
    answer: str
    sources: Annotated[tuple[str, ...], BeforeValidator(_lines)] = ()


class DeskWords(Words):
    """What a new article says, and whose it is."""

    desk: str = ""


class Sorting(BaseModel):
    """What an article is about, and who is to read it."""

    topics: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    country: str = ""
    level: Level | None = None
    wanted: Scope


def new_form(_nothing: None, reading: Reading) -> Form:
    """Ask for an article's words, and for which desk it is where somebody answers at several."""
    inputs = (*_words(None), *which_desk(reading))
    return Form(t("New article"), (Section(inputs, intro=_INTRO),), submit=t("Save"))


def words_form(article: Article) -> Form:
    """Ask for an article's words, with those it has filled in."""
    return Form(t("Article"), (Section(_words(article), intro=_INTRO),), submit=t("Save"))


def sorting_form(article: Article) -> Form:
    """Ask what an article is about, and who is to read it."""
    readers = tuple(option for scope, option in READER_OPTIONS.items() if article.pod or scope is not Scope.POD)
    topics = TextInput(
        name="topics",
        label=t("Topics"),
        hint=t("With commas between"),
        required=False,
        initial=shorten(", ".join(article.topics), _TOPICS_MOST),
        maximum=_TOPICS_MOST,
    )
    country = SearchInput(
        name="country", label=t("Country"), required=False, source="members.countries", initial=article.country
    )
    level = _choice("level", t("Level"), LEVEL_OPTIONS, article.level.value if article.level else "", required=False)
    wanted = _choice("wanted", t("Who is to read it?"), readers, article.wanted.value)
    intro = t("For fewer readers it changes at once. For more, you read it once more and then open it.")
    return Form(t("Topics and readers"), (Section((topics, country, level, wanted), intro=intro),), submit=t("Save"))


def _words(article: Article | None) -> tuple[TextInput, ...]:
    title, question, answer = (article.title, article.question, article.answer) if article else ("", "", "")
    sources = "\n".join(article.sources) if article else ""
    return (
        TextInput(name="title", label=t("Title"), initial=shorten(title, TITLE_MOST), maximum=TITLE_MOST),
        _long("question", t("The question"), question, QUESTION_MOST, required=False),
        _long("answer", t("The answer"), answer, ANSWER_MOST),
        _long(
            "sources", t("Where this is from"), sources, SOURCES_MOST, t("Links or titles, one a line"), required=False
        ),
    )


def _long(
    name: str, label: Msg, initial: str, maximum: int, hint: Msg | None = None, *, required: bool = True
) -> TextInput:
    return TextInput(
        name=name,
        label=label,
        hint=hint,
        required=required,
        long=True,
        initial=shorten(initial, maximum),
        maximum=maximum,
    )


def _choice(name: str, label: Msg, options: tuple[Option, ...], initial: str, *, required: bool = True) -> Choice:
    return Choice(name=name, label=label, options=options, initial=initial, required=required)
