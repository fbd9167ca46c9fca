"""A caseload of every kind of case, from which case lists are made."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from caseward.assurance.case_lists import inputs
from caseward.assurance.case_lists.inputs import Listing
from caseward.casework.allocation.models import Post
from caseward.casework.people.models import Circumstance, Person
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.standards.readers import framework
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, allocation, assessments, inspections, organisations, people, sentences
from tests.factories.accounts import Cast

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FIELDWORK = date(2026, 11, 23)
IN_WINDOW = FIELDWORK - timedelta(days=200)
FRAMEWORK = "crc-2019"
EDGES = (14, 15, 30, 42, 43, 91, 92, 181, 182, 200, 213, 214, 900)
"""Days before fieldwork on both sides of every window."""


@dataclass(frozen=True)
class Provider:
    """Those who answer for one caseload."""

    officer: User
    manager: User
    quality: User
    director: User
    contact: User

    def everybody(self) -> list[User]:
        """All of them."""
        return [self.officer, self.manager, self.quality, self.director, self.contact]


def provider(cast: Cast) -> Provider:
    """The people of the default provider, the officer with a post."""
    ours = organisations.provider()
    made = Provider(
        officer=accounts.account(Role.OFFICER, organisation=ours),
        manager=accounts.account(Role.MANAGER, organisation=ours),
        quality=accounts.account(Role.QUALITY_TEAM, organisation=ours),
        director=accounts.account(Role.DIRECTOR, organisation=ours),
        contact=cast.provider_contact,
    )
    allocation.post(made.officer, grade=Post.Grade.PSO)
    return made


def case(
    officer: User, *, days: int = 200, kind: str = Sentence.Kind.COMMUNITY_ORDER, **fields: object
) -> Person:
    """Somebody assessed, with one sentence that began so many days before fieldwork, and unpaid work."""
    person = people.person(officer, **fields)
    began = FIELDWORK - timedelta(days=days)
    row = sentences.sentence(person, kind=kind, sentenced_on=began, starts_on=began, prison=_prison(kind))
    sentences.requirement(row, Requirement.Kind.UNPAID_WORK, 80)
    assessments.assessment(person, officer, harm_to_public=3)
    return person


def collecting(cast: Cast) -> Inspection:
    """An inspection of the provider that collects case lists for that first day of fieldwork."""
    return inspections.inspection(
        cast, stage="sampling", starts_on=FIELDWORK, ends_on=FIELDWORK + timedelta(days=11)
    )


def mixed(officer: User, number: int, *, seed: int) -> None:
    """So many people with any sentences around the edges of the windows, some with gaps."""
    chance = random.Random(seed)
    for _ in range(number):
        person = people.person(
            officer if chance.random() < 0.9 else None,
            provider=officer.organisation,
            sex=chance.choice(["male", "female", "male", ""]),
            ethnicity=chance.choice([*Person.Ethnicity.values, ""]),
            born_on=chance.choice([date(1984, 2, 29), None]),
        )
        for _ in range(chance.choice([0, 1, 1, 2, 3])):
            _sentence(person, chance)
        for level in chance.choice([(), (None,), (1,), (4, 2)]):
            assessments.assessment(
                person, officer, harm_to_public=level, at=AT - timedelta(days=chance.randrange(300))
            )
        if chance.random() < 0.5:
            Circumstance.objects.create(
                person=person,
                kind=chance.choice(Circumstance.Kind.values),
                told="Told us",
                recorded_at=AT,
                recorded_by=officer,
                ended_on=chance.choice([None, None, date(2026, 5, 1)]),
            )


def _sentence(person: Person, chance: random.Random) -> None:
    kind = chance.choice(Sentence.Kind.values)
    began = FIELDWORK - timedelta(days=chance.choice(EDGES))
    waits = kind == Sentence.Kind.LICENCE and chance.random() < 0.2
    ended = chance.choice([None, None, FIELDWORK, FIELDWORK - timedelta(days=3)])
    row = sentences.sentence(
        person,
        kind=kind,
        sentenced_on=began,
        starts_on=None if waits else began,
        ended_on=None if waits else ended,
        end=chance.choice(["completed", "revoked", "transferred"]) if ended and not waits else "",
        prison=_prison(kind),
        follows=_licence(person, began, chance) if kind == Sentence.Kind.POST_SENTENCE_SUPERVISION else None,
    )
    if chance.random() < 0.5:
        work = sentences.requirement(row, Requirement.Kind.UNPAID_WORK, 80)
        work.starts_on = FIELDWORK - timedelta(days=chance.choice(EDGES))
        work.completed_on = chance.choice([None, None, FIELDWORK - timedelta(days=1)])
        work.save()


def _licence(person: Person, until: date, chance: random.Random) -> Sentence | None:
    if chance.random() < 0.5:
        return None
    began = until - timedelta(days=chance.choice([20, 100, 167]))
    return sentences.sentence(
        person,
        kind="licence",
        sentenced_on=began,
        starts_on=began,
        ended_on=until,
        end="expired",
        prison="HMP Bay",
    )


def _prison(kind: str) -> str:
    return "HMP Coldharbour" if kind == Sentence.Kind.LICENCE else ""


def listing(ours: Provider, sample: str = "case-supervision", on: date = FIELDWORK) -> Listing:
    """The list of that provider for a sample."""
    chosen = framework(FRAMEWORK)
    return inputs.list_cases(chosen, chosen.sample(sample), ours.officer.organisation, on)
