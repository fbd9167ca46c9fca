"""Who may work on a case, lead, look at who looked, and join two records. Empty lists mean allowed."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from caseward.rules.limited_access import is_barred
from caseward.shared.accounts.models import Role, User

from .models import (
    MAY_BE_LET_READ,
    AccessList,
    AccessListMember,
    Cover,
    Import,
    Involvement,
    Merge,
    Person,
    RelatedPerson,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caseward.shared.files.lists import Fault
    from caseward.shared.records.models import Viewer

FEWEST_WORDS = 3
"""A reason that others must understand is more than a word."""
LONGEST_INVOLVEMENT = timedelta(days=30)
"""After that somebody says again why they work on the case (inferred)."""
LOOKS_SHOWN = timedelta(days=90)
"""How far back the page of looks goes unless somebody asks for more."""


def works_with_people(user: "Viewer") -> bool:
    """Whether the user supervises people on probation, or leads those who do."""
    return user.is_authenticated and user.supervises


def reads_the_caseload(user: "Viewer") -> bool:
    """Whether the user reads every case of a provider, to work on it or to audit it."""
    return user.is_authenticated and user.reads_the_caseload


def reasons_not_to_search(user: "Viewer") -> list[str]:
    """Whoever reads the caseload looks somebody up; a right to one case is no right to search."""
    if reads_the_caseload(user):
        return []
    return ["Only officers, managers and the quality team look people up."]


def colleagues_of(user: "Viewer") -> "QuerySet[User]":
    """The officers and managers of the user's provider, the user among them."""
    if not user.is_authenticated or not user.supervises:
        return User.objects.none()
    rows = User.objects.with_role(Role.OFFICER, Role.MANAGER)
    return rows.filter(organisation=user.organisation_id)


def leads(user: "Viewer") -> bool:
    """Whether the user is a manager."""
    return user.is_authenticated and user.is_manager


def is_own(user: "Viewer", person: Person) -> bool:
    """Whether the person is on the user's caseload, or on that of somebody for whom the user covers today."""
    if person.officer_id is None or not user.is_authenticated:
        return False
    if person.officer_id == user.pk:
        return True
    return (
        Cover.objects.running(timezone.localdate()).filter(away=person.officer_id, covered_by=user).exists()
    )


def is_involved(user: "Viewer", person: Person) -> bool:
    """Whether the user gave a reason to work on this case that still holds today."""
    today = timezone.localdate()
    given = Involvement.objects.filter(person=person, user=user.pk, began_on__lte=today, ends_on__gte=today)
    return given.exists()


def reasons_not_to_work_on(user: "Viewer", person: Person) -> list[str]:
    """An officer changes own cases, those of covered colleagues, and others with a recorded reason."""
    if not user.is_authenticated or not user.supervises or person.provider_id != user.organisation_id:
        return ["Only officers and managers of the provider can change this record."]
    if leads(user) or is_own(user, person) or is_involved(user, person):
        return []
    return ["This person is not on your caseload. Give your reason for working on this case first."]


def reasons_not_to_see(user: "Viewer", person: Person) -> list[str]:
    """The words of the list that bars the user, for somebody of the person's own provider."""
    if Person.objects.filter(pk=person.pk).visible_to(user).exists():
        return []
    lists = AccessList.objects.filter(person=person, ended_at=None)
    return [each.message for each in lists] or ["You cannot see this record."]


def reasons_not_to_lead(user: "Viewer") -> list[str]:
    """What only a manager decides."""
    return [] if leads(user) else ["Only a manager can do this."]


def reasons_not_to_add(user: "Viewer") -> list[str]:
    """Whoever works with people may begin a record."""
    return [] if works_with_people(user) else ["Only officers and managers can add somebody."]


def reasons_not_to_take_number(crn: str, *, but: Person | None = None) -> list[str]:
    """A CRN is one person's only."""
    taken = Person.objects.filter(crn=crn).first()
    return ["There is already a record with this CRN."] if taken and taken != but else []


def reasons_against(reason: str) -> list[str]:
    """A reason that others must understand."""
    return [] if len(reason.split()) >= FEWEST_WORDS else ["Give your reason in a few words."]


def reasons_not_to_work(user: "Viewer") -> list[str]:
    """Officers and managers work on cases; others only read them."""
    return [] if works_with_people(user) else ["Only officers and managers work on cases."]


def reasons_not_to_involve(user: "Viewer", reason: str, ends_on: date, today: date) -> list[str]:
    """Whoever may see the case gives a reason, and a day that is not far away."""
    if why := reasons_not_to_work(user):
        return why
    if not today <= ends_on <= today + LONGEST_INVOLVEMENT:
        return ["Your work on this case must end today, or at most 30 days from now."]
    return reasons_against(reason)


