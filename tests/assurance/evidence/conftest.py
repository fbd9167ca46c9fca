"""An inspection at the stage of case assessment, with a case whose records are in this installation."""

from typing import Any

import pytest

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.shared.accounts.models import User
from tests.factories import accounts, evidence, inspections
from tests.factories.evidence import Disclosed


@pytest.fixture(autouse=True)
def _nothing_hidden(settings: Any) -> None:
    """Chance hides nothing, unless a test says so."""
    settings.EVIDENCE_HIDDEN_ONE_IN = 0


@pytest.fixture
def inspection(cast: accounts.Cast) -> Inspection:
    """Cases are being assessed."""
    return evidence.inspection(cast)


@pytest.fixture
def disclosed(inspection: Inspection, cast: accounts.Cast) -> Disclosed:
    """A case of the cast's inspector."""
    return evidence.disclosed(inspection, to=cast.inspector)


@pytest.fixture
def colleague(inspection: Inspection) -> User:
    """Another inspector on the team."""
    user = accounts.account(name="Colleague")
    inspections.member(inspection, user, TeamRole.INSPECTOR)
    return user
