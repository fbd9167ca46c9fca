"""The people of an audit, and a browser for each of them."""

import pytest

from tests.factories import audits
from tests.factories.audits import AuditCast


@pytest.fixture
def cast(db: None) -> AuditCast:
    return audits.cast()
