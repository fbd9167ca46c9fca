"""Rows → plain values for rules/sampling: the only place where listed cases become cases to draw from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from caseward.rules import sampling
from caseward.rules.columns import load_columns
from caseward.rules.framework import Sample

from .models import CaseList, Draw, ListedCase, SampledCase

RESERVES_A_STRATUM = 50


@dataclass(frozen=True)
class Drawn:
    """A sample as the rule drew it, ready to be stored."""

    population: int
    size: int
    size_reason: str
    method: str
    working: dict[str, Any]
    quotas: list[dict[str, Any]]
    margins: list[dict[str, Any]]
    chosen: tuple[sampling.Chosen, ...]
    keys: dict[str, int] = field(repr=False)
    """The row of each whole reference."""

    def cases_of(self, draw: Draw) -> Iterator[SampledCase]:
        """The rows of the drawn cases and their reserves."""
        for case in self.chosen:
            yield SampledCase(
                draw=draw,
                listed_case_id=self.keys[case.reference],
                stratum=sampling.stratum_name(case.stratum),
                order=case.order,
                is_reserve=case.reserve,
            )


def eligible(case_list: CaseList) -> int:
    """How many cases of the list may be drawn."""
    return ListedCase.objects.filter(case_list=case_list, ineligible_because="").count()


def draw_from(case_list: CaseList, order: sampling.Order) -> Drawn:
    """Draw from the eligible cases of an accepted list; raises ValueError where that cannot be."""
    sample = case_list.inspection.framework.sample(case_list.sample_code)
    keys, cases = _cases(case_list, sample)
    if not cases:
        raise ValueError("No case of this list is eligible, so there is nothing to draw.")
    size = sampling.size_for(sample, len(cases), order)
    drawn = sampling.draw(
        cases, size=size.cases, seed=order.seed, sample=sample.code, reserves=RESERVES_A_STRATUM
    )
    return Drawn(
        population=drawn.population,
        size=size.cases,
        size_reason=size.reason,
        method=drawn.method.value,
        working=working_of(size),
        quotas=[
            {
                "stratum": sampling.stratum_name(row.stratum),
                "population": row.population,
                "sample": row.drawn,
            }
            for row in drawn.quotas
        ],
        margins=list(_margins(drawn, sample)),
        chosen=drawn.chosen,
        keys=keys,
    )


def _cases(case_list: CaseList, sample: Sample) -> tuple[dict[str, int], list[sampling.Case]]:
    """The eligible cases with their strata, and the row of each whole reference."""
    stratum = sampling.stratum_of(sample, load_columns())
    rows = ListedCase.objects.filter(case_list=case_list, ineligible_because="").values_list(
        "pk", "organisation", "case_reference", *sample.strata
    )
    keys, cases = {}, []
    for key, organisation, reference, *values in rows.iterator():
        name = sampling.whole_reference(organisation, reference)
        keys[name] = key
        cases.append(sampling.Case(name, stratum(dict(zip(sample.strata, values, strict=True)))))
    return keys, cases


def _margins(drawn: sampling.Draw, sample: Sample) -> Iterator[dict[str, Any]]:
    titles = {column.code: column.title for column in load_columns()}
    for code, quotas in zip(sample.strata, drawn.columns, strict=bool(drawn.columns)):
        for row in quotas:
            yield {
                "column": titles[code],
                "value": sampling.stratum_name(row.stratum),
                "population": row.population,
                "quota": row.quota,
                "sample": row.drawn,
            }


def working_of(size: sampling.Size) -> dict[str, Any]:
    """How a size came about, as it is stored and shown; empty for one entered by hand."""
    if size.z is None or size.uncorrected is None or size.corrected is None:
        return {}
    return {
        "confidence": size.confidence,
        "margin": size.margin,
        "z": f"{float(size.z):.4f}",
        "uncorrected": f"{float(size.uncorrected):.2f}",
        "corrected": f"{float(size.corrected):.2f}",
    }
