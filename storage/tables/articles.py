"""Articles, and what people say is wrong with them."""

from sqlalchemy import Index

from bot.domain.articles.article import Article
from bot.domain.articles.corrections import Correction
from storage.tables.base import text
from storage.tables.nouns import noun_table

articles = noun_table(
    "articles",
    Article,
    text("audience"),
    Index("ix_articles_audience", "audience", "published_at"),
    Index("ix_articles_desk", "community", "state"),
    Index("ix_articles_owner", "owner"),
    Index("ix_articles_from_question", "from_question"),
)

corrections = noun_table(
    "corrections",
    Correction,
    Index("ix_corrections_article", "article"),
    Index("ix_corrections_by", "by"),
    within={"article": "articles"},
)
