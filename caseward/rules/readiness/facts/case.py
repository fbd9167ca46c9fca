"""The whole of one case."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .assessed import Assessment, Check, SelfAssessment
from .done import Absence, Breach, Contact, Enforcement
from .life import Circumstance, Event, Flag, Relation, Sentence
from .planned import Plan, Review


@dataclass(frozen=True)
class Case:
    """Everything that the records of one person say about the supervision that runs on the day."""

    key: int
    sentences: tuple[Sentence, ...]
    """Those that run, the one that began first in front; at least one."""
    earlier_sentences: tuple[Sentence, ...] = ()
    is_ethnicity_asked: bool = True
    circumstances: tuple[Circumstance, ...] = ()
    relations: tuple[Relation, ...] = ()
    flags: tuple[Flag, ...] = ()
    events: tuple[Event, ...] = ()
    """Since the sentence was passed."""
    self_assessments: tuple[SelfAssessment, ...] = ()
    """Of all time, so that one can see what was copied."""
    assessments: tuple[Assessment, ...] = ()
    """Of all time, for the same reason."""
    checks: tuple[Check, ...] = ()
    plans: tuple[Plan, ...] = ()
    """Since the sentence was passed."""
    contacts: tuple[Contact, ...] = ()
    """Since the sentence was passed, up to the day; later ones are arranged."""
    absences: tuple[Absence, ...] = ()
    enforcements: tuple[Enforcement, ...] = ()
    breaches: tuple[Breach, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def began_on(self) -> date:
        """When this supervision in the community began."""
        return self.sentences[0].starts_on

    @property
    def sentenced_on(self) -> date:
        """When the sentence with which it began was passed."""
        return self.sentences[0].sentenced_on

    @cached_property
    def assessment(self) -> Assessment | None:
        """The latest assessment completed since the sentence was passed."""
        since = [each for each in self.assessments if each.completed_on >= self.sentenced_on]
        return since[-1] if since else None

    @property
    def plan(self) -> Plan | None:
        """The plan that holds."""
        return self.plans[-1] if self.plans else None

    @cached_property
    def harm(self) -> str:
        """The level of harm by the latest completed assessment; empty where none is known."""
        return self.assessments[-1].overall_harm if self.assessments else ""

    @property
    def is_harm_above_low(self) -> bool:
        """Whether questions about keeping people safe arise; a level that nobody assessed is not low."""
        return self.harm != "low"

    @property
    def is_after_custody(self) -> bool:
        """Whether the person left custody for this supervision."""
        return self.sentences[0].is_after_custody

    def plan_on(self, day: date) -> Plan | None:
        """The plan that held at the end of a day."""
        held = [plan for plan in self.plans if plan.completed_on <= day]
        return held[-1] if held else None
