"""The rules of the community, knowing neither chat nor database: frozen nouns, and functions between their states."""
