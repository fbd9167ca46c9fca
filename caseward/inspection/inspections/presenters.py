"""What pages about one inspection share: the links to its sections, and the tasks on its overview.

Apps above register theirs in AppConfig.ready(), so that this app need not know them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from caseward.inspection.standards import readers as standards
from caseward.rules.stages import TABLES, Stage
from caseward.shared.accounts.models import Role, User
from caseward.shared.govuk import slots
from caseward.shared.govuk.filters import plural, written_date

from . import policies
from .actions import Plan
from .models import Inspection, InspectionKind, TeamMember, TeamRole, role_title

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

ShownTo = Callable[["Viewer", Inspection], bool]


@dataclass(frozen=True)
class Section:
    """A part of the pages about an inspection; its address takes `inspection_id`."""

    label: str
    url_name: str
    order: int
    shown_to: ShownTo


@dataclass(frozen=True)
class SectionLink:
    """A section as one user sees it on one page."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Task:
    """One line of an overview's task list: what is to be done, and how far it is."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    done: bool = False
    colour: str = "blue"


MakeTask = Callable[["Viewer", Inspection], Task | None]

_sections: dict[str, Section] = {}
_tasks: dict[MakeTask, int] = {}


def register_section(*, label: str, url_name: str, order: int, shown_to: ShownTo) -> None:
    """Offer a link on every page about an inspection to those for whom `shown_to` is true."""
    _sections[url_name] = Section(label, url_name, order, shown_to)


def register_task(make_task: MakeTask, *, order: int) -> None:
    """Offer a line of the overview's task list; `make_task` returns None where there is nothing to say."""
    _tasks[make_task] = order


def sections_for(user: "Viewer", inspection: Inspection, current: str) -> list[SectionLink]:
    """The sections that the user may open; the one that the path `current` lies under is marked."""
    shown = [section for section in _sections.values() if section.shown_to(user, inspection)]
    links = [
        (section.label, reverse(section.url_name, kwargs={"inspection_id": inspection.pk}))
        for section in sorted(shown, key=lambda section: section.order)
    ]
    nearest = max((href for _, href in links if current.startswith(href)), key=len, default="")
    return [SectionLink(label, href, href == nearest) for label, href in links]


def sections_slot(*, user: "Viewer", inspection: Inspection, path: str) -> str:
    """The navigation of an inspection's pages, as the slot of their layout draws it."""
    links = sections_for(user, inspection, path)
    return slots.drawn_from("inspections/sections.html", {"links": links})


def tasks_for(user: "Viewer", inspection: Inspection) -> list[Task]:
    """The lines of the overview's task list, in order."""
    made = [make_task(user, inspection) for make_task in sorted(_tasks, key=lambda each: _tasks[each])]
    return [task for task in made if task is not None]


WAITS = {
    ("set_up", "lead"): "Choose team and samples, then ask for the case lists",
    ("sampling", "analyst"): "Check the case lists, draw the samples and allocate the cases",
    ("sampling", "lead"): "See that samples are drawn and allocated, then open the assessment",
    ("assessment", "inspector"): "Assess the cases allocated to you",
    ("assessment", "quality_lead"): "Read some cases a second time",
    ("assessment", "lead"): "Follow the assessments; go on to ratings when they are finished",
    ("ratings", "lead"): "Read the calculated ratings and propose the judged ones",
    ("panel", "panel_member"): "Decide every rating at the panel’s meeting",
    ("decided", "publisher"): "Check the decided ratings and publish the result",
}
AUDIT_WAITS = {
    ("set_up", "lead"): "Choose team and samples, then go on to the case lists",
    ("sampling", "analyst"): "Bring in the case lists, draw the samples and allocate the cases",
    ("sampling", "lead"): "See that samples are drawn and allocated, then open the assessment",
    ("assessment", "inspector"): "Assess the cases allocated to you",
    ("assessment", "quality_lead"): "Read some cases a second time",
    ("assessment", "lead"): "Follow the assessments; close them when they are finished",
    ("ratings", "lead"): "Read the result, ask for actions and close the audit",
}
WAITS_BY_KIND: dict[str, dict[tuple[str, str], str]] = {
    InspectionKind.EXTERNAL: WAITS,
    InspectionKind.INTERNAL: AUDIT_WAITS,
}


@dataclass(frozen=True)
class Step:
    """One stage as a step of an inspection's way."""

    title: str
    happens: str
    holders: str
    state: str
    """done, now or later."""


def holders_of(row: Stage, kind: str) -> str:
    """Who holds the pen in a stage, in words: "inspector, quality lead or lead inspector"."""
    publisher = Role.PUBLISHER
    titles = [publisher.label if role == publisher else role_title(role, kind) for role in row.pen]
    words = [title.lower() for title in titles] or ["nobody"]
    return " or ".join([*([", ".join(words[:-1])] if words[:-1] else []), words[-1]])


def table_of(kind: str) -> tuple[str, list[tuple[Stage, str, str | None, str | None]]]:
    """What a kind of inspection is called, and its stages: who acts, the titles of the next and the last."""
    titles = {row.code: row.title for row in TABLES[kind]}
    rows = [
        (row, holders_of(row, kind), titles.get(row.forward or ""), titles.get(row.back or ""))
        for row in TABLES[kind]
    ]
    return InspectionKind(kind).label, rows


