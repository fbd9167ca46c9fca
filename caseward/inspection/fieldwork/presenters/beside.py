"""What stands beside the interviews of an inspection: the provider's last result, and a named set."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.presenters.comparison import (
    Comparisons,
    Side,
    chosen,
    comparator_side,
    comparisons,
    last_side,
)
from caseward.rules.figures import Count
from caseward.rules.framework import Framework


@dataclass(frozen=True)
class Neighbours:
    """What an inspection's figures are set beside; None where there is nothing."""

    framework: Framework
    last_time: Side | None
    elsewhere: Side | None

    def beside(self, counts: Mapping[str, Count]) -> Comparisons:
        """What stands beside each figure, by its code; a figure that nobody answered has nothing."""
        answered = {code: count for code, count in counts.items() if count.base}
        return comparisons(self.framework, answered, last=self.last_time, comparator=self.elsewhere)


def neighbours_of(inspection: Inspection) -> Neighbours:
    """The provider's last published result, and the first set on offer for the framework."""
    framework, provider = inspection.framework, inspection.provider
    comparator = chosen(framework, None)[1]
    return Neighbours(
        framework,
        last_side(provider, inspection.fieldwork_starts_on),
        comparator_side(comparator, provider) if comparator else None,
    )
