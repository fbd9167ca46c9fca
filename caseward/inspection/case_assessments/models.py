"""Readings of sampled cases, their answers and notes, and the dip samples that are read a second time.

Who sees a reading: its own assessor always; others on the inspection once it is finished. While cases are
being assessed any of them may still be read blind, so a quality lead then sees the readings of a case only
after finishing their own second reading of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Subquery, Value, When

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.samples.models import SampledCase
from caseward.rules.bases import groups_of, missing
from caseward.rules.framework import Framework, Question
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseward.shared.accounts.models import User
    from caseward.shared.records.models import Viewer

ASSESSMENT_STAGE = "assessment"


class Reading(models.TextChoices):
    """Which reading of a case; a second one alone never counts, an agreed one replaces the first."""

    FIRST = "first", "First reading"
    SECOND = "second", "Second reading"
    AGREED = "agreed", "Agreed answers"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Readings, by who may see them and where they are."""

    def visible_to(self, user: Viewer) -> Self:
        """Own readings; finished ones of the team's inspections, except where the user reads blind."""
        if not user.is_authenticated:
            return self.none()
        own_second = Assessment.objects.filter(
            case=OuterRef("case"), reading=Reading.SECOND, assessor=user.pk
        )
        may_still_read_blind = Q(inspection__stage=ASSESSMENT_STAGE) & ~Exists(own_second.finished())
        readers = (TeamRole.LEAD, TeamRole.ANALYST, TeamRole.INSPECTOR)
        others = Q(inspection__team__role__in=readers) | (
            Q(inspection__team__role=TeamRole.QUALITY_LEAD) & ~may_still_read_blind
        )
        finished_by_others = others & Q(finished_at__isnull=False) & ~Exists(own_second.unfinished())
        return self.filter(Q(assessor=user.pk) | finished_by_others, inspection__team__user=user.pk)

    def finished(self) -> Self:
        """Readings that their assessor has closed."""
        return self.filter(finished_at__isnull=False)

    def unfinished(self) -> Self:
        """Readings that are still open."""
        return self.filter(finished_at=None)

    def of_cases_in_use(self) -> Self:
        """Readings of the cases that the sample holds now."""
        return self.filter(case__draw__is_current=True, case__is_reserve=False, case__replaced_at=None)

    def with_other_readings(self) -> Self:
        """Second readings with when the agreed answers were settled, and who read the case first."""
        same_case = Assessment.objects.filter(case=OuterRef("case"))
        agreed = same_case.finished().filter(reading=Reading.AGREED).values("finished_at")
        first = same_case.filter(reading=Reading.FIRST).values("assessor__name")
        return self.select_related("case__listed_case", "assessor").annotate(
            agreed_at=Subquery(agreed[:1]), first_reader=Subquery(first[:1])
        )

    def second_readings_in(self, inspection: Inspection) -> Self:
        """The second readings of cases in use; a page of them shows how far they are, never an answer."""
        return self.of_cases_in_use().filter(inspection=inspection, reading=Reading.SECOND)

    def to_read_again(self, inspection: Inspection, by: User) -> Self:
        """Finished first readings by others that nobody reads a second time."""
        second = Assessment.objects.filter(case=OuterRef("case"), reading=Reading.SECOND)
        first = self.finished().of_cases_in_use().filter(inspection=inspection, reading=Reading.FIRST)
        return first.exclude(assessor=by).exclude(Exists(second))


class DipSampleQuerySet(models.QuerySet["DipSample"]):
    """Dip samples, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of inspections on which the user is lead or quality lead."""
        if not user.is_authenticated:
            return self.none()
        roles = (TeamRole.LEAD, TeamRole.QUALITY_LEAD)
        return self.filter(inspection__team__user=user.pk, inspection__team__role__in=roles)


class DipSample(CreatedOnce):
    """Finished first readings that a quality lead reads again: drawn by chance with a seed, or picked."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="dip_samples")
    seed = models.PositiveBigIntegerField(null=True)
    """None where the cases were picked one by one."""
    population = models.PositiveIntegerField()
    """How many finished first readings could be taken."""
    size = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    """Why these cases were picked; empty where chance chose them."""
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DipSampleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.size} of {self.population} finished first readings"


class Assessment(Versioned):
    """One reading of one case by one assessor."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="assessments")
    case = models.ForeignKey(SampledCase, models.PROTECT, related_name="assessments")
    reading = models.CharField(max_length=8, choices=Reading, default=Reading.FIRST)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments")
    dip_sample = models.ForeignKey(DipSample, models.PROTECT, null=True, related_name="readings")
    agreed_with = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """The first reader, where these are agreed answers."""
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["case__order", "pk"]
        constraints = [models.UniqueConstraint(name="one_of_each_reading_a_case", fields=["case", "reading"])]

    def __str__(self) -> str:
        return f"{self.case}, {self.get_reading_display().lower()}"

    def current_answers(self) -> dict[str, str]:
        """The answers that stand, by question code."""
        return dict(self.answers.current().values_list("question_code", "value"))

    def unanswered(self) -> tuple[Question, ...]:
        """The questions that this reading must still answer, in their order."""
        return missing(self.inspection.framework, self.case.draw.sample_code, self.current_answers())


