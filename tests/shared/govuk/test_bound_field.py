import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from caseward.shared.govuk.error_summary import errors_of
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.govuk.looks import Look

BANDS = [("good", "Good"), ("inadequate", "Inadequate")]


class ProposalForm(forms.Form):
    reason = forms.CharField(help_text="Two or three sentences")
    email = forms.EmailField()
    word = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), label="Password"
    )
    cases = forms.IntegerField()
    share = forms.DecimalField()
    note = forms.CharField(widget=forms.Textarea, max_length=200)
    story = forms.CharField(widget=forms.Textarea)
    band = forms.ChoiceField(choices=BANDS, widget=forms.RadioSelect, label="Which band do you propose?")
    offices = forms.MultipleChoiceField(choices=[("north", "North"), ("south", "South")])
    agreed = forms.BooleanField(label="I have read the case")
    framework = forms.ChoiceField(choices=[("", "Choose one"), *BANDS])
    starts_on = DateParts(label="Fieldwork starts")
    case_list = forms.FileField(label="Case list")
    version = forms.IntegerField(widget=forms.HiddenInput)
    looks = {
        "share": Look(width=3, suffix="%"),
        "band": Look(size="m", hints={"good": "65 to 79 per cent"}),
    }


def drawn(name: str, data: Mapping[str, object] | None = None) -> str:
    return str(ProposalForm(dict(data) if data is not None else None)[name])


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("reason", '<input class="govuk-input" id="id_reason" name="reason" type="text"'),
        ("email", 'type="email" spellcheck="false"'),
        ("word", 'data-module="govuk-password-input"'),
        ("cases", 'inputmode="numeric"'),
        ("share", 'inputmode="decimal"'),
        ("note", 'data-maxlength="200"'),
        ("story", '<textarea class="govuk-textarea" id="id_story"'),
        ("band", 'type="radio" value="good"'),
        ("offices", 'type="checkbox" value="north"'),
        ("agreed", 'id="id_agreed" name="agreed" type="checkbox"'),
        ("framework", '<select class="govuk-select" id="id_framework"'),
        ("starts_on", 'id="id_starts_on-day" name="starts_on_day"'),
        ("case_list", 'name="case_list" type="file"'),
    ],
)
def test_each_kind_of_field_draws_as_its_govuk_component(name: str, control: str) -> None:
    markup = re.sub(r"\s+", " ", drawn(name))
    assert control in markup
    assert markup.startswith('<div class="govuk-form-group')
    assert "error" not in markup


@pytest.mark.parametrize("name", [name for name in ProposalForm.base_fields if name != "version"])
def test_each_kind_of_field_shows_its_error_beside_it_and_is_described_by_it(name: str) -> None:
    markup = drawn(name, {"share": "ten"})
    assert "govuk-form-group--error" in markup
    assert f'id="id_{name}-error"' in markup
    assert re.search(rf'aria-describedby="[^"]*id_{name}-error', markup)


def test_the_hint_is_the_help_text() -> None:
    assert "Two or three sentences" in drawn("reason")
    assert 'aria-describedby="id_reason-hint"' in drawn("reason")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("reason", "Enter reason"),
        ("band", "Select an answer: Which band do you propose?"),
        ("framework", "Select framework"),
        ("case_list", "Choose a file: Case list"),
        ("agreed", "Tick to go on: I have read the case"),
    ],
)
def test_a_missing_answer_is_asked_for_in_words_that_name_the_field(name: str, words: str) -> None:
    assert words in drawn(name, {})


def test_a_fields_own_message_wins() -> None:
    class OwnWordsForm(forms.Form):
        seed = forms.IntegerField(error_messages={"required": "Say which seed to draw with"})

    assert "Say which seed to draw with" in str(OwnWordsForm({})["seed"])


