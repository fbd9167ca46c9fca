"""What the command line was told: each reader gives the value, or None and a fault in words beside it."""

from collections.abc import Mapping
from datetime import date

from caseward.casework.people.models import Person
from caseward.inspection.samples.readers.cells import date_in
from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.rules.framework_files import FrameworkFaults
from caseward.shared.organisations.models import Organisation


def framework_of(code: str, faults: list[str]) -> Framework | None:
    """The framework of that code; empty is a fault that was told already."""
    try:
        return standards.framework(code) if code else None
    except standards.UnknownFramework as unknown:
        faults.append(f"--framework: {unknown}")
    except FrameworkFaults as faulty:
        faults += [f"--framework: {fault}" for fault in faulty.faults]
    return None


def day_of(text: str, faults: list[str]) -> date | None:
    """A day as people write it; empty is a fault that was told already."""
    day = date_in(text) if text else None
    if isinstance(day, str):
        faults.append(f"--on: {text}: {day} Write it as 2019-08-05 or 05/08/2019.")
    return day if isinstance(day, date) else None


def provider_of(short_name: str, faults: list[str]) -> Organisation | None:
    """The one that was named, or the only one that has people."""
    with_people = Organisation.objects.filter(pk__in=Person.objects.values("provider"))
    known: Mapping[str, Organisation] = {each.short_name: each for each in with_people}
    if short_name in known or (len(known) == 1 and not short_name):
        return known.get(short_name) or next(iter(known.values()))
    names = ", ".join(sorted(known))
    if not known:
        faults.append("--provider: nobody is on probation with any provider here")
    elif short_name:
        faults.append(f"--provider: {short_name!r} has no caseload here; there are {names}")
    else:
        faults.append(f"--provider: there are several, so say which: {names}")
    return None