class Reopening(models.Model):
    """A finished reading opened again, and why."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="reopenings")
    reason = models.CharField(max_length=500)
    reopened_at = models.DateTimeField()
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.reason


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers, by who may see them and whether they count."""

    def visible_to(self, user: Viewer) -> Self:
        """Answers of the readings that the user may see."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def current(self) -> Self:
        """Answers not superseded by a later one."""
        return self.filter(is_current=True)

    def counting(self) -> Self:
        """The answer that counts for each case and question: the agreed one, else the first reading's.

        Only finished readings of cases in use count.
        """
        agreed = Answer.objects.filter(
            is_current=True,
            assessment__reading=Reading.AGREED,
            assessment__finished_at__isnull=False,
            assessment__case=OuterRef("assessment__case"),
            question_code=OuterRef("question_code"),
        )
        return self.current().filter(
            Q(assessment__reading=Reading.AGREED) | (Q(assessment__reading=Reading.FIRST) & ~Exists(agreed)),
            assessment__finished_at__isnull=False,
            assessment__case__draw__is_current=True,
            assessment__case__replaced_at=None,
        )

    def counting_in(self, inspection: Inspection) -> Self:
        """The counting answers of an inspection, each with `in_base`.

        `in_base` says whether the case is in the base of the question, as the counting answer to the
        deciding question has it. It is true for every question whose base nothing decides.
        """
        deciding = Answer.objects.counting().filter(assessment__case=OuterRef("assessment__case"))
        counting = self.counting().filter(assessment__inspection=inspection)
        return counting.annotate(in_base=_in_base(inspection.framework, deciding))

    def with_own_base(self, framework: Framework) -> Self:
        """Answers with `in_base` as their own reading decides it, whether or not that reading counts."""
        deciding = Answer.objects.current().filter(assessment=OuterRef("assessment"))
        return self.annotate(in_base=_in_base(framework, deciding))


class Answer(models.Model):
    """One answer to one question of one reading; a changed mind is a new row."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    question_code = models.CharField(max_length=40)
    value = models.TextField()
    is_current = models.BooleanField(default=True)
    saved_as_version = models.PositiveIntegerField(default=0)
    """The version of the reading that this answer was part of first."""
    left_in_version = models.PositiveIntegerField(null=True)
    """The version of the reading that superseded it or took it back; none while it stands."""
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_answer",
                fields=["assessment", "question_code"],
                condition=Q(is_current=True),
            )
        ]
        indexes = [models.Index(F("question_code"), F("is_current"), name="answer_by_question")]

    def __str__(self) -> str:
        return self.question_code


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Notes of the readings that the user may see."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))


class Note(Versioned, CreatedOnce):
    """What an assessor saw, as a strength or a weakness, and whether the report may use it."""

    class Bearing(models.TextChoices):
        """Which way the note points."""

        STRENGTH = "strength", "Strength"
        WEAKNESS = "weakness", "Weakness"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="notes")
    question_code = models.CharField(max_length=40)
    bearing = models.CharField(max_length=8, choices=Bearing)
    text = models.TextField()
    usable_in_report = models.BooleanField(default=False)
    practice_example = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["question_code", "pk"]

    def __str__(self) -> str:
        return f"{self.get_bearing_display()}, {self.question_code}"


def _in_base(framework: Framework, deciding: AnswerQuerySet) -> Case:
    """Whether an answer's case is in the base of its question; `deciding` are the answers that decide."""
    return Case(*_decided_bases(framework, deciding), default=Value(value=True), output_field=BooleanField())


def _decided_bases(framework: Framework, deciding: AnswerQuerySet) -> Iterator[When]:
    for sample in framework.samples:
        asked = [question for group in groups_of(framework, sample.code) for question in group.questions]
        for decider in (question for question in asked if question.decides):
            codes = [question.code for question in asked if question.base is decider.decides]
            is_in = deciding.filter(question_code=decider.code, value__in=decider.in_base)
            yield When(question_code__in=codes, then=Exists(is_in))
