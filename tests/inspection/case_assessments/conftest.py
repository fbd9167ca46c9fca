"""An inspection at the stage of case assessment, with one case for the inspector."""

import pytest

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from tests.factories import accounts, case_assessments, inspections


@pytest.fixture
def inspection(cast: accounts.Cast) -> Inspection:
    """Cases are being assessed."""
    return inspections.inspection(cast, stage="assessment")


@pytest.fixture
def case(inspection: Inspection, cast: accounts.Cast) -> SampledCase:
    """A case allocated to the inspector of the cast."""
    return case_assessments.sampled_case(inspection, allocated_to=cast.inspector)


@pytest.fixture
def colleague(inspection: Inspection) -> User:
    """Another inspector on the team."""
    user = accounts.account(name="Colleague")
    inspections.member(inspection, user, TeamRole.INSPECTOR)
    return user
