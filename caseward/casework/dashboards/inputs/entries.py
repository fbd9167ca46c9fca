"""A person's timeline: what every app knows of them, newest first, cut into pages by the database.

One statement puts the keys of all entries in order, however many there are; one more tells what stands on
a page of them, from whichever tables they come.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import JSONObject, TruncDate

from caseward.casework.allocation.models import Allocation
from caseward.casework.assessments.models import Assessment, Check, SelfAssessment
from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision, Letter
from caseward.casework.oversight.models import OversightNote
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans.models import Plan, Review
from caseward.casework.sentences.models import Sentence

Rows = QuerySet[Any, Any]
Key = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """One kind of entry: whose rows they are, which column says when, and what the timeline tells of one."""

    code: str
    group: str
    """What a reader picks in the filter; several sources may share one."""
    model: type[Model]
    when: str
    told: tuple[str, ...]
    """Columns, and columns of other tables by their path."""
    by: str = ""
    """The path to the name of whoever did it; empty where the row does not say."""
    is_moment: bool = False
    """Whether the column that says when holds a moment rather than a day."""
    person: str = "person"
    """The path to the person."""

    def rows(self, person: Person) -> Rows:
        """Every row of that person."""
        return self.model._default_manager.filter(**{self.person: person}).order_by()

    def keys(self, person: Person) -> Rows:
        """The keys and days of all entries."""
        day = TruncDate(self.when) if self.is_moment else F(self.when)
        rows = self.rows(person).filter(~Q(**{self.when: None}))
        return rows.values(entry_on=day, entry_source=Value(self.code), entry_pk=F("pk"))

    def telling(self, person: Person, keys: Iterable[int]) -> Rows:
        """What the timeline tells of some of the rows."""
        columns = JSONObject(pk=F("pk"), **{path: F(path) for path in self.told})
        by = F(self.by) if self.by else Value("")
        rows = self.rows(person).filter(pk__in=keys)
        return rows.values(entry_source=Value(self.code), entry_pk=F("pk"), entry_by=by, entry_row=columns)

    def row(self, told: Mapping[str, Any]) -> Any:
        """A row that holds what was told of it; what other tables say stands under its path."""
        row, columns = self.model(), {column.attname: column for column in self.model._meta.concrete_fields}
        for path, value in told.items():
            setattr(row, path, columns[path].to_python(value) if path in columns else value)
        return row


@dataclass(frozen=True)
class Told:
    """One entry of a page."""

    source: Source
    on: date
    by: str
    row: Any
    """An unsaved row with what the source tells, and no more."""


SOURCES = (
    Source("contact", "Contacts", Contact, "held_on",
           ("held_on", "purpose", "how", "outcome", "nothing_worked_on", "worked_on__what", "note__summary"),
           by="officer__name"),
    Source("event", "Events", ChangeEvent, "happened_on",
           ("kind", "source", "detail", "withdrawn_because"), by="recorded_by__name"),
    Source("assessment", "Assessments", Assessment, "completed_at", ("reason",), by="completed_by__name",
           is_moment=True),
    Source("self_assessment", "Assessments", SelfAssessment, "given_on", ("is_in_own_hand",),
           by="recorded_by__name"),
    Source("plan", "Plans and reviews", Plan, "completed_at", ("number",), by="completed_by__name",
           is_moment=True),
    Source("review", "Plans and reviews", Review, "concluded_at", ("outcome", "because"),
           by="concluded_by__name", is_moment=True),
    Source("check", "Checks", Check, "asked_on", ("agency", "question"), by="asked_by__name"),
    Source("check_answer", "Checks", Check, "answered_on", ("agency", "answer")),
    Source("absence", "Enforcement", AbsenceDecision, "decided_at",
           ("verdict", "reason", "evidence", "contact_id"), by="decided_by__name", is_moment=True,
           person="contact__person"),
    Source("decision", "Enforcement", EnforcementDecision, "decided_on", ("action", "reason"),
           by="decided_by__name"),
    Source("breach", "Enforcement", Breach, "referred_on", ("kind", "why"), by="referred_by__name"),
    Source("breach_end", "Enforcement", Breach, "ended_on", ("kind", "result")),
    Source("letter", "Letters", Letter, "sent_on", ("template",), by="sent_by__name"),
    Source("oversight", "Oversight", OversightNote, "written_at", ("why", "text"), by="written_by__name",
           is_moment=True),
    Source("allocation", "Allocation", Allocation, "allocated_on", ("reason", "officer__name"),
           by="allocated_by__name"),
    Source("sentence", "Sentences", Sentence, "sentenced_on", ("kind", "offence")),
    Source("sentence_end", "Sentences", Sentence, "ended_on", ("kind", "end")),
)  # fmt: skip
BY_CODE = {source.code: source for source in SOURCES}
GROUPS = tuple(dict.fromkeys(source.group for source in SOURCES))


def timeline(person: Person, groups: Iterable[str] = ()) -> Any:
    """The keys of the entries of those groups, of all where none is given, newest first."""
    wanted = set(groups) or set(GROUPS)
    keys = _union(source.keys(person) for source in SOURCES if source.group in wanted)
    return keys.order_by("-entry_on", "entry_source", "-entry_pk")


def told(keys: Iterable[Key], person: Person) -> list[Told]:
    """The entries of one page of keys, in their order, from all tables in one statement."""
    shown = list(keys)
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for key in shown:
        wanted[key["entry_source"]].append(key["entry_pk"])
    if not wanted:
        return []
    found = _union(BY_CODE[code].telling(person, of_source) for code, of_source in wanted.items())
    rows = {(row["entry_source"], row["entry_pk"]): row for row in found}
    return [_told(key, rows[key["entry_source"], key["entry_pk"]]) for key in shown]


def _told(key: Key, found: Mapping[str, Any]) -> Told:
    source = BY_CODE[key["entry_source"]]
    return Told(source, key["entry_on"], found["entry_by"] or "", source.row(found["entry_row"]))


def _union(rows: Iterable[Rows]) -> Any:
    first, *others = rows
    return first.union(*others, all=True) if others else first
