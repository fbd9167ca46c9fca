"""A person's browser: pages are text, forms keep the hidden fields that their page showed."""

import re
from http import HTTPStatus
from typing import Any

from django.test import Client
from django.urls import reverse

from caseward.shared.accounts.models import User

HIDDEN = re.compile(r'name="(creation_key|version)" value="([^"]*)"')


class Browser:
    """Opens pages of people and sends their forms."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.status = 0
        self.address = ""

    def get(self, name: str, query: str = "", **parameters: Any) -> str:
        """A page."""
        return self._read(self.client.get(reverse(f"people:{name}", kwargs=parameters) + query, follow=True))

    def send(self, name: str, typed: dict[str, Any], **parameters: Any) -> str:
        """Open the form, type, and send it."""
        page = self.get(name, **parameters)
        assert self.status == HTTPStatus.OK, page[:500]
        return self.post(name, dict(HIDDEN.findall(page)) | typed, **parameters)

    def post(self, name: str, data: dict[str, Any], **parameters: Any) -> str:
        """Send what a form would send."""
        address = reverse(f"people:{name}", kwargs=parameters)
        return self._read(self.client.post(address, data, follow=True))

    def _read(self, answer: Any) -> str:
        self.status = answer.status_code
        self.address = answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"]
        return str(answer.content.decode())


def day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}
