"""What the tests of the pages of assessments share: somebody's browser."""

from typing import Any

from django.test import Client
from django.urls import reverse

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User


class Browser:
    """A person's browser on the pages about one person; pages are text."""

    def __init__(self, user: User, person: Person) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.person = person
        self.status = 0

    def address(self, name: str, **parameters: Any) -> str:
        """Where a page of the app lies."""
        return reverse(f"assessments:{name}", kwargs={"person_id": self.person.pk, **parameters})

    def get(self, name: str, *, query: dict[str, str] | None = None, **parameters: Any) -> str:
        """Read a page."""
        answer = self.client.get(self.address(name, **parameters), query)
        self.status = answer.status_code
        return answer.content.decode()

    def post(self, name: str, data: dict[str, Any], /, **parameters: Any) -> str:
        """Send a form; the page that it leads to."""
        answer = self.client.post(self.address(name, **parameters), data, follow=True)
        self.status = answer.status_code
        return answer.content.decode()
