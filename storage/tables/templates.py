"""What communities ask of change nuggets, version by version."""

from sqlalchemy import UniqueConstraint

from bot.domain.templates.template import Template
from storage.tables.nouns import noun_table

templates = noun_table("templates", Template, UniqueConstraint("community", "number"))
