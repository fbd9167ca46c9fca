"""What is typed in about an organisation."""

from typing import Any

from django import forms

from caseward.shared.govuk.forms import CreatingForm

from .models import Organisation


class NewOrganisationForm(CreatingForm):
    """A new organisation."""

    name = forms.CharField(max_length=200)
    short_name = forms.SlugField(
        max_length=60, help_text="Small letters, figures and hyphens, such as north-shire. It names files."
    )
    kind = forms.ChoiceField(choices=Organisation.Kind.choices, widget=forms.RadioSelect, label="What it is")

    def clean_name(self) -> str:
        """Not another organisation’s."""
        return self._nobody_elses("name")

    def clean_short_name(self) -> str:
        """Not another organisation’s."""
        return self._nobody_elses("short_name")

    def _nobody_elses(self, field: str) -> str:
        value = str(self.cleaned_data[field])
        own_key: Any = self.cleaned_data.get("creation_key")
        others = Organisation.objects.exclude(creation_key=own_key)
        if others.filter(**{f"{field}__iexact": value}).exists():
            raise forms.ValidationError("Another organisation has this name.")
        return value
