"""A note beside a database file while a process has it open, so that a lost log file is noticed.

SQLite keeps the last changes in a second file (``…-wal``) until it folds them in, and folds them in when the last
process closes the database. After a crash that file holds changes people were told are stored. If it is then missing
SQLite opens what is left without a word; with this note we say it.
"""

from pathlib import Path

from storage.dialects import StorageProblem


class Marker:
    """The note beside one database file."""

    def __init__(self, file: Path) -> None:
        self._note = file.with_name(f"{file.name}-open")
        self._log = file.with_name(f"{file.name}-wal")

    def check(self) -> None:
        """Make sure that what an earlier process left behind is still there."""
        if self._note.exists() and not self._log.exists():
            raise StorageProblem(
                f"The bot did not stop cleanly, and {self._log} is gone: it held the last changes. Put it back, or "
                f"restore a backup. If nothing is missing (another program may have folded it in), delete {self._note}."
            )

    def mend(self) -> None:
        """Take the note away if closing has folded the log in, as only the last process that has it open does."""
        if not self._log.exists():
            self.remove()

    def put_back(self) -> None:
        """Note again that the database is open where another process has it open still."""
        if self._log.exists():
            self.set()

    def set(self) -> None:
        """Note that the database is open."""
        self._note.touch()

    def remove(self) -> None:
        """Note that it was closed as it should be."""
        self._note.unlink(missing_ok=True)
