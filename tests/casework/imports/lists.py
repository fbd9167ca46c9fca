"""Lists of another system, and taking them in as a manager does."""

import json
from datetime import UTC, datetime
from uuid import uuid4

from caseward.casework.dashboards import jobs
from caseward.casework.people.models import Import
from caseward.shared.accounts.models import User

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
OFFICER = "own-officer@example.org"


def csv(heading: str, *rows: str) -> bytes:
    """A file of one row of headings and the rows below it."""
    return "\n".join((heading, *rows)).encode()


def json_of(*entries: dict[str, object]) -> bytes:
    """The same as JSON."""
    return json.dumps(list(entries)).encode()


def sent(kind: str, content: bytes, by: User, name: str = "list.csv") -> Import:
    """A file that was sent and checked."""
    upload = jobs.send(kind=kind, file_name=name, content=content, creation_key=uuid4(), by=by, at=AT)
    upload.refresh_from_db()
    return upload


def taken_in(kind: str, content: bytes, by: User, name: str = "list.csv") -> Import:
    """A file that was sent, checked and taken in."""
    upload = sent(kind, content, by, name)
    assert upload.state == Import.State.CHECKED, list(upload.faults.values_list("row", "column", "message"))
    return agreed(upload, by)


def agreed(upload: Import, by: User) -> Import:
    """A file that somebody agreed to take in."""
    jobs.agree(upload=upload, version=upload.version, by=by, at=AT)
    upload.refresh_from_db()
    return upload


def counts(upload: Import) -> tuple[int, int, int]:
    """New, changed and unchanged rows."""
    return upload.new_count, upload.changed_count, upload.unchanged_count


def faults(upload: Import) -> list[tuple[int, str]]:
    """The places of the faults."""
    return list(upload.faults.values_list("row", "column"))
