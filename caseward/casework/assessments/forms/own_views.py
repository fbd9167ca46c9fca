"""The page that is handed to the person: short words, one question an area."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from caseward.casework.assessments.models import Area
from caseward.rules.self_assessment import LEAST, MOST, Rating
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look

Typed = Mapping[str, Any] | None
SCORES = [(str(score), str(score)) for score in range(LEAST, MOST + 1)]
QUESTIONS = {
    Area.ACCOMMODATION: ("Where you live", "Is your home safe? Can you stay there?"),
    Area.EMPLOYMENT: ("Work and learning", "Do you have work, or something to learn?"),
    Area.FINANCE: ("Money", "Do you have enough to live on? Do you owe money?"),
    Area.RELATIONSHIPS: ("Family and people close to you", "How do you get on with them?"),
    Area.LIFESTYLE: ("Friends and how you spend your days", "Who are you with? What do you do all day?"),
    Area.DRUGS: ("Drugs", "Do drugs cause you trouble?"),
    Area.ALCOHOL: ("Drinking", "Does drinking cause you trouble?"),
    Area.HEALTH: ("How you feel", "How are your body and your mind?"),
    Area.THINKING: ("How you decide things", "Do you stop and think first? Can you keep calm?"),
    Area.ATTITUDES: ("How you see crime", "What do you think of what happened? Do you want to stop?"),
}


class OwnViewForm(CreatingForm):
    """A number from 0 to 10 and a few words for each area; the end of the page is for the officer."""

    def __init__(self, data: Typed = None) -> None:
        super().__init__(data)
        self.looks: dict[str, Look] = {}
        for area, (title, question) in QUESTIONS.items():
            self.fields[f"score_{area}"] = forms.TypedChoiceField(
                label=title,
                help_text=question,
                choices=SCORES,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )
            self.looks[f"score_{area}"] = Look(size="m", inline=True)
            self.fields[f"words_{area}"] = forms.CharField(
                label=f"Do you want to say more? ({title})",
                widget=forms.Textarea,
                max_length=1000,
                required=False,
            )
            self.looks[f"words_{area}"] = Look(label="Do you want to say more?", rows=2)
        self.fields["given_on"] = DateParts(
            label="When was this filled in?", initial=timezone.localdate, latest=timezone.localdate()
        )
        self.fields["is_in_own_hand"] = forms.TypedChoiceField(
            label="Who filled it in?",
            choices=[("yes", "The person"), ("no", "I wrote down what the person said")],
            coerce=lambda answer: answer == "yes",
            initial="yes",
            widget=forms.RadioSelect,
        )
        self.looks |= {"given_on": Look(size="s"), "is_in_own_hand": Look(size="s")}
        self.fields["is_confirmed"] = forms.BooleanField(label="Yes, all is still the same", required=False)

    def ratings(self) -> dict[str, Rating]:
        """What the person said of every area, as the rule takes it."""
        typed = self.cleaned_data
        return {area: Rating(typed[f"score_{area}"], typed[f"words_{area}"].strip()) for area in Area.values}

    def clean(self) -> dict[str, Any]:
        if not self.errors and all(rating.is_blank for rating in self.ratings().values()):
            self.add_error(
                f"score_{Area.ACCOMMODATION}",
                "You have not filled anything in yet. Pick one number, or write a few words anywhere.",
            )
        return self.cleaned_data

    def ask_to_confirm(self, given_on: str) -> None:
        """All is as before: the person is asked whether it really still is."""
        self.add_error(
            "is_confirmed",
            f"Your answers are just the same as on {given_on}. If that is right, tick “Yes”.",
        )
