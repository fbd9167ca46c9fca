"""What is typed in when recommendations are written, answered, planned for, reported on and judged."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import RecommendationResult
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import policies
from .actions import TIME_FOR_A_PLAN, Answered, Planned, Wording
from .models import ActionPlan, EarlierJudgement, Recommendation, Response, Step

if TYPE_CHECKING:
    EarlierField = forms.ModelChoiceField[RecommendationResult]
else:
    EarlierField = forms.ModelChoiceField

Typed = Mapping[str, Any] | None
LONGEST = 2_000
YEARS_AHEAD = 10


class WordingFields(forms.Form):
    """What a recommendation says, to whom, and what it rests on."""

    text = forms.CharField(
        label="What should be done?",
        widget=forms.Textarea,
        max_length=LONGEST,
        help_text="One recommendation asks for one thing.",
    )
    addressee = forms.CharField(
        label="Who should do it?",
        max_length=120,
        help_text="Recommendations to the same addressee stand together in the report.",
    )
    is_outside = forms.BooleanField(
        label="This is outside the inspected provider, such as a ministry",
        required=False,
        help_text="The publisher then records its answers.",
    )
    repeats = EarlierField(
        label="Does it repeat an earlier recommendation?",
        queryset=RecommendationResult.objects.none(),
        required=False,
        empty_label="No",
    )
    standard_codes = forms.MultipleChoiceField(
        label="Which standards does it follow from?", widget=forms.CheckboxSelectMultiple, required=False
    )
    question_codes = forms.MultipleChoiceField(
        label="Which key questions?", widget=forms.CheckboxSelectMultiple, required=False
    )
    looks = {
        "text": Look(size="s", rows=4),
        "addressee": Look(size="s"),
        "repeats": Look(size="s"),
        "standard_codes": Look(size="s", small=True),
        "question_codes": Look(size="s", small=True),
    }

    def __init__(self, data: Typed, *, inspection: Inspection, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        framework = inspection.framework
        standards = [(each.code, f"{each.code} {each.title}") for each in framework.standards]
        questions = [
            (each.code, f"{each.code} {each.text}")
            for standard in framework.standards
            for each in standard.key_questions
        ]
        cast(forms.MultipleChoiceField, self.fields["standard_codes"]).choices = standards
        cast(forms.MultipleChoiceField, self.fields["question_codes"]).choices = questions
        earlier = policies.earlier_recommendations(inspection)
        if earlier.exists():
            cast(EarlierField, self.fields["repeats"]).queryset = earlier
        else:
            del self.fields["repeats"]
        self.inspection = inspection

    def clean_addressee(self) -> str:
        return " ".join(self.cleaned_data["addressee"].split())

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "addressee" in typed:
            for reason in policies.reasons_not_to_address(
                self.inspection, typed["addressee"], is_outside=typed["is_outside"], but=self.own()
            ):
                self.add_error("addressee", reason)
        return typed

    def own(self) -> Recommendation | None:
        """The recommendation that is changed; none for a new one."""
        return None

    def wording(self) -> Wording:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Wording(
            addressee=typed["addressee"],
            text=typed["text"],
            is_outside=typed["is_outside"],
            standard_codes=tuple(typed["standard_codes"]),
            question_codes=tuple(typed["question_codes"]),
            repeats=typed.get("repeats"),
        )


class WriteForm(WordingFields, CreatingForm):
    """A new recommendation."""

    def __init__(self, data: Typed, *, inspection: Inspection) -> None:
        super().__init__(data, inspection=inspection, initial={"addressee": inspection.provider.name})


class ChangeForm(WordingFields, EditingForm):
    """A recommendation that is not published."""

    def __init__(self, data: Typed, *, recommendation: Recommendation) -> None:
        names = ("text", "addressee", "is_outside", "standard_codes", "question_codes", "version")
        initial = {name: getattr(recommendation, name) for name in names}
        self.recommendation = recommendation
        super().__init__(
            data,
            inspection=recommendation.inspection,
            initial=initial | {"repeats": recommendation.repeats_id},
        )

    def own(self) -> Recommendation:
        return self.recommendation


class JudgeForm(EditingForm):
    """How much progress was made on an earlier recommendation."""

    progress = forms.ChoiceField(
        label="How much progress was made?",
        choices=EarlierJudgement.Progress.choices,
        widget=forms.RadioSelect,
    )
    paragraph = forms.CharField(
        label="What shows it?",
        help_text="One paragraph, which the report prints. Name the evidence, and no person.",
        widget=forms.Textarea,
        max_length=LONGEST,
    )
    looks = {
        "progress": Look(
            size="s", hints={"none": "Inferred: the published reports that we read use only the first two."}
        ),
        "paragraph": Look(size="s", rows=8),
    }

    def __init__(self, data: Typed, *, judgement: EarlierJudgement | None) -> None:
        names = ("progress", "paragraph", "version")
        initial = {name: getattr(judgement, name) for name in names} if judgement else {"version": 0}
        super().__init__(data, initial=initial)

    def clean_paragraph(self) -> str:
        paragraph: str = self.cleaned_data["paragraph"]
        if policies.too_few_words(paragraph):
            raise forms.ValidationError(f"Say in at least {policies.FEWEST_WORDS} words what shows it")
        return paragraph


class PublishForm(CreatingForm):
    """By when action plans are due, as the recommendations become public."""

    due_on = DateParts(
        label="Action plans are due on",
        help_text="Four weeks are suggested: twenty working days, bank holidays aside. "
        "Inferred: no source says how long.",
    )
    looks = {"due_on": Look(size="s")}

    def __init__(self, data: Typed) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"due_on": today + TIME_FOR_A_PLAN})
        cast(DateParts, self.fields["due_on"]).earliest = today


class DueForm(EditingForm):
    """Another day by which a plan is due."""

    due_on = DateParts(label="The plan is due on")
    looks = {"due_on": Look(size="s")}

    def __init__(self, data: Typed, *, plan: ActionPlan) -> None:
        super().__init__(data, initial={"version": plan.version, "due_on": plan.due_on})
        field = cast(DateParts, self.fields["due_on"])
        field.earliest, field.latest = plan.inspection.fieldwork_ends_on, _far_ahead()


class AnswerForm(EditingForm):
    """How far a recommendation is accepted."""

    answer = forms.ChoiceField(
        label="Do you agree with this recommendation?",
        choices=Response.Answer.choices,
        widget=forms.RadioSelect,
    )
    agreed_part = forms.CharField(
        label="Which part do you agree with?",
        help_text="Only if you agree partly.",
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
    )
    reasons = forms.CharField(
        label="Why not with all of it?",
        help_text="Only if you agree partly or not at all, such as for reasons of contract, policy or cost.",
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
    )
    looks = {
        "answer": Look(
            size="s",
            hints={
                "agreed": "All of it can be achieved and paid for.",
                "partly": "Say which part, and why not the rest.",
                "not_agreed": "Say why.",
            },
        ),
        "agreed_part": Look(size="s", rows=3),
        "reasons": Look(size="s", rows=3),
    }

    def __init__(self, data: Typed, *, response: Response) -> None:
        names = ("answer", "agreed_part", "reasons", "version")
        super().__init__(data, initial={name: getattr(response, name) for name in names})

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        words = [typed.get(name, "") for name in ("answer", "agreed_part", "reasons")]
        for name, fault in policies.words_missing(*words).items():
            self.add_error(name, fault)
        return typed

    def answered(self) -> Answered:
        """What was typed, as the action takes it; words that do not belong to the answer are left out."""
        typed = self.cleaned_data
        answer = typed["answer"]
        return Answered(
            answer,
            typed["agreed_part"] if answer == Response.Answer.PARTLY else "",
            typed["reasons"] if answer != Response.Answer.AGREED else "",
        )


class StepFields(forms.Form):
    """One thing that will be done, by whom and by when."""

    action = forms.CharField(
        label="What will be done?",
        help_text="One specific thing, so that anybody can tell whether it is done.",
        widget=forms.Textarea,
        max_length=LONGEST,
    )
    owner = forms.CharField(
        label="Who answers for it?",
        help_text="A post, such as head of operations. The plan becomes public, so name no person.",
        max_length=120,
    )
    due_on = DateParts(label="Done by", help_text="For example, 31 3 2027")
    looks = {"action": Look(size="s", rows=3), "owner": Look(size="s"), "due_on": Look(size="s")}

    def limit_dates(self, inspection: Inspection) -> None:
        """Take no date from before the inspection, nor one far in the future."""
        field = cast(DateParts, self.fields["due_on"])
        field.earliest, field.latest = inspection.fieldwork_starts_on, _far_ahead()

    def planned(self) -> Planned:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Planned(typed["action"], typed["owner"], typed["due_on"])


class AddStepForm(StepFields, CreatingForm):
    """A new step."""

    def __init__(self, data: Typed, *, inspection: Inspection) -> None:
        super().__init__(data)
        self.limit_dates(inspection)


class ChangeStepForm(StepFields, EditingForm):
    """A step of a plan that is being written."""

    def __init__(self, data: Typed, *, step: Step) -> None:
        names = ("action", "owner", "due_on", "version")
        super().__init__(data, initial={name: getattr(step, name) for name in names})
        self.limit_dates(step.recommendation.inspection)


class NoteForm(CreatingForm):
    """What was done since, and where its evidence is."""

    text = forms.CharField(
        label="What has been done?",
        help_text="Name no person on probation and no member of staff.",
        widget=forms.Textarea,
        max_length=LONGEST,
    )
    evidence = forms.CharField(
        label="What shows it?",
        help_text="The title of a document or a figure, and where it is kept.",
        max_length=500,
        required=False,
    )
    looks = {"text": Look(size="s"), "evidence": Look(size="s")}

    def told(self) -> tuple[str, str]:
        """What was typed, as the action takes it."""
        return self.cleaned_data["text"], self.cleaned_data["evidence"]


class HandBackForm(EditingForm):
    """Why a plan goes back to its addressee."""

    reason = forms.CharField(
        label="What should change?",
        help_text="Those who wrote the plan read this.",
        widget=forms.Textarea,
        max_length=500,
    )
    looks = {"reason": Look(size="s", rows=4)}


def _far_ahead() -> date:
    return date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
