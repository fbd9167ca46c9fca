"""The provider's people, and those of them to whom access is limited."""

from typing import TYPE_CHECKING

from caseward.casework.people.models import AccessList, Person
from caseward.shared.organisations.models import Organisation

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def people_of(provider: Organisation) -> int:
    """How many people the provider supervises or has supervised; records that were joined count once."""
    return Person.objects.filter(provider=provider, merged_into=None).count()


def limited(provider: Organisation) -> set[int]:
    """Whom an exclusion or a restriction protects now."""
    running = AccessList.objects.filter(ended_at=None, person__provider=provider)
    return set(running.values_list("person_id", flat=True))


def barred_from(user: "Viewer", protected: set[int]) -> set[int]:
    """Those of the protected whom the user may not see, by a list or because the user sees nobody by name."""
    seen = Person.objects.visible_to(user).filter(access_lists__ended_at=None, pk__in=protected)
    return protected - set(seen.values_list("pk", flat=True))
