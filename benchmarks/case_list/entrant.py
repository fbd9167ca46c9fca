"""One entrant in a process of its own, with settings of its own: answers rounds of requests when told to.

Started by case_list_race.py as `python -m benchmarks.case_list.entrant NAME`. Says in JSON which cases its
page shows; then, for each number that it reads, answers so many requests and says how long they took.
"""

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from wsgiref.util import setup_testing_defaults

import django

OURS, PEERS = "caseward.config.settings", "benchmarks.case_list.settings"
ADDRESSES = {
    "caseload": (OURS, "/my-work/caseload/"),
    "case": (OURS, "/people/{person}/"),
    "search": (OURS, "/people/?search=race"),
    "django": (PEERS, "/django/"),
    "django-short": (PEERS, "/django-short/"),
    "admin": (PEERS, "/admin/people/person/"),
    "admin-short": (PEERS, "/admin-short/people/person/"),
    "bare": (PEERS, "/"),
}
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def main(name: str) -> None:
    """Get ready, then answer rounds until the input ends."""
    settings, path = ADDRESSES[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    logging.disable(logging.WARNING)
    application, environ = prepared(name, path)
    page = answer(application, environ)
    tell({"cases": sorted(set(re.findall(r"\bX\d{6}\b", page))), "bytes": len(page)})
    for line in sys.stdin:
        began, busy = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            answer(application, environ)
        tell({"seconds": time.perf_counter() - began, "busy": time.process_time() - busy})


def prepared(name: str, path: str) -> tuple[Application, dict[str, Any]]:
    """The application, and a request by the officer with the most cases, who has signed in."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - needs Django set up
    from django.db.models import Count  # noqa: PLC0415 - as above

    from caseward.casework.people.models import Person  # noqa: PLC0415 - as above

    most = Person.objects.exclude(officer=None).values("officer").annotate(number=Count("pk"))
    officer = most.order_by("-number")[0]["officer"]
    someone = Person.objects.filter(officer=officer).order_by("name", "pk")[0]
    environ: dict[str, Any] = {"HTTP_HOST": "localhost", "HTTP_COOKIE": signed_in(officer, someone)}
    setup_testing_defaults(environ)
    environ["PATH_INFO"], _, environ["QUERY_STRING"] = path.format(person=someone.pk).partition("?")
    if name == "bare":
        from benchmarks.case_list.bare import application  # noqa: PLC0415 - as above

        return application(officer), environ
    return get_wsgi_application(), environ


def signed_in(officer: int, someone: Any) -> str:
    """A session's cookie of a real account: demonstration accounts open nothing outside a demonstration."""
    from django.apps import apps  # noqa: PLC0415 - needs Django set up
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.contrib import auth  # noqa: PLC0415 - as above
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - as above
    from django.utils import timezone  # noqa: PLC0415 - as above

    from caseward.shared.accounts.models import User  # noqa: PLC0415 - as above

    user = User.objects.get(pk=officer)
    User.objects.filter(pk=officer).update(is_demonstration=False)
    if apps.is_installed("allauth.mfa"):
        factors = apps.get_model("mfa", "Authenticator").objects
        factors.get_or_create(user=user, type="totp", defaults={"data": {}})
    session = SessionStore()
    session[auth.SESSION_KEY] = str(officer)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["people_searches"] = {"race": someone.name.split()[-1]}
    session.set_expiry(timezone.now() + timedelta(hours=1))
    session.save()
    return f"sessionid={session.session_key}; csrftoken={'c' * 32}"


def answer(application: Application, environ: dict[str, Any]) -> str:
    """One request, from the server's side of WSGI."""
    status: list[str] = []
    response = application(dict(environ), lambda line, _headers, *_: status.append(line))
    page = b"".join(response).decode()
    if close := getattr(response, "close", None):
        close()
    if status != ["200 OK"]:
        raise SystemExit(f"{environ['PATH_INFO']} answered {status}")
    return page


def tell(what: dict[str, Any]) -> None:
    """One line to the race."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