def reasons_not_to_let_read(
    user: "Viewer", person: Person, reader: User, reason: str, ends_on: date, today: date
) -> list[str]:
    """A right to read one case has a reason and an end that is near.

    Directors give it to themselves, in their own provider. Which cases an inspector may be let into, and by
    whom, is known only to whoever knows the sample; that is asked before this.
    """
    if reader.role not in MAY_BE_LET_READ:
        return ["Only inspectors and directors read a case by a right."]
    if reader.directs and (user.pk != reader.pk or person.provider_id != reader.organisation_id):
        return ["Directors open cases of their own provider, each for themselves."]
    if not today <= ends_on <= today + LONGEST_INVOLVEMENT:
        return ["The right to read this case must end today, or at most 30 days from now."]
    return reasons_against(reason)


def reasons_not_to_end_right(right: Involvement, today: date) -> list[str]:
    """A right that still runs can be ended; who may, is known to whoever had it given."""
    return [] if right.ends_on >= today else ["This right has ended already."]


def reasons_not_to_see_looks(user: "Viewer", person: Person) -> list[str]:
    """Managers, and the person's own officer, see who looked."""
    if leads(user) or is_own(user, person):
        return []
    return ["Only managers and the person’s own officer can see who looked at this record."]


def reasons_not_to_protect(person: Person, protects: RelatedPerson | None) -> list[str]:
    """An order protects somebody around the same person."""
    if protects is None or protects.person_id == person.pk:
        return []
    return ["The order must protect somebody around this person."]


def reasons_not_to_withdraw(user: "Viewer", person: Person, withdrawn_because: str) -> list[str]:
    """An event is withdrawn once, by those who may work on the case."""
    return reasons_not_to_work_on(user, person) + (["It is withdrawn already."] if withdrawn_because else [])


def reasons_not_to_start_list(user: "Viewer", person: Person, kind: str) -> list[str]:
    """A manager starts a list of a kind that is not running."""
    if why := reasons_not_to_lead(user):
        return why
    running = AccessList.objects.filter(person=person, kind=kind, ended_at=None)
    return ["There is such a list already: change it."] if running.exists() else []


def reasons_not_to_change_list(user: "Viewer", access_list: AccessList) -> list[str]:
    """A manager changes or ends a list that is running."""
    ended = ["This list has ended."] if access_list.ended_at else []
    return reasons_not_to_lead(user) or ended


def reasons_not_to_name(user: "Viewer", kind: str, named: Collection[User], *, knows: bool) -> list[str]:
    """A restriction names somebody, all are colleagues, and who shuts themselves out knows it."""
    if kind == AccessList.Kind.RESTRICTION and not named:
        return ["A restriction that names nobody would keep everybody out."]
    if kind == AccessList.Kind.EXCLUSION and not named:
        return ["Name at least one person."]
    if colleagues_of(user).filter(pk__in=[each.pk for each in named]).count() < len(set(named)):
        return ["The list can only name officers and managers of your provider."]
    if locks_out(user, kind, named) and not knows:
        return ["With this list you yourself can no longer open this record. Say that you know that."]
    return []


def locks_out(user: "Viewer", kind: str, named: Collection[User]) -> bool:
    """Whether a list of those names would keep its own author out."""
    names = [each.pk for each in named]
    if kind == AccessList.Kind.EXCLUSION:
        return is_barred(user.pk, names, None)
    return is_barred(user.pk, (), names)


def reasons_not_to_propose(user: "Viewer", kept: Person, other: Person) -> list[str]:
    """Whoever may work on the record that stays proposes, once."""
    if kept.pk == other.pk or kept.provider_id != other.provider_id:
        return ["Two records of one provider can be joined."]
    if kept.merged_into_id or other.merged_into_id:
        return ["One of the records is joined with another already."]
    if why := reasons_not_to_work_on(user, kept):
        return why
    pair = [kept.pk, other.pk]
    waits = Merge.objects.open().filter(kept__in=pair, other__in=pair).exists()
    return ["Somebody has proposed this already."] if waits else []


def reasons_not_to_agree(user: "Viewer", merge: Merge) -> list[str]:
    """Another person than the one who proposed, a manager, and nothing that would be lost."""
    if why := reasons_not_to_refuse(user, merge):
        return why
    if user.pk == merge.proposed_by_id:
        return ["You proposed this. Another manager must agree."]
    return reasons_not_to_join(merge.kept, merge.other)


