"""What a template must be, wherever it comes from: a form, a command, a file."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from babel import Locale

from bot.core.errors import Refusal
from bot.core.text import Msg, Untrusted, t
from bot.domain.data_file import Problem
from bot.domain.templates.signs import read_sign
from bot.domain.templates.template import BUILT_IN, Entry, FieldKind, Template, Words

FIELDS_MOST: Final = 12
AREAS_MOST: Final = 200
LANGUAGES_MOST: Final = 25
OPTIONS_MOST: Final = 25
LABEL_MOST: Final = 43
"""What the narrowest platform shows above an input, and room for the two marks that hold a direction together."""
CHOICE_MOST: Final = 73
"""What the narrowest platform shows of something to choose, with the same room."""

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,29}")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|[0-9]{3}))?")


def check(template: Template) -> Template:
    """Let through what a template may be; Refusal that names the first thing that is wrong."""
    for _, text in problems(template):
        raise Refusal(text)
    return template


def problems(template: Template) -> Iterator[Problem]:
    """Say all that is wrong with a template, part by part."""
    try:
        read_sign(template.sign)
    except Refusal as refused:
        yield "sign", refused.text
    yield from _languages(template)
    for name, label in template.labels.items():
        if name not in BUILT_IN:
            yield f"labels.{name}", t("There is no built-in field of this name.")
        yield from wrong_label(f"labels.{name}", label, LABEL_MOST)
    yield from _fields(template)
    if len(template.areas) > AREAS_MOST:
        yield "areas", t("There can be {most} areas at most.", most=AREAS_MOST)
    yield from _entries("areas", template.areas)
    keys = Counter([*BUILT_IN, *(part.key for part in template.parts)])
    for place, part in enumerate(template.parts):
        if keys[part.key] > 1:
            where = f"fields[{place}]" if place < len(template.fields) else f"areas[{place - len(template.fields)}]"
            yield f"{where}.key", t("Two parts have the key {key}. Keys must differ.", key=Untrusted(part.key))


def exists(tag: str) -> bool:
    """Tell whether there is a language of this BCP 47 tag, such as fr, pt-BR or zh-Hant."""
    if not _TAG.fullmatch(tag):
        return False
    known = Locale("en")
    language, *more = tag.split("-")
    return language.lower() in known.languages and all(
        part.title() in known.scripts if len(part) == 4 else part.upper() in known.territories for part in more
    )


def _languages(template: Template) -> Iterator[Problem]:
    if not 1 <= len(template.languages) <= LANGUAGES_MOST:
        yield "languages", t("Please name 1 to {most} languages.", most=LANGUAGES_MOST)
    for place, tag in enumerate(template.languages):
        if not exists(tag):
            yield f"languages[{place}]", no_language(tag)
        elif tag in template.languages[:place]:
            yield f"languages[{place}]", t("The language {tag} stands here twice.", tag=Untrusted(tag))


def no_language(tag: str) -> Msg:
    """Say that there is no such language."""
    return t("I know no language {tag}. Use tags such as en, fr or pt-BR.", tag=Untrusted(tag))


def _fields(template: Template) -> Iterator[Problem]:
    if len(template.fields) > FIELDS_MOST:
        yield "fields", t("There can be {most} more fields at most. Retire one first.", most=FIELDS_MOST)
    for place, field in enumerate(template.fields):
        where = f"fields[{place}]"
        yield from wrong_key(where, field.key)
        yield from wrong_label(f"{where}.label", field.label, LABEL_MOST)
        choice = field.kind is FieldKind.CHOICE
        if choice and not 1 <= len(field.options) <= OPTIONS_MOST:
            yield f"{where}.options", t("A choice has 1 to {most} things to choose from.", most=OPTIONS_MOST)
        elif field.options and not choice:
            yield f"{where}.options", t("Only a choice has things to choose from.")
        yield from _entries(f"{where}.options", field.options)
        if len({option.key for option in field.options}) != len(field.options):
            yield f"{where}.options", t("Two things to choose have the same key.")


def _entries(where: str, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for place, entry in enumerate(entries):
        yield from wrong_key(f"{where}[{place}]", entry.key)
        yield from wrong_label(f"{where}[{place}].label", entry.label, CHOICE_MOST)


def wrong_key(where: str, key: str) -> Iterator[Problem]:
    """Say what is wrong with a key, if anything."""
    if not _KEY.fullmatch(key):
        yield (
            f"{where}.key",
            t(
                "A key is up to 30 small letters, digits and _, and begins with a letter: not {key}.",
                key=Untrusted(key),
            ),
        )


def wrong_label(where: str, words: Words, most: int) -> Iterator[Problem]:
    """Say what is wrong with a label in its languages, if anything."""
    if not any(words.values()):
        yield where, t("A label in at least one language is needed.")
    for tag, text in words.items():
        if not exists(tag):
            yield f"{where}.{tag}", no_language(tag)
        if not text:
            yield f"{where}.{tag}", t("This label is empty.")
        if len(text) > most:
            yield (
                f"{where}.{tag}",
                t("This is {over} characters too long; {limit} fit.", over=len(text) - most, limit=most),
            )
