"""Who may not look, and why somebody works on a case that is not their own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from caseward.casework.people import policies
from caseward.casework.people.actions import Listed
from caseward.casework.people.models import AccessList
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import RowForm, TidyField, tidy

if TYPE_CHECKING:
    from caseward.shared.records.models import Versioned

    from . import Typed

WHOM = {
    AccessList.Kind.EXCLUSION: "Who may not look?",
    AccessList.Kind.RESTRICTION: "Who are the only ones that may look?",
}


class ListFields(forms.Form):
    """The names of a list, and the words that those see whom it keeps out."""

    names = forms.CharField(
        label="Names",
        help_text="One person a line: the full name or the e-mail address of an officer or manager.",
        widget=forms.Textarea,
        max_length=10_000,
    )
    message = TidyField(
        label="What is shown to those who may not look?",
        help_text="Say whom to ask. Do not say why.",
        max_length=300,
        widget=forms.Textarea,
    )
    knows = forms.BooleanField(label="I know that I shall not be able to open this record", required=False)
    looks = {"names": Look(size="s", rows=6), "message": Look(size="s", rows=3)}
    by: User
    kind: str

    def prepare(self, by: User, kind: str) -> None:
        """Ask whom this kind of list names; the warning is shown only to whom it concerns."""
        self.by, self.kind = by, kind
        self.fields["names"].label = WHOM[AccessList.Kind(kind)]
        self.warning = self.fields["knows"]
        if "knows" not in self.data:
            del self.fields["knows"]

    def clean_names(self) -> tuple[User, ...]:
        lines = [tidy(line) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        staff = list(policies.colleagues_of(self.by))
        found, faults = list[User](), list[str]()
        for number, line in enumerate(lines, 1):
            same = [
                each for each in staff if line.casefold() in (each.name.casefold(), each.email.casefold())
            ]
            if len(same) == 1:
                found += same
            else:
                faults.append(_fault(number, len(same)))
        if faults:
            raise forms.ValidationError(faults)
        return tuple(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if named := typed.get("names"):
            knows = bool(typed.get("knows"))
            for reason in policies.reasons_not_to_name(self.by, self.kind, named, knows=knows):
                self.fields["knows"] = self.warning
                self.add_error("knows", reason)
        return typed

    def listed(self) -> Listed:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Listed(typed["message"], typed["names"], bool(typed.get("knows")))


class StartListForm(ListFields, CreatingForm):
    """A new list."""

    def __init__(self, data: "Typed", *, by: User, kind: str) -> None:
        super().__init__(data)
        self.prepare(by, kind)


class ChangeListForm(ListFields, RowForm):
    """A running list."""

    def __init__(self, data: "Typed", *, row: AccessList, by: User) -> None:
        super().__init__(data, row=row)
        self.prepare(by, row.kind)

    def stored(self, row: "Versioned", name: str) -> Any:
        if name == "names" and isinstance(row, AccessList):
            named = row.members.select_related("user").order_by("user__name")
            return "\n".join(member.user.email for member in named)
        return super().stored(row, name)


class EndListForm(EditingForm):
    """Sure that a list should end."""


class InvolveForm(CreatingForm):
    """Why, and until when."""

    reason = TidyField(
        label="Why do you work on this case?",
        help_text="For example: I am duty officer today. The person’s officer and managers can read it.",
        max_length=300,
        widget=forms.Textarea,
    )
    ends_on = DateParts(label="Until when?", help_text="At most 30 days from now.")
    looks = {"reason": Look(size="s", rows=3), "ends_on": Look(size="s")}

    def __init__(self, data: "Typed") -> None:
        super().__init__(data, initial={"ends_on": timezone.localdate()})

    def clean_reason(self) -> str:
        for reason in policies.reasons_against(self.cleaned_data["reason"]):
            raise forms.ValidationError(reason)
        return str(self.cleaned_data["reason"])

    def clean_ends_on(self) -> object:
        ends_on, today = self.cleaned_data["ends_on"], timezone.localdate()
        if ends_on and not today <= ends_on <= today + policies.LONGEST_INVOLVEMENT:
            raise forms.ValidationError("Until when? Today, or at most 30 days from now")
        return ends_on


def _fault(line: int, found: int) -> str:
    """Says the line, never the name."""
    if found:
        return f"Line {line}: several people have this name. Enter the e-mail address"
    return f"Line {line}: there is no officer or manager of that name or e-mail address"
