"""What an article is made of: a question and an answer, without what tells who asked.

Numbers that lead to a person are left out unasked, and so are the names of whoever asked, as far as they are known.
What else may tell of somebody is a matter of hints, and of whoever looks it over.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.core.safety import one_line, shorten
from bot.domain.articles.article import ANSWER_MOST, QUESTION_MOST, TITLE_MOST, Article, Wording
from bot.domain.drafting.draft import Hint
from bot.domain.drafting.withholding import KnownBy, doubtful_in, nameless, withheld_from

_ENDS: Final = re.compile("(?<=[.?!\u061f\u0964])\\s|(?<=[\u3002\uff1f\uff01])|\n")
"""Where a sentence ends; Chinese and Japanese leave no space behind it."""


def stripped(text: str, language: str, asker: KnownBy) -> tuple[str, tuple[str, ...]]:
    """Give a text without what tells who asked, and the kinds of numbers that were left out."""
    text, kinds = withheld_from(text.strip(), language)
    return nameless(text, asker), kinds


def wording(question: str, answer: str, language: str, asker: KnownBy) -> Wording:
    """Give what an article says of a question and its answer; the first sentence is the title."""
    asked, from_question = stripped(question, language, asker)
    said, from_answer = stripped(answer, language, asker)
    return Wording(
        title=_first_sentence(asked) or _first_sentence(said),
        question=shorten(asked, QUESTION_MOST),
        answer=shorten(said, ANSWER_MOST),
        withheld=tuple(sorted({*from_question, *from_answer})),
    )


def typed(title: str, question: str, answer: str, sources: Sequence[str], language: str) -> Wording:
    """Give what somebody typed, without numbers that lead to a person."""
    parts = (withheld_from(text, language) for text in (one_line(title), question.strip(), answer.strip(), *sources))
    texts, kinds = zip(*parts, strict=True)
    withheld = tuple(sorted({kind for found in kinds for kind in found}))
    return Wording(title=texts[0], question=texts[1], answer=texts[2], sources=texts[3:], withheld=withheld)


def doubtful(article: Article) -> Sequence[Hint]:
    """Give what should be looked at before more people read it."""
    return doubtful_in(article.says, article.language)


def without_names(article: Article, member: KnownBy) -> Article:
    """Give an article that does not name a member."""
    title, question, answer, *sources = (nameless(text, member) for text in article.says)
    return replace(article, title=title, question=question, answer=answer, sources=tuple(sources))


def without_question(article: Article) -> Article:
    """Give an article that is its answer alone, under the answer's first sentence."""
    return replace(article, title=_first_sentence(article.answer), question="")


def _first_sentence(text: str) -> str:
    return shorten(one_line(_ENDS.split(text, maxsplit=1)[0]), TITLE_MOST)
