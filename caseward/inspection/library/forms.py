"""What a league table can be narrowed to."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caseward.inspection.results.models import ResultQuerySet
from caseward.rules.framework import Framework
from caseward.shared.govuk.looks import Look

LATEST, EVERY = "latest", "every"


class LeagueFilter(forms.Form):
    """A form sent by GET; what is not understood is left aside."""

    which = forms.ChoiceField(
        label="Inspections",
        choices=[(LATEST, "Each provider’s latest"), (EVERY, "Every inspection")],
        required=False,
        initial=LATEST,
        widget=forms.RadioSelect,
    )
    provider = forms.CharField(label="Provider’s name contains", required=False, max_length=100)
    looks = {"which": Look(small=True), "provider": Look(width=20)}

    def __init__(self, *args: Any, framework: Framework, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        bands = [("", "Any rating"), *((band.code, band.title) for band in framework.bands)]
        any_year = [("", "Any year"), *((str(year), str(year)) for year in years)]
        self.fields["rating"] = forms.ChoiceField(label="Overall rating", choices=bands, required=False)
        self.fields["year"] = forms.ChoiceField(label="Year of publication", choices=any_year, required=False)

    def among(self, results: ResultQuerySet) -> ResultQuerySet:
        """The results that are ranked with each other."""
        asked = self._asked()
        if asked.get("year"):
            results = results.filter(published_on__year=asked["year"])
        return results if asked.get("which") == EVERY else results.latest_of_each()

    def narrowed(self, ranked: ResultQuerySet) -> ResultQuerySet:
        """Those of the ranked results that are shown."""
        asked = self._asked()
        if asked.get("provider"):
            ranked = ranked.filter(provider__name__icontains=asked["provider"])
        return ranked.filter(rating=asked["rating"]) if asked.get("rating") else ranked

    @property
    def leaves_out(self) -> bool:
        """Whether results are left out that are ranked with those shown."""
        asked = self._asked()
        return bool(asked.get("provider") or asked.get("rating"))

    @property
    def active(self) -> int:
        """How many filters are on."""
        asked = self._asked()
        return sum(bool(asked.get(name)) for name in ("rating", "year", "provider")) + (
            asked.get("which") == EVERY
        )

    def _asked(self) -> dict[str, Any]:
        """What was understood; a value that was not is not in it."""
        self.full_clean()
        return self.cleaned_data if self.is_bound else {}


class StandardChoice(forms.Form):
    """Which standard to see across frameworks."""

    looks = {"standard": Look(size="s")}

    def __init__(self, *args: Any, titles: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(title, title) for title in titles]
        self.fields["standard"] = forms.ChoiceField(label="Standard", choices=choices)
