"""What the pages of case lists show: waiting inspections, reasons, gaps, and the offer to the contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from markupsafe import Markup

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import policies as samples
from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework, Sample
from caseward.shared.charts import bars
from caseward.shared.govuk.slots import drawn_from

from . import inputs, policies
from .inputs import Gaps, Listing

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

MENDED_AT = {"risk_of_serious_harm": "assessments:index", "prison": "sentences:index"}
"""Where a gap of a column is filled; all others among a person's details."""


@dataclass(frozen=True)
class Waiting:
    """An inspection that collects case lists, and what it waits for."""

    inspection: Inspection
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Offer:
    """An inspection to which the list can be sent, or why not."""

    inspection: Inspection
    reasons: list[str]
    address: str
    """The same list for the inspection's own first day, where this one is for another."""


def frameworks() -> list[Framework]:
    """The installed frameworks that ask for samples which the caseload can fill, the newest first."""
    known = [standards.framework(code) for code in standards.framework_codes()]
    able = [
        each
        for each in known
        if each.samples and not any(policies.reasons_not_to_make(sample) for sample in each.samples)
    ]
    return sorted(able, key=lambda each: each.in_force_from, reverse=True)


def waiting(user: "Viewer") -> list[Waiting]:
    """The inspections of the user's provider that collect case lists and may take one from the user."""
    return [
        Waiting(
            inspection,
            tuple(inspection.framework.sample(row.sample_code) for row in inspection.requested_samples.all()),
        )
        for inspection in _collecting(user)
        if not samples.reasons_not_to_upload(user, inspection)
    ]


def offers(user: "Viewer", listing: Listing) -> list[Offer]:
    """The inspections that ask for this list, each with its button or the reason why there is none."""
    asking = [
        each
        for each in _collecting(user)
        if each.framework_code == listing.framework.code
        and any(row.sample_code == listing.sample.code for row in each.requested_samples.all())
    ]
    return [
        Offer(
            inspection,
            policies.reasons_not_to_send(user, inspection, listing.sample.code, listed_on=listing.on)
            or ([] if listing.rows else ["No case can be listed, so there is nothing to send."]),
            address(listing.framework.code, listing.sample.code, inspection.fieldwork_starts_on),
        )
        for inspection in asking
    ]


def address(code: str, sample_code: str, on: date, *, view: str = "preview", **more: str) -> str:
    """The page of a list for a day."""
    place = reverse(f"case_lists:{view}", kwargs={"code": code, "sample_code": sample_code, **more})
    return f"{place}?on={on.isoformat()}"


def drawn_gaps(listing: Listing) -> Markup:
    """A bar for every column that is not filled everywhere: the share of its cells that is."""
    rows = [
        bars.Row(gaps.column.title, (round(gaps.filled_percent),))
        for gaps in incomplete(listing)
        if gaps.filled_percent is not None
    ]
    words = "For each column that some eligible cases leave empty, the share of them that fill it."
    return bars.grouped("How complete the list is", words, ["Cells filled"], rows) if rows else Markup("")


def incomplete(listing: Listing) -> list[Gaps]:
    """The columns that some eligible case leaves empty, those that keep cases out of the list first."""
    open_ones = [gaps for gaps in listing.gaps.values() if gaps.people]
    return sorted(open_ones, key=lambda gaps: (not gaps.is_needed, -len(gaps.people)))


def limits_of(listing: Listing, user: "Viewer") -> tuple[int, int]:
    """How many on the list an exclusion or restriction protects, and how many of those bar this user."""
    limited = inputs.limited(listing.provider).intersection(listing.people)
    return len(limited), len(inputs.barred_from(user, limited)) if limited else 0


def named(user: "Viewer", listing: Listing, people: Sequence[int]) -> list[int]:
    """Those whom the user may see, in the order of the list."""
    hidden = inputs.barred_from(user, inputs.limited(listing.provider))
    return [number for number in people if number not in hidden]


def draw_offer(*, inspection: Inspection, sample: Sample, user: "Viewer") -> str:
    """On the page where a provider sends a list: make it from the caseload instead, and how many cases."""
    day = inspection.fieldwork_starts_on
    if policies.reasons_not_to_send(user, inspection, sample.code, listed_on=day):
        return ""
    if policies.reasons_not_to_make(sample):
        return ""
    listing = inputs.list_cases(inspection.framework, sample, inspection.provider, day)
    context: dict[str, Any] = {
        "listing": listing,
        "address": address(inspection.framework_code, sample.code, day),
    }
    return drawn_from("case_lists/_offer.html", context)


def _collecting(user: "Viewer") -> list[Inspection]:
    """Inspections of the user's own provider that collect case lists."""
    if not user.is_authenticated:
        return []
    rows = Inspection.objects.visible_to(user).with_team().prefetch_related("requested_samples")
    return list(rows.filter(provider=user.organisation_id, stage=samples.STAGE))