def test_what_was_typed_is_still_there_after_an_error() -> None:
    typed = {"share": "ten", "reason": "<b>", "band": "good", "starts_on_day": "31", "starts_on_month": "2"}
    assert 'value="ten"' in drawn("share", typed)
    assert 'value="&lt;b&gt;"' in drawn("reason", typed)
    assert re.search(r'value="good"\s+checked', drawn("band", typed))
    assert 'value="31"' in drawn("starts_on", typed)


def test_a_password_is_never_sent_back() -> None:
    assert "hunter" not in drawn("word", {"word": "hunter2 hunter2"})


def test_a_look_sets_width_suffix_size_and_hints() -> None:
    assert "govuk-input--width-3" in drawn("share")
    assert re.search(r'govuk-input__suffix"[^>]*>%', drawn("share"))
    assert "govuk-fieldset__legend--m" in drawn("band")
    assert "65 to 79 per cent" in drawn("band")


def test_a_page_may_change_a_look_for_itself() -> None:
    markup = ProposalForm()["reason"].as_govuk(size="l", heading=True, label="Why?")  # type: ignore[attr-defined] # the renderer chooses the class
    assert "govuk-label--l" in markup
    assert re.search(r"<h1[^>]*>\s*<label[^>]*>\s*Why\?", markup)


def test_only_the_wrong_part_of_a_date_is_marked() -> None:
    markup = drawn("starts_on", {"starts_on_day": "5", "starts_on_month": "", "starts_on_year": "2019"})
    marked = re.findall(r'class="[^"]*govuk-input--error[^"]*" id="([^"]+)"', markup)
    assert marked == ["id_starts_on-month"]


def test_a_form_draws_all_its_fields_and_the_hidden_ones() -> None:
    markup = str(ProposalForm(initial={"version": 4}))
    assert '<input type="hidden" name="version" value="4" id="id_version">' in markup
    assert all(f'name="{name}' in markup for name in ProposalForm.base_fields)


def test_the_summary_leads_to_each_wrong_field_and_to_the_first_wrong_part_of_a_date() -> None:
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict(
        {"case_list": [SimpleUploadedFile("a.csv", b"x")]}
    )
    form = ProposalForm({"starts_on_day": "5", "starts_on_year": "2019"}, files)
    summary = errors_of(form)
    assert 'href="#id_reason"' in summary
    assert 'href="#id_band"' in summary
    assert 'href="#id_starts_on-month"' in summary
    assert "id_case_list" not in summary


def test_every_target_of_the_summary_is_an_id_on_the_page() -> None:
    form = ProposalForm({"version": "1"})
    targets = re.findall(r'href="#([^"]+)"', errors_of(form))
    assert len(targets) == len(ProposalForm.base_fields) - 1
    assert all(f'id="{target}"' in str(form) for target in targets)


def test_a_fault_of_the_whole_form_stands_in_the_summary() -> None:
    class PairForm(forms.Form):
        def clean(self) -> None:
            raise forms.ValidationError("The end is before the start")

    assert "The end is before the start" in errors_of(PairForm({}))


def test_there_is_no_summary_before_anything_was_sent_or_when_all_is_well() -> None:
    class EasyForm(forms.Form):
        day = DateParts(required=False)

    assert errors_of(ProposalForm()) == ""
    assert errors_of(EasyForm({})) == ""


def test_a_date_shows_its_initial_value_in_three_boxes() -> None:
    form = ProposalForm(initial={"starts_on": date(2019, 8, 5)})
    assert re.findall(r'value="(\d+)"', str(form["starts_on"])) == ["5", "8", "2019"]


def test_a_form_of_a_model_may_carry_the_version_too() -> None:
    class GroupForm(EditingForm, forms.ModelForm):  # type: ignore[type-arg] # not generic when it runs
        class Meta:
            model = Group
            fields = ("name",)

    markup = str(GroupForm(initial={"version": 2}))
    assert 'name="version" value="2"' in markup
    assert '<label class="govuk-label" for="id_name">' in markup
