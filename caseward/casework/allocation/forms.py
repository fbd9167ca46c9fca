"""What is typed about officers, allocation and cover."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from caseward.casework.people.policies import FEWEST_WORDS
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Team

from .actions import Away
from .models import Post

SOON = "For example, 5 8 2019"


class AllocateForm(CreatingForm, EditingForm):
    """Which officer, and why; carries the version of the person's record."""

    officer = forms.ModelChoiceField(
        label="Who should supervise this person?", queryset=User.objects.none(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why this officer?",
        max_length=300,
        help_text="What speaks for them: experience, room in the caseload, language, who they know",
    )

    def __init__(self, *args: Any, posts: QuerySet[Post], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = list(posts)
        field = self.fields["officer"]
        field.queryset = User.objects.filter(pk__in=[post.user_id for post in rows])  # type: ignore[attr-defined]  # a ModelChoiceField
        field.choices = [(post.user_id, _described(post)) for post in rows]  # type: ignore[attr-defined]  # as above
        field.empty_label = None  # type: ignore[attr-defined]  # as above

    def clean_reason(self) -> str:
        typed: str = self.cleaned_data["reason"]
        if len(typed.split()) < FEWEST_WORDS:
            raise forms.ValidationError(f"Give your reason in at least {FEWEST_WORDS} words")
        return typed


def _described(post: Post) -> str:
    cases = getattr(post, "cases", 0)
    return f"{post.user}, {post.get_grade_display()}, {cases} {'case' if cases == 1 else 'cases'} now"


class PostFields(forms.Form):
    """Grade and team."""

    grade = forms.ChoiceField(choices=Post.Grade, widget=forms.RadioSelect)
    team = forms.ModelChoiceField(queryset=Team.objects.none(), empty_label="Select a team")

    def offer_teams(self, teams: QuerySet[Team]) -> None:
        """Offer the teams of the provider, each with its office."""
        field = self.fields["team"]
        field.queryset = teams.select_related("office")  # type: ignore[attr-defined]  # a ModelChoiceField
        field.label_from_instance = lambda team: f"{team.office}, {team}"  # type: ignore[attr-defined]  # as above


class AddPostForm(CreatingForm, PostFields):
    """Who begins where."""

    holder = forms.ModelChoiceField(
        label="Who?",
        queryset=User.objects.none(),
        empty_label="Select an account",
        help_text="An administrator adds accounts",
    )
    starts_on = DateParts(label="From", help_text=SOON)
    field_order = ["holder", "grade", "team", "starts_on"]

    def offer_holders(self, holders: QuerySet[User]) -> None:
        """Offer the accounts without a post."""
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]  # a ModelChoiceField


class ChangePostForm(EditingForm, PostFields):
    """Another grade or team."""


class EndPostForm(EditingForm):
    """The last day of a post."""

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ends_on"] = DateParts(
            label="Last day in this post", help_text=SOON, earliest=post.starts_on
        )


class TeamForm(CreatingForm):
    """A team in an office, which is made where it is new; a name that is there already makes nothing."""

    office = forms.CharField(max_length=100, help_text="An office of that name is used if there is one")
    name = forms.CharField(label="Name of the team", max_length=100)


class CoverFields(forms.Form):
    """Who is away and who covers."""

    away = forms.ModelChoiceField(
        label="Who is away?", queryset=User.objects.none(), empty_label="Select a name"
    )
    covered_by = forms.ModelChoiceField(
        label="Who covers?", queryset=User.objects.none(), empty_label="Select a name"
    )
    starts_on = DateParts(label="First day away", help_text=SOON)
    ends_on = DateParts(label="Last day away", help_text=SOON)
    handover = forms.CharField(
        label="What matters meanwhile?",
        max_length=4000,
        required=False,
        widget=forms.Textarea,
        help_text="Whom to see, what to watch, what can wait. What is due is shown to your colleague anyway.",
    )
    looks = {"handover": Look(rows=6)}

    def offer(self, colleagues: QuerySet[User]) -> None:
        """Offer the officers and managers of the provider."""
        for name in ("away", "covered_by"):
            self.fields[name].queryset = colleagues  # type: ignore[attr-defined]  # both are ModelChoiceFields

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day away cannot be before the first")
        elif ends_on and ends_on < timezone.localdate():
            self.add_error("ends_on", "The last day away cannot be in the past")
        if typed.get("away") and typed.get("away") == typed.get("covered_by"):
            self.add_error("covered_by", "Select somebody else to cover")
        return typed

    def arranged(self) -> Away:
        """What was typed, as the action takes it."""
        return Away(**{name: self.cleaned_data[name] for name in Away.__dataclass_fields__})


class AddCoverForm(CreatingForm, CoverFields):
    """Cover to be arranged."""


class ChangeCoverForm(EditingForm, CoverFields):
    """Cover that changes."""
