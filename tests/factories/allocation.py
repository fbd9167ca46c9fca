"""Posts of officers."""

from datetime import date

from caseward.casework.allocation.models import Post
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Team
from tests.factories import people


def post(user: User, team: Team | None = None, grade: str = Post.Grade.PO) -> Post:
    """A post that the user holds."""
    team = team or people.team(user.organisation)
    return Post.objects.create(user=user, team=team, grade=grade, starts_on=date(2026, 1, 5))