def reasons_not_to_refuse(user: "Viewer", merge: Merge) -> list[str]:
    """A manager decides a proposal once; the one who proposed may take it back."""
    if merge.agreed_at or merge.refused_at:
        return ["This has been decided already."]
    return [] if leads(user) else ["A manager decides this."]


def reasons_not_to_undo(user: "Viewer", merge: Merge) -> list[str]:
    """A manager undoes what was joined, the latest first."""
    if why := reasons_not_to_lead(user):
        return why
    if not merge.agreed_at or merge.undone_at:
        return ["These records are not joined."]
    if merge.kept.merged_into_id:
        return ["The record that was kept has itself been joined with another since. Undo that first."]
    later = Merge.objects.filter(kept=merge.kept_id, undone_at=None, agreed_at__gt=merge.agreed_at)
    return ["Another record has been joined since. Undo that first."] if later.exists() else []


def reasons_not_to_join(kept: Person, other: Person) -> list[str]:
    """What the two records must agree on first, so that joining them loses nothing."""
    why = []
    if kept.merged_into_id or other.merged_into_id:
        why.append("One of the records is joined with another already.")
    if other.officer_id and (other.officer_id, other.team_id) != (kept.officer_id, kept.team_id):
        why.append("The records have different officers or teams. Allocate both to the same officer first.")
    for model in rows_of_person():
        if model is not AccessList and not model._meta.auto_created and _share_a_number(model, kept, other):
            name = model._meta.verbose_name
            why.append(f"Both records have a {name} with the same reference. Correct one of them first.")
    if restricted_in_both(kept, other) == set():
        why.append("Both records are restricted, and nobody is named by both restrictions.")
    return why


def restricted_in_both(kept: Person, other: Person) -> set[int] | None:
    """Whom both running restrictions name; None where not both records are restricted."""
    running = AccessList.objects.filter(
        person__in=[kept, other], kind=AccessList.Kind.RESTRICTION, ended_at=None
    )
    if running.count() < 2:
        return None
    named = [set(_named_by(each)) for each in running]
    return named[0] & named[1]


def rows_of_person() -> "Iterator[type[models.Model]]":
    """Every model with a foreign key `person`, hidden ones too: its rows move when two records are joined.

    A model of an app above may say `IS_RECKONED = True` and is left out. Nobody types its rows in: they are
    worked out from the record, and after a joining worked out again for the record that was kept.
    """
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.field.name != "person":
            continue
        if not getattr(relation.related_model, "IS_RECKONED", False):
            yield relation.related_model


def clashing(model: type[models.Model], kept: Person, other: Person) -> "QuerySet[Any]":
    """Rows of the other record that a unique constraint keeps from joining those of the kept one."""
    rows, clash = model._base_manager, models.Q(pk__in=[])
    for fields, condition in _unique_with_person(model):
        same = {name: models.OuterRef(name) for name in fields}
        clash |= models.Q(models.Exists(rows.filter(condition, person=kept, **same))) & condition
    return rows.filter(clash, person=other)


def _share_a_number(model: type[models.Model], kept: Person, other: Person) -> bool:
    return clashing(model, kept, other).exists()


def _unique_with_person(model: type[models.Model]) -> "Iterator[tuple[list[str], models.Q]]":
    """The other fields of each constraint that includes the person, and when it holds."""
    for together in model._meta.unique_together:
        if "person" in together:
            yield [name for name in together if name != "person"], models.Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and "person" in constraint.fields:
            fields = [name for name in constraint.fields if name != "person"]
            yield fields, constraint.condition or models.Q()


def _named_by(access_list: AccessList) -> "QuerySet[AccessListMember, int]":
    return AccessListMember.objects.filter(access_list=access_list).values_list("user_id", flat=True)


def reasons_not_to_take_in(user: "Viewer") -> list[str]:
    """Managers take in lists and files from other systems."""
    return reasons_not_to_lead(user)


def reasons_against_faults(faults: "Collection[Fault]") -> list[str]:
    """A list with any fault is not taken in, not even in part."""
    return [f"The list has {len(faults)} faults. Correct them, and send it again."] if faults else []


def reasons_not_to_decide_import(user: "Viewer", upload: Import) -> list[str]:
    """A file is taken in or discarded once, after it was checked and while it has no fault."""
    if why := reasons_not_to_take_in(user):
        return why
    if not user.is_authenticated or upload.provider_id != user.organisation_id:
        return ["This file is of another provider."]
    if upload.state == Import.State.CHECKED:
        return []
    return [f"This file can no longer be decided: {upload.get_state_display().lower()}."]
