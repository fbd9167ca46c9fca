"""The words for a contact: what it is for, how it is held, and what came of it."""

from django.db import models


class Purpose(models.TextChoices):
    """What it is for."""

    INDUCTION = "induction", "Induction"
    SUPERVISION = "supervision", "Supervision"
    RAR = "rar", "Rehabilitation activity session"
    PROGRAMME = "programme", "Programme session"
    UNPAID_WORK = "unpaid_work", "Unpaid work session"
    PRE_RELEASE = "pre_release", "Before release"
    THREE_WAY = "three_way", "Meeting with another agency"
    THIRD_PARTY = "third_party", "Somebody else, without the person"
    OTHER = "other", "Something else"


class How(models.TextChoices):
    """How people meet."""

    OFFICE = "office", "Face to face at an office"
    HOME_VISIT = "home_visit", "Home visit"
    ELSEWHERE = "elsewhere", "Face to face elsewhere"
    VIDEO = "video", "Video call"
    TELEPHONE = "telephone", "Telephone"


class Outcome(models.TextChoices):
    """What happened; whether an absence was acceptable is decided in enforcement."""

    ATTENDED = "attended", "Attended"
    FAILED_TO_COMPLY = "failed_to_comply", "Attended, did not comply"
    SENT_HOME_BEHAVIOUR = "sent_home", "Sent home for behaviour"
    SENT_HOME_BY_US = "sent_home_by_us", "Sent home: we could not hold it"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    CANCELLED_BY_US = "cancelled_by_us", "Cancelled by us"
    MOVED_BY_US = "moved_by_us", "Moved to another day by us"
    MOVED_BY_PERSON = "moved_by_person", "Moved to another day at their request"


class NothingWorkedOn(models.TextChoices):
    """Why no planned action was worked on."""

    CRISIS = "crisis", "Something urgent came first"
    NO_PLAN = "no_plan", "There is no plan yet"
    CHECK_IN = "check_in", "It was only a check-in"
    NOT_READY = "not_ready", "The person was not ready for it"


FACE_TO_FACE = (How.OFFICE, How.HOME_VISIT, How.ELSEWHERE)
ATTENDED = (Outcome.ATTENDED, Outcome.FAILED_TO_COMPLY)
OUR_FAILURES = (Outcome.SENT_HOME_BY_US, Outcome.CANCELLED_BY_US, Outcome.MOVED_BY_US)
THEIR_FAILURES = (Outcome.DID_NOT_ATTEND, Outcome.SENT_HOME_BEHAVIOUR)
MOVED = (Outcome.MOVED_BY_US, Outcome.MOVED_BY_PERSON)
NOT_HELD = (*OUR_FAILURES, Outcome.MOVED_BY_PERSON)
"""Appointments at which the person could not have been seen."""
WITHOUT_A_PLANNED_ACTION = (Purpose.UNPAID_WORK, Purpose.THIRD_PARTY)
"""Nobody is asked which planned action was worked on there."""
