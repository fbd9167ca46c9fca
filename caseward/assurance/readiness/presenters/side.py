"""Beside the story of a case: what an inspector would look for and not find."""

from typing import TYPE_CHECKING

from django.utils import timezone

from caseward.assurance.readiness import policies
from caseward.assurance.readiness.models import Finding, Standing
from caseward.casework.people.models import Person
from caseward.shared.govuk import slots

from .prompts import Prompt, chosen_framework, prompts

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

SHOWN = 5


def case_side(*, person: Person, user: "Viewer") -> str:
    """The gaps as they were found last, each with the way to it; nothing for inspectors."""
    if policies.reasons_not_to_see_findings(user, person):
        return ""
    standing = Standing.objects.filter(person=person).select_related("reckoning").first()
    context: dict[str, object] = {"person": person, "standing": standing}
    if standing is not None:
        gaps = _gaps(person)
        context |= {"first": gaps[:SHOWN], "number": len(gaps)}
    return slots.drawn_from("readiness/case_side.html", context)


def _gaps(person: Person) -> list[Prompt]:
    """The first prompt of every check that found something missing, in the order of the framework."""
    framework = chosen_framework("", timezone.localdate())
    stored = Finding.objects.filter(person=person, is_shown=False)
    missing = set(stored.values_list("check_code", flat=True))
    by_check: dict[str, Prompt] = {}
    for prompt in prompts(framework) if framework else ():
        if prompt.check and prompt.check.code in missing:
            by_check.setdefault(prompt.check.code, prompt)
    return list(by_check.values())
