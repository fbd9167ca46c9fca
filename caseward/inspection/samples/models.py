"""Case lists, the cases in them, the draws made from them and the cases drawn.

Who sees them: the lead, analyst, inspectors and quality leads of the inspection; the provider's
contact sees the lists of their own provider, never what was drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.shared.accounts.models import Role, User
from caseward.shared.records.models import CreatedOnce, Versioned, Work

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

CASE_READERS = (TeamRole.LEAD, TeamRole.ANALYST, TeamRole.INSPECTOR, TeamRole.QUALITY_LEAD)


def _on_the_team(user: Viewer, prefix: str) -> Q:
    """The rows of inspections on which the user works with cases; `prefix` is the path to the inspection."""
    return Q(**{f"{prefix}__team__user": user.pk, f"{prefix}__team__role__in": CASE_READERS})


class CaseListQuerySet(models.QuerySet["CaseList"]):
    """Case lists, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Lists of the user's inspections, and of the provider whose contact they are."""
        if not user.is_authenticated:
            return self.none()
        if user.role == Role.PROVIDER_CONTACT:
            sent = Inspection.objects.visible_to(user)
            return self.filter(inspection__in=sent.values("pk"))
        return self.filter(_on_the_team(user, "inspection"))

    def accepted(self) -> Self:
        """Lists whose cases may be drawn."""
        return self.filter(state=CaseList.State.ACCEPTED)

    def without_eligible_cases(self) -> Self:
        """Lists from which nothing can be drawn."""
        eligible = ListedCase.objects.filter(case_list=OuterRef("pk"), ineligible_because="")
        return self.exclude(Exists(eligible))


