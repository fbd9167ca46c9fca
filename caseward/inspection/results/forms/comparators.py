"""What is typed in when a set of inspections is named or changed."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from caseward.inspection.results.actions import PrintedAverage, SetOfInspections
from caseward.inspection.results.models import Comparator, Result
from caseward.inspection.standards import readers as standards
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Organisation

Typed = Mapping[str, Any] | None
KNOWN = [("yes", "Yes"), ("no", "No, or only partly")]


class SetFields(forms.Form):
    """What a set of inspections is made of."""

    title = forms.CharField(label="Name of the set", max_length=200)
    description = forms.CharField(
        label="Which inspections it holds",
        help_text="Over which months, and where the figures come from. Everybody reads this.",
        max_length=500,
        widget=forms.Textarea,
    )
    members = forms.ModelMultipleChoiceField(
        label="Inspections to pool",
        help_text="Their cases are added up question by question.",
        queryset=Result.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    averages = forms.CharField(
        label="Printed averages",
        help_text="Only where a source prints averages of the whole set. One on each line: the code, a space "
        "and the whole per cent, such as 2.1.1 68. A printed average stands before a pooled one.",
        required=False,
        max_length=20000,
        widget=forms.Textarea,
    )
    source = forms.CharField(
        label="Source of the printed averages", max_length=300, required=False, help_text="The publication."
    )
    is_membership_known = forms.ChoiceField(
        label="Is it known which inspections are in the printed averages?",
        choices=KNOWN,
        widget=forms.RadioSelect,
        initial="yes",
    )
    providers_inside = forms.ModelMultipleChoiceField(
        label="Providers known to be in the printed averages",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    looks = {
        "title": Look(size="s", width=30),
        "description": Look(size="s", rows=3),
        "members": Look(size="s", small=True),
        "averages": Look(size="s", rows=8),
        "source": Look(size="s"),
        "is_membership_known": Look(size="s", inline=True),
        "providers_inside": Look(size="s", small=True),
    }

    def __init__(self, data: Typed, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        members = cast("forms.ModelMultipleChoiceField[Result]", self.fields["members"])
        members.queryset = Result.objects.order_by("title", "pk")
        inside = cast("forms.ModelMultipleChoiceField[Organisation]", self.fields["providers_inside"])
        inside.queryset = Organisation.objects.providers().order_by("name")

    def clean_averages(self) -> list[tuple[str, int]]:
        """The printed averages, by code, each once."""
        rows: list[tuple[str, int]] = []
        faults = []
        for line in filter(None, map(str.strip, self.cleaned_data["averages"].splitlines())):
            code, _, number = line.rstrip("%").strip().rpartition(" ")
            if not code or not number.isdecimal() or int(number) > 100:
                faults.append(f"“{line}” must be a code, a space and a whole per cent from 0 to 100")
            elif code.strip() in dict(rows):
                faults.append(f"“{code.strip()}” stands twice")
            else:
                rows.append((code.strip(), int(number)))
        if faults:
            raise forms.ValidationError(faults)
        return rows

    def made_of(self, framework_code: str) -> SetOfInspections:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return SetOfInspections(
            title=typed["title"],
            description=typed["description"],
            framework_code=framework_code,
            members=list(typed["members"]),
            providers_inside=list(typed["providers_inside"]),
            is_membership_known=typed["is_membership_known"] == "yes",
            averages=[
                PrintedAverage(code, percent=value, source=typed["source"])
                for code, value in typed["averages"]
            ],
        )


class CreateComparatorForm(SetFields, CreatingForm):
    """A new set, with the framework whose codes its figures bear."""

    framework_code = forms.ChoiceField(
        label="Framework",
        widget=forms.RadioSelect,
        help_text="The one whose codes the figures bear. It may be an earlier one than that of the "
        "inspections compared with the set, where it is known which questions ask alike.",
    )
    looks = {**SetFields.looks, "framework_code": Look(size="s", small=True)}
    field_order = ["title", "description", "framework_code"]

    def __init__(self, data: Typed) -> None:
        super().__init__(data)
        known = [standards.framework(code) for code in standards.framework_codes()]
        choices = [(each.code, each.title) for each in known]
        cast(forms.ChoiceField, self.fields["framework_code"]).choices = choices


class ChangeComparatorForm(SetFields, EditingForm):
    """A set that is changed; its framework stays."""

    def __init__(self, data: Typed, *, comparator: Comparator) -> None:
        averages = list(comparator.figures.all())
        initial = {
            "version": comparator.version,
            "title": comparator.title,
            "description": comparator.description,
            "members": list(comparator.members.values_list("pk", flat=True)),
            "providers_inside": list(comparator.providers_inside.values_list("pk", flat=True)),
            "is_membership_known": "yes" if comparator.is_membership_known else "no",
            "averages": "\n".join(f"{row.code} {row.percent}" for row in averages if row.percent is not None),
            "source": averages[0].source if averages else "",
        }
        super().__init__(data, initial=initial)


def clash(theirs: Comparator, yours: SetOfInspections) -> list[tuple[str, str, str]]:
    """What differs between a set as somebody else saved it and as it was typed."""
    figures = {row.code: row.percent for row in theirs.figures.all()}
    rows = [
        ("Name of the set", theirs.title, yours.title),
        ("Which inspections it holds", theirs.description, yours.description),
        (
            "Inspections to pool",
            ", ".join(sorted(row.title for row in theirs.members.all())),
            ", ".join(sorted(row.title for row in yours.members)),
        ),
        (
            "Printed averages",
            ", ".join(f"{code} {percent}" for code, percent in figures.items()),
            ", ".join(f"{row.code} {row.percent}" for row in yours.averages),
        ),
        (
            "Providers inside",
            ", ".join(sorted(row.name for row in theirs.providers_inside.all())),
            ", ".join(sorted(row.name for row in yours.providers_inside)),
        ),
    ]
    return [row for row in rows if row[1] != row[2]]
