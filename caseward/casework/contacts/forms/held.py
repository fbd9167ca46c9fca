"""What the forms that say what happened share: planned action, day, hours, note and tasks."""

from collections.abc import Sequence
from datetime import time
from typing import Any, cast

from django import forms

from caseward.casework.contacts import actions
from caseward.casework.contacts.inputs import rar
from caseward.casework.contacts.models import AgreedTask, Contact
from caseward.casework.plans.models import Action
from caseward.casework.sentences.models import Requirement
from caseward.rules.activity_days import Counted
from caseward.shared.govuk.looks import Look

from .arranging import TimeOfDay

RECKONED, YES, NO = "reckoned", "yes", "no"
ACTION = "action-"
MOST_NEW = 3
"""More tasks than that are forgotten."""
LAST_MINUTE = 24 * 60 - 1
NOTHING = "Nothing that was planned: "


def _ends(starts: time, minutes: int) -> time:
    hour, minute = divmod(min(starts.hour * 60 + starts.minute + minutes, LAST_MINUTE), 60)
    return time(hour, minute)


class HeldFields(forms.Form):
    """Which planned action was worked on, whether the day counts, and the hours of unpaid work."""

    worked_on = forms.ChoiceField(
        label="What was worked on?",
        required=False,
        widget=forms.RadioSelect,
        help_text="One action of the plan, or why none.",
    )
    rar = forms.ChoiceField(label="Counts as RAR day", required=False, widget=forms.RadioSelect)
    rar_because = forms.CharField(label="Why, if you judge otherwise", max_length=200, required=False)
    worked_from = TimeOfDay("Work began", required=False)
    worked_until = TimeOfDay("Work ended", required=False)
    penalty = forms.IntegerField(
        label="Taken off", help_text="For lateness or breaks", min_value=0, max_value=600, required=False
    )
    looks = {
        "worked_on": Look(size="m"),
        "rar": Look(size="s", small=True),
        "worked_from": Look(size="s", width=5),
        "worked_until": Look(size="s", width=5),
        "penalty": Look(size="s", width=4, suffix="minutes"),
    }

    def __init__(
        self, *args: Any, contact: Contact, open_actions: Sequence[Action], has_plan: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.contact = contact
        self.by_choice = {f"{ACTION}{action.pk}": action for action in open_actions}
        self._offer_actions(has_plan=has_plan)
        self._offer_day()
        self._offer_hours()

    def _offer_actions(self, *, has_plan: bool) -> None:
        reasons = [
            (value, f"{NOTHING}{words[:1].lower()}{words[1:]}")
            for value, words in Contact.NothingWorkedOn.choices
            if not (has_plan and value == Contact.NothingWorkedOn.NO_PLAN)
        ]
        field = cast(forms.ChoiceField, self.fields["worked_on"])
        field.choices = [(key, str(action)) for key, action in self.by_choice.items()] + reasons
        goals = {key: f"Goal: {action.goal}" for key, action in self.by_choice.items()}
        self.looks = {**self.looks, "worked_on": Look(size="m", hints=goals)}
        if not self.contact.asks_what_was_worked_on:
            del self.fields["worked_on"]

    def _offer_day(self) -> None:
        if not self.asks_for_rar_day():
            del self.fields["rar"], self.fields["rar_because"]
            return
        field = cast(forms.ChoiceField, self.fields["rar"])
        field.choices, field.initial = self.day_choices(), RECKONED

    def asks_for_rar_day(self) -> bool:
        """Whether the sentence has days that the contact may count for."""
        return rar.has_requirement(self.contact)

    def day_choices(self) -> list[tuple[str, str]]:
        """What is reckoned comes first and is chosen; whoever judges otherwise says why."""
        day = rar.reckoned(self.contact)
        if day.counts:
            return [
                (RECKONED, f"Yes, because {day.because} (no, if nothing planned was worked on)"),
                (NO, "No, for another reason"),
            ]
        return [
            (RECKONED, f"No, because {day.because} (yes, if an action of the requirement was worked on)"),
            (YES, "Yes, for another reason"),
        ]

    def _offer_hours(self) -> None:
        requirement = self.contact.requirement
        is_unpaid_work = self.contact.purpose == Contact.Purpose.UNPAID_WORK
        if not is_unpaid_work or requirement is None or requirement.kind != Requirement.Kind.UNPAID_WORK:
            del self.fields["worked_from"], self.fields["worked_until"], self.fields["penalty"]
            return
        starts = self.contact.held_from or time(9)
        ends = _ends(starts, self.contact.minutes)
        self.initial = {"worked_from": starts, "worked_until": ends, "penalty": 0, **self.initial}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        came = typed.get("outcome", Contact.Outcome.ATTENDED) in Contact.ATTENDED
        asks = came and self.must_say_what_was_worked_on(typed) and "worked_on" not in self.errors
        if asks and not typed.get("worked_on"):
            self.add_error("worked_on", "Select what was worked on, or why nothing planned was")
        if came:
            self._check_day(typed)
        if came and "worked_from" in self.fields and not self.errors:
            self._check_hours(typed)
        return typed

    def _check_day(self, typed: dict[str, Any]) -> None:
        judged, because = typed.get("rar") in (YES, NO), typed.get("rar_because")
        if judged and not because:
            self.add_error("rar_because", "Say why you judge otherwise")
        if because and not judged:
            self.add_error("rar", "You say why you judge otherwise: select what you judge, or take it out")

    def must_say_what_was_worked_on(self, typed: dict[str, Any]) -> bool:
        """Whether attendance alone is not enough."""
        return "worked_on" in self.fields

    def _check_hours(self, typed: dict[str, Any]) -> None:
        starts, ends = typed.get("worked_from"), typed.get("worked_until")
        if not starts or not ends:
            self.add_error("worked_until" if starts else "worked_from", "Enter when work began and ended")
            return
        lasted = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
        if lasted <= 0:
            self.add_error("worked_until", "It must end after it begins")
        elif (typed.get("penalty") or 0) > lasted:
            self.add_error("penalty", "No more can be taken off than was worked")

    def held(self) -> actions.Held:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        chosen = typed.get("worked_on", "")
        judged = typed.get("rar") in (YES, NO)
        return actions.Held(
            outcome=typed.get("outcome", Contact.Outcome.ATTENDED),
            worked_on=self.by_choice.get(chosen),
            nothing_worked_on="" if chosen in self.by_choice else chosen,
            rar_day=Counted(typed["rar"] == YES, typed["rar_because"]) if judged else None,
            worked_from=typed.get("worked_from"),
            worked_until=typed.get("worked_until"),
            penalty=typed.get("penalty") or 0,
        )


class NoteFields(forms.Form):
    """The words of the note, what became of earlier tasks, and new ones for both sides."""

    check_in = forms.CharField(label="Check in", widget=forms.Textarea, max_length=4000, required=False)
    review = forms.CharField(
        label="Review of last time", widget=forms.Textarea, max_length=4000, required=False
    )
    implement = forms.CharField(
        label="What was worked on, in words", widget=forms.Textarea, max_length=4000, required=False
    )
    summary = forms.CharField(label="Summary", widget=forms.Textarea, max_length=4000, required=False)
    spoken_to = forms.CharField(label="Who else was spoken to?", max_length=300, required=False)
    looks = {name: Look(size="s", rows=4) for name in ("check_in", "review", "implement", "summary")}

    NEW = {AgreedTask.Owner.PERSON: "The person will", AgreedTask.Owner.OFFICER: "The officer will"}

    def __init__(self, *args: Any, to_settle: Sequence[AgreedTask], **options: Any) -> None:
        super().__init__(*args, **options)
        self.to_settle = to_settle
        for task in to_settle:
            name = f"task_{task.pk}"
            label = f"{task.get_owner_display()}: {task}"
            self.fields[name] = forms.ChoiceField(
                label=label, choices=AgreedTask.Result.choices, widget=forms.RadioSelect, required=False
            )
            self.looks = {**self.looks, name: Look(inline=True, small=True)}
        for owner, words in self.NEW.items():
            for number in range(1, MOST_NEW + 1):
                name = f"{owner}_task_{number}"
                label = words if number == 1 else f"{words} ({number})"
                self.fields[name] = forms.CharField(label=label, max_length=200, required=False)

    def old_task_names(self) -> list[str]:
        """The fields of what was agreed before."""
        return [f"task_{task.pk}" for task in self.to_settle]

    def new_task_names(self) -> list[str]:
        """The fields of what is agreed now."""
        return [f"{owner}_task_{number}" for owner in self.NEW for number in range(1, MOST_NEW + 1)]

    def has_written(self, *names: str) -> bool:
        """Whether one of those fields holds something, so that it is not folded away."""
        return any(self[name].value() or self[name].errors for name in names)

    def note(self) -> actions.Note:
        """What was typed, as the actions take it."""
        return actions.Note(**{name: self.cleaned_data[name] for name in actions.Note.__dataclass_fields__})

    def tasks(self) -> actions.Tasks:
        """What became of earlier tasks, and the new ones."""
        typed = self.cleaned_data
        results = [(task, typed.get(f"task_{task.pk}", "")) for task in self.to_settle]
        return actions.Tasks(
            of_person=self._new(AgreedTask.Owner.PERSON),
            of_officer=self._new(AgreedTask.Owner.OFFICER),
            settled=[(task, result) for task, result in results if result],
        )

    def _new(self, owner: str) -> list[str]:
        words = [self.cleaned_data[f"{owner}_task_{number}"] for number in range(1, MOST_NEW + 1)]
        return [text for text in words if text]