class CaseList(CreatedOnce):
    """One file of cases as it was sent: its fingerprint, what was found in it and whether it was accepted."""

    class State(models.TextChoices):
        """What became of the file."""

        CHECKING = "checking", "Being checked"
        FAULTY = "faulty", "Has faults"
        CLEAN = "clean", "No faults, ready to accept"
        ACCEPTING = "accepting", "Being accepted"
        ACCEPTED = "accepted", "Accepted"
        REPLACED = "replaced", "Replaced by a later list"
        UNREADABLE = "unreadable", "Could not be read"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="case_lists")
    sample_code = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)
    """The file itself until it is accepted or replaced; then empty, its fingerprint stays."""
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    rows = models.PositiveIntegerField(default=0)
    faults_found = models.PositiveIntegerField(default=0)
    faulty_rows = models.PositiveIntegerField(default=0)
    missing = models.JSONField(default=dict)
    """Completeness: how many rows leave each column empty."""
    ignored = models.JSONField(default=list)
    """Headings of the file that mean nothing here."""
    fieldwork_starts_on = models.DateField(null=True)
    """The day against which its cases were found eligible or not, once it is accepted."""
    set_aside_reason = models.CharField(max_length=500, blank=True)
    work = models.OneToOneField(Work, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CaseListQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_accepted_list_a_sample",
                fields=["inspection", "sample_code"],
                condition=Q(state="accepted"),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class CaseListFault(models.Model):
    """One fault found in a file, with its place and what to do about it."""

    case_list = models.ForeignKey(CaseList, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(null=True)
    """The row in the file, the heading being row 1; none for a fault of the whole file."""
    column = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=100, blank=True)
    message = models.CharField(max_length=300)
    what_to_do = models.CharField(max_length=300)

    class Meta:
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"


class ListedCase(models.Model):
    """One row of an accepted case list."""

    case_list = models.ForeignKey(CaseList, models.CASCADE, related_name="cases")
    case_reference = models.CharField(max_length=60)
    organisation = models.CharField(max_length=200, blank=True)
    delivery_unit = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    officer_reference = models.CharField(max_length=60, blank=True)
    officer_grade = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    date_of_birth = models.DateField(null=True)
    disability = models.CharField(max_length=20, blank=True)
    sentence_type = models.CharField(max_length=20, blank=True)
    sentence_started_on = models.DateField(null=True)
    risk_of_serious_harm = models.CharField(max_length=20, blank=True)
    requirement_started_on = models.DateField(null=True)
    released_on = models.DateField(null=True)
    prison = models.CharField(max_length=120, blank=True)
    ineligible_because = models.CharField(max_length=200, blank=True)
    """Why the case cannot be drawn; empty where it can."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_case_once_a_list", fields=["case_list", "organisation", "case_reference"]
            )
        ]
        indexes = [models.Index(fields=["case_list", "ineligible_because"], name="listed_case_eligible")]

    def __str__(self) -> str:
        return self.case_reference


class DrawQuerySet(models.QuerySet["Draw"]):
    """Draws, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Draws of the inspections on which the user works with cases."""
        return self.filter(_on_the_team(user, "inspection")) if user.is_authenticated else self.none()

    def current(self) -> Self:
        """The draws that stand: not superseded by a redraw."""
        return self.filter(is_current=True)


class Draw(CreatedOnce):
    """One draw of a sample: its seed, size, working and quotas. A redraw is a new row."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="draws")
    sample_code = models.CharField(max_length=40)
    case_list = models.ForeignKey(CaseList, models.PROTECT, related_name="draws")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    seed = models.PositiveBigIntegerField()
    population = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    size_reason = models.CharField(max_length=500, blank=True)
    """Why the size was entered by hand; empty where the formula gave it."""
    working = models.JSONField(default=dict)
    method = models.CharField(max_length=20)
    quotas = models.JSONField(default=list)
    """Stratum by stratum: name, population, sample."""
    margins = models.JSONField(default=list)
    """Where columns have quotas of their own: column, value, population, quota, sample."""
    redraw_reason = models.CharField(max_length=500, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="draws_are_numbered", fields=["inspection", "sample_code", "number"]
            ),
            models.UniqueConstraint(
                name="one_current_draw", fields=["inspection", "sample_code"], condition=Q(is_current=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_code}, draw {self.number}"


class SampledCaseQuerySet(models.QuerySet["SampledCase"]):
    """Drawn cases, by who may see them and whether they are in use."""

    def visible_to(self, user: Viewer) -> Self:
        """Cases of the inspections on which the user works with cases."""
        return self.filter(_on_the_team(user, "draw__inspection")) if user.is_authenticated else self.none()

    def in_use(self) -> Self:
        """The cases to be assessed: of the current draw, taken up, not replaced."""
        return self.filter(draw__is_current=True, is_reserve=False, replaced_at=None)

    def reserves_for(self, case: SampledCase) -> Self:
        """The reserves that may replace a case, those of its own stratum, the next one first."""
        reserves = self.filter(draw=case.draw_id, draw__is_current=True, is_reserve=True)
        return reserves.filter(stratum=case.stratum).order_by("order", "pk")


class SampledCase(Versioned):
    """One case of a draw: in the sample, or in reserve, in its order within its stratum."""

    class ReplacementReason(models.TextChoices):
        """Why a drawn case could not be assessed."""

        NOT_ELIGIBLE = "not_eligible", "The case turned out not to be eligible"
        FILE_UNAVAILABLE = "file_unavailable", "The case file could not be opened"
        TRANSFERRED = "transferred", "The case had moved to another provider"
        CONFLICT_OF_INTEREST = "conflict_of_interest", "An inspector knows the person or the officer"
        OTHER = "other", "Another reason, given in words"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="cases")
    listed_case = models.ForeignKey(ListedCase, models.PROTECT, related_name="drawn")
    stratum = models.CharField(max_length=200)
    order = models.PositiveIntegerField()
    is_reserve = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_with")
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replacement_reason = models.CharField(max_length=24, choices=ReplacementReason, blank=True)
    replacement_note = models.CharField(max_length=500, blank=True)
    allocated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sampled_cases"
    )
    allocated_at = models.DateTimeField(null=True)
    allocated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SampledCaseQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(name="a_case_once_a_draw", fields=["draw", "listed_case"])]

    def __str__(self) -> str:
        return str(self.listed_case)

    @property
    def is_in_use(self) -> bool:
        """Whether the case is to be assessed now."""
        return self.draw.is_current and not self.is_reserve and self.replaced_at is None

    @property
    def replaced_because(self) -> str:
        """Why a case that was replaced could not be assessed, in words."""
        return dict(replacement_reasons(self.draw.inspection))[self.replacement_reason]


def replacement_reasons(inspection: Inspection) -> list[tuple[str, str]]:
    """Why a drawn case cannot be assessed, with those who read cases called as the inspection calls them."""
    reasons = SampledCase.ReplacementReason
    known = {reasons.CONFLICT_OF_INTEREST: f"An {inspection.reader} knows the person or the officer"}
    return [(reason.value, known.get(reason, reason.label)) for reason in reasons]


def inspectors_of(inspection: Inspection) -> models.QuerySet[User]:
    """The inspectors on the team, by name."""
    return User.objects.with_role(*Role).filter(
        inspection_roles__inspection=inspection, inspection_roles__role=TeamRole.INSPECTOR
    )


def loads_of(inspection: Inspection) -> dict[User, int]:
    """How many cases of the inspection each inspector has, over all its samples."""
    in_use = Q(
        sampled_cases__draw__inspection=inspection,
        sampled_cases__draw__is_current=True,
        sampled_cases__is_reserve=False,
        sampled_cases__replaced_at=None,
    )
    counted = inspectors_of(inspection).annotate(load=Count("sampled_cases", filter=in_use, distinct=True))
    return {inspector: inspector.load for inspector in counted}