def period(first: date, last: date) -> str:
    """From one day to another, naming month and year once where they are the same: 5 to 16 August 2019."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {written_date(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {written_date(last)}"
    return f"{written_date(first)} to {written_date(last)}"


def fieldwork_of(inspection: Inspection) -> str:
    """The days of fieldwork, in words."""
    return period(inspection.fieldwork_starts_on, inspection.fieldwork_ends_on)


def by_role(members: Iterable[TeamMember]) -> list[TeamMember]:
    """A team in the order of its roles, then of names; the members come with their accounts."""
    return sorted(members, key=lambda member: (TeamRole.values.index(member.role), member.user.name))


def steps_of(inspection: Inspection) -> list[Step]:
    """Every stage in order, with where the inspection stands."""
    stages = TABLES[inspection.kind]
    now = stages.index(inspection.current_stage)
    return [
        Step(
            row.title,
            row.happens,
            holders_of(row, inspection.kind),
            "done" if place < now else "now" if place == now else "later",
        )
        for place, row in enumerate(stages)
    ]


def waits_for(user: "Viewer", inspection: Inspection) -> str:
    """What the inspection waits for the user to do; empty where it is somebody else's turn."""
    if not user.is_authenticated:
        return ""
    role = Role.PUBLISHER.value if user.role == Role.PUBLISHER else inspection.team_role_of(user)
    if user.role == Role.PROVIDER_CONTACT and inspection.stage == "sampling":
        return "Send the case lists that are asked for"
    return WAITS_BY_KIND[inspection.kind].get((inspection.stage, role or ""), "")


def setting_up_tasks() -> list[tuple[int, MakeTask]]:
    """The lines of the task list that belong to setting up, with their order."""
    return [(10, _samples_task), (20, _team_task)]


def _samples_task(user: "Viewer", inspection: Inspection) -> Task | None:
    if policies.reasons_not_to_change(user, inspection):
        return None
    count = inspection.requested_samples.count()
    return Task(
        "Choose the samples",
        plural(count, "sample") if count else "None chosen",
        reverse("inspections:samples", args=[inspection.pk]),
        done=count > 0,
    )


def _team_task(user: "Viewer", inspection: Inspection) -> Task | None:
    if policies.reasons_not_to_change(user, inspection):
        return None
    held = {member.role for member in inspection.team.all()}
    needed = policies.NEEDED[inspection.kind]
    lacking = [role_title(role, inspection.kind).lower() for role in needed if role not in held]
    return Task(
        "Choose the team",
        "Completed" if not lacking else "Incomplete",
        reverse("inspections:team", args=[inspection.pk]),
        hint=f"Still needed: {', '.join(lacking)}" if lacking else "",
        done=not lacking,
    )


NOTHING_YET: dict[str, str] = {
    Role.LEAD_INSPECTOR: "Set up the first one: choose who is inspected, under which framework and when.",
    Role.PUBLISHER: "When a lead inspector sets up an inspection, you will find it here.",
    Role.ADMINISTRATOR: "Administrators look after accounts and do not see inspections.",
    Role.QUALITY_TEAM: "Set up the first one: choose under which framework and when you read your own cases.",
    Role.DIRECTOR: "When your quality team audits its own cases, you will find it here.",
    Role.MANAGER: "When your quality team puts you on the team of an audit, you will find it here.",
}


def empty_list_words(user: User) -> str:
    """What somebody who sees no inspection yet may expect, and who does it."""
    if user.role == Role.PROVIDER_CONTACT:
        return f"When a lead inspector plans an inspection of {user.organisation}, you will find it here."
    on_a_team = "When a lead inspector puts you on the team of an inspection, you will find it here."
    return NOTHING_YET.get(user.role, on_a_team)


def sample_titles(inspection: Inspection, codes: Collection[str] | None = None) -> list[str]:
    """The titles of those samples; without codes, of the samples that the inspection draws."""
    if codes is None:
        codes = inspection.requested_samples.values_list("sample_code", flat=True)
    return [sample.title for sample in inspection.framework.samples if sample.code in codes]


def differences(theirs: Inspection, plan: Plan) -> list[tuple[str, str, str]]:
    """What somebody else saved beside what was typed, field by field where they differ."""
    days = theirs.days
    first, last = theirs.fieldwork_starts_on, theirs.fieldwork_ends_on
    rows = [
        ("Provider", str(theirs.provider), str(plan.provider or plan.new_provider)),
        ("Framework", theirs.framework.title, standards.framework(plan.framework_code).title),
        (f"First day of {days}", written_date(first), written_date(plan.starts_on)),
        (f"Last day of {days}", written_date(last), written_date(plan.ends_on)),
    ]
    return [row for row in rows if row[1] != row[2]]


def sample_difference(theirs: Inspection, codes: Collection[str]) -> tuple[str, str, str]:
    """The samples that somebody else saved beside those that were ticked."""
    return ("Samples", ", ".join(sample_titles(theirs)), ", ".join(sample_titles(theirs, codes)))
