"""Saved answers, and the rules that suggest what to offer."""

from sqlalchemy import Index, UniqueConstraint

from bot.domain.desk.suggesting import SuggestionRule
from bot.domain.macros import Macro
from storage.tables.base import text
from storage.tables.nouns import noun_table

macros = noun_table("macros", Macro, text("name_key"), UniqueConstraint("community", "desk", "name_key"))
suggestions = noun_table("suggestions", SuggestionRule, Index("ix_suggestions_desk", "community", "desk"))
