"""An audit that is closed, and its people."""

import pytest

from caseward.inspection.inspections.models import Inspection
from tests.factories import audits
from tests.factories.audits import AuditCast


@pytest.fixture
def people(db: None) -> AuditCast:
    """A provider that audits its own cases, and those outside it."""
    return audits.cast()


@pytest.fixture
def audit(people: AuditCast) -> Inspection:
    """An audit of supervised cases that is closed."""
    return audits.audit(people, stage="decided")
