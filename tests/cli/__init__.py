"""The command line, as whoever runs the bot meets it."""
