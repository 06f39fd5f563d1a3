"""Whom a question is put before: sorted by the desk's rules, told to who fits best, passed on when they are silent."""
