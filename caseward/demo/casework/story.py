"""What the chapters of one record share: who it is about, what is true, and what was written so far."""

import random
from datetime import date, timedelta

from caseward.casework.assessments.models import Assessment
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans.models import Action, Plan
from caseward.casework.sentences.models import Requirement, Sentence

from .days import Days
from .names import name_of
from .profiles import Profile, profile_of
from .record import Record
from .rows import Rows
from .staff import Desk, Staff
from .truths import NOT_APPLICABLE, YES, truths_about

AGAINST_THE_TRUTH = 0.06
"""In how many answers the record says otherwise than a fair inspector would find."""
CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class Story:
    """One case while its record is written."""

    sentence: Sentence
    starts_on: date
    """When supervision in the community began; of somebody still inside, when it is expected to."""
    assessment: Assessment | None = None

    def __init__(self, *, profile: Profile, seed: int, days: Days, staff: Staff, rows: Rows) -> None:
        self.profile, self.seed, self.days, self.on = profile, seed, days, days.on
        self.truths = truths_about(profile, seed)
        self.chance = random.Random(f"{seed} story {profile.number}")  # noqa: S311 - invented, no secret
        self.desk = staff.desk(self.chance)
        self.colleague = staff.colleague_of(self.desk).officer
        self.record = Record(
            rows, days, self.desk, _person(self.profile, self.chance, self.desk, staff, self.on)
        )
        self.requirements: dict[str, Requirement] = {}
        self.plans: list[tuple[date, Plan, list[Action]]] = []
        """Each version with the day from which it holds and its actions."""
        self.events: list[ChangeEvent] = []
        self.contacts: list[Contact] = []
        self.linked_to_harm: tuple[str, ...] = ()
        """The needs that are linked to harm, where it is above low."""
        self.has_later_flag = False
        """Whether a flag that protects somebody came after the assessment."""
        self.worked: dict[tuple[str, str], date] = {}
        """When each action was taken up last, by area and what is to be done."""
        self.own_scores: dict[str, int] = {}
        """What the person says of each area, where they said something."""
        self._said: dict[str, bool] = {}

    def says(self, code: str) -> bool:
        """Whether the record looks as if the answer were yes: mostly the truth, sometimes against it."""
        if code not in self._said:
            agrees = self.chance.random() >= AGAINST_THE_TRUTH
            truth = self.truths[code]
            self._said[code] = truth == NOT_APPLICABLE or (truth == YES) == agrees
        return self._said[code]

    def often(self, per_cent: float) -> bool:
        """Whether something that happens in so many of a hundred cases happens here."""
        return self.chance.random() * 100 < per_cent

    def plan_on(self, day: date) -> tuple[Plan | None, list[Action]]:
        """The plan that held on that day, and its actions."""
        for since, plan, actions in reversed(self.plans):
            if since <= day:
                return plan, actions
        return None, []

    @property
    def overlooked(self) -> tuple[str, ...]:
        """Needs linked to harm for which nothing is planned; all of them where nothing manages the risk."""
        if self.says("2.2.3a"):
            return ()
        is_managed = self.says("2.2.3b") or self.profile.is_released
        return self.linked_to_harm[-1:] if is_managed else self.linked_to_harm

    @property
    def is_inside(self) -> bool:
        """Whether the person has not been released yet."""
        return self.profile.is_still_inside


def story_of(seed: int, number: int, days: Days, staff: Staff, rows: Rows) -> Story:
    """The story of that case, before anything of it is written."""
    return Story(profile=profile_of(seed, number), seed=seed, days=days, staff=staff, rows=rows)


def _person(profile: Profile, chance: random.Random, desk: Desk, staff: Staff, on: date) -> Person:
    name = name_of(chance, profile.sex, profile.number)
    is_unallocated = chance.random() < 0.01
    return Person(
        provider=staff.provider,
        crn=profile.crn,
        pnc=_pnc(chance, on.year),
        name=name,
        called=name.split(" ", maxsplit=1)[0] if chance.random() < 0.2 else "",
        born_on=on - timedelta(days=chance.randint(18 * 366, 62 * 365)) if chance.random() > 0.01 else None,
        sex=profile.sex,
        ethnicity=profile.ethnicity,
        officer=None if is_unallocated else desk.officer,
        team=None if is_unallocated else desk.team,
    )


def _pnc(chance: random.Random, year: int) -> str:
    """A number of the police's form: year, seven digits, a letter that checks both; some have none."""
    if chance.random() < 0.05:
        return ""
    entered, serial = year - chance.randint(1, 20), chance.randint(1, 9_999_999)
    return f"{entered}/{serial:07d}{CHECK_LETTERS[int(f'{entered % 100:02d}{serial:07d}') % 23]}"
