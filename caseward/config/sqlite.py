"""The embedded database through SQLCipher: a current SQLite, encrypted at rest when a key is set.

`install` must run before Django imports sqlite3: the interpreter's own library is old enough to
carry the WAL-reset fault that SQLite fixed in 3.51.3.
"""

import os
import sys
from datetime import date
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2

ON_SQLITE = "caseward_working_days_after"
"""The name by which shared/records/models/days.py asks for a working day."""


def install() -> None:
    """Let every later `import sqlite3` mean SQLCipher's."""
    sys.modules["sqlite3"] = sqlcipher3
    sys.modules["sqlite3.dbapi2"] = sqlcipher3.dbapi2


class Connection(sqlcipher3.dbapi2.Connection):  # type: ignore[misc]  # the wheel ships no types
    """A connection that presents the key before any other statement, as SQLCipher requires."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = os.environ.get("CASEWARD_DATABASE_KEY", "")
        if key:
            quoted = key.replace("'", "''")
            self.execute(f"PRAGMA key = '{quoted}'")
        self.create_function(ON_SQLITE, 2, _working_days_after, deterministic=True)


def _working_days_after(start: str | None, days: int) -> str | None:
    """The rule itself, for a date as SQLite keeps it; nothing follows an unknown date."""
    from caseward.shared.records.models import working_calendar  # noqa: PLC0415 - settings must be read first

    if not start:
        return None
    return working_calendar().after_as_far_as_known(date.fromisoformat(start[:10]), days).isoformat()


SQLITE_OPTIONS: dict[str, Any] = {
    "factory": Connection,
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
