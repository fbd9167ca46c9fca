"""What is typed in when somebody is assessed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from caseward.casework.assessments.actions.assessments import Judgement
from caseward.casework.assessments.models import GROUPS, Assessment, Factor, HarmLevel, groups_asked
from caseward.rules.risk_of_harm import GROUPS as GROUP_TITLES
from caseward.rules.risk_of_harm import SUMMARY_QUESTIONS
from caseward.shared.govuk.forms import CreatingForm, EditingForm, differences
from caseward.shared.govuk.looks import Look

Typed = Mapping[str, Any] | None
LINKS = [
    ("offending", "Offending"),
    ("harm", "Serious harm"),
    ("desistance", "Leaving crime behind (desistance)"),
    ("none", "None of these"),
]


class StartForm(CreatingForm):
    """A new assessment."""

    reason = forms.ChoiceField(
        label="Why is the assessment made?", choices=Assessment.Reason, widget=forms.RadioSelect
    )


class FactorForm(EditingForm):
    """One area: need, strength, what lies behind it and what it is linked to."""

    is_need = forms.ChoiceField(
        label="Is this a need?", choices=Factor.Need, widget=forms.RadioSelect(), required=True
    )
    analysis = forms.CharField(
        label="What lies behind it?",
        help_text="How it came about, how it shows, and what the person says of it.",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    linked_to = forms.MultipleChoiceField(
        label="What is this need linked to?",
        help_text="For a need, tick all that apply.",
        choices=LINKS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    strength = forms.CharField(
        label="What is strong here?",
        help_text="What protects the person, or can be built on.",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    answer_to_difference = forms.CharField(
        label="Why do you and the person see it differently?",
        help_text="Only where you differ: what the person says stands beside this.",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    looks = {
        "is_need": Look(size="s"),
        "analysis": Look(size="s", rows=4),
        "linked_to": Look(size="s", small=True),
        "strength": Look(size="s", rows=3),
        "answer_to_difference": Look(size="s", rows=3),
    }

    def __init__(self, data: Typed, *, factor: Factor) -> None:
        links = [code for code, _ in LINKS[:-1] if getattr(factor, f"is_linked_to_{code}")]
        looked_at = factor.is_linked_to_offending is not None
        super().__init__(
            data,
            initial={
                "version": factor.version,
                "is_need": factor.is_need,
                "analysis": factor.analysis,
                "strength": factor.strength,
                "linked_to": links or (["none"] if looked_at and factor.is_need == Factor.Need.YES else []),
                "answer_to_difference": factor.answer_to_difference,
            },
        )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        links = typed.get("linked_to", [])
        if "none" in links and len(links) > 1:
            self.add_error("linked_to", "Select what the need is linked to, or “None of these”")
        if typed.get("is_need") == Factor.Need.YES:
            if not typed.get("analysis", "").strip():
                self.add_error("analysis", "Say what lies behind the need")
            if not links:
                self.add_error("linked_to", "Select what the need is linked to, or “None of these”")
        return typed

    def versions(self, theirs: Factor) -> list[tuple[str, str, str]]:
        """What somebody else saved beside what was typed."""
        rows = differences(self, theirs)
        typed = [code for code in self.cleaned_data["linked_to"] if code != "none"]
        saved = [code for code, _ in LINKS[:-1] if getattr(theirs, f"is_linked_to_{code}")]
        if typed != saved:
            titles = dict(LINKS)
            words = [", ".join(titles[code] for code in codes) or "Nothing" for codes in (saved, typed)]
            rows.append((str(self.fields["linked_to"].label), words[0], words[1]))
        return rows

    def judgement(self) -> Judgement:
        """What was typed, as the action takes it; only a need is linked to anything."""
        typed = self.cleaned_data
        is_need = typed["is_need"] == Factor.Need.YES
        linked = {code: (code in typed["linked_to"]) if is_need else None for code, _ in LINKS[:-1]}
        return Judgement(
            is_need=typed["is_need"],
            strength=typed["strength"],
            analysis=typed["analysis"],
            is_linked_to_offending=linked["offending"],
            is_linked_to_harm=linked["harm"],
            is_linked_to_desistance=linked["desistance"],
            answer_to_difference=typed["answer_to_difference"],
        )


class HistoryForm(EditingForm):
    """What earlier sentences show."""

    history = forms.CharField(
        label="What do earlier sentences show?",
        help_text="What worked, what did not, patterns of attendance, and how each sentence ended.",
        widget=forms.Textarea,
        max_length=4000,
    )
    looks = {"history": Look(size="s", rows=10)}

    def __init__(self, data: Typed, *, assessment: Assessment) -> None:
        super().__init__(data, initial={"version": assessment.version, "history": assessment.history})

    def written(self) -> dict[str, str]:
        """What was typed, as the action takes it."""
        return {"history": self.cleaned_data["history"]}


class DiversityForm(EditingForm):
    """How who the person is bears on supervision."""

    diversity = forms.CharField(
        label="How does who they are bear on supervision?",
        help_text="What it changes in how, when and where you meet, and what you will do about it.",
        widget=forms.Textarea,
        max_length=4000,
    )
    looks = {"diversity": Look(size="s", rows=8)}

    def __init__(self, data: Typed, *, assessment: Assessment) -> None:
        super().__init__(data, initial={"version": assessment.version, "diversity": assessment.diversity})

    def written(self) -> dict[str, str]:
        """What was typed, as the action takes it."""
        return {"diversity": self.cleaned_data["diversity"]}


class HarmForm(EditingForm):
    """A level for each group at risk, and the five answers of the summary; it may be saved in part."""

    def __init__(self, data: Typed, *, assessment: Assessment) -> None:
        rated = [group for group in GROUPS if assessment.level_of(group)]
        groups = {*groups_asked(assessment.person), *rated}
        names = [f"harm_to_{group}" for group in groups] + [f"harm_{code}" for code, _ in SUMMARY_QUESTIONS]
        initial = {name: getattr(assessment, name) for name in names}
        super().__init__(data, initial=initial | {"version": assessment.version})
        self.looks: dict[str, Look] = {}
        for group, title in (each for each in GROUP_TITLES if each[0] in groups):
            self.fields[f"harm_to_{group}"] = forms.TypedChoiceField(
                label=f"Serious harm to {title.lower()}",
                choices=[(level.value, level.label) for level in HarmLevel],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )
            self.looks[f"harm_to_{group}"] = Look(size="s", inline=True, small=True)
        for code, question in SUMMARY_QUESTIONS:
            self.fields[f"harm_{code}"] = forms.CharField(
                label=question, widget=forms.Textarea, max_length=2000, required=False
            )
            self.looks[f"harm_{code}"] = Look(size="s", rows=3)

    def written(self) -> dict[str, dict[str, Any]]:
        """What was typed by column, as the action takes it."""
        return {"harm": {name: value for name, value in self.cleaned_data.items() if name != "version"}}


PartForm = HistoryForm | DiversityForm | HarmForm
