"""The box at the top of a page that lists everything wrong with its forms."""

from typing import Any

from django.forms import BaseForm, BaseFormSet
from markupsafe import Markup

from caseward.shared.govuk.bound_field import GovukBoundField
from caseward.shared.govuk.macros import macro

Item = dict[str, str]


def _items(form: "BaseForm | BaseFormSet[Any]") -> list[Item]:
    if isinstance(form, BaseFormSet):
        whole = [{"text": str(text)} for text in form.non_form_errors()]
        return whole + [item for each in form for item in _items(each)]
    items = [{"text": str(text)} for text in form.non_field_errors()]
    for field in form:
        if isinstance(field, GovukBoundField):
            items += [_item(field, text) for text in field.messages]
    return items


def _item(field: GovukBoundField, text: str) -> Item:
    return {"text": text} if field.is_hidden else {"text": text, "href": f"#{field.error_target}"}


def errors_of(*forms: "BaseForm | BaseFormSet[Any]") -> Markup:
    """Every fault of the given forms and form sets, each linked to its field; nothing if there is none."""
    items = [item for form in forms if form.is_bound for item in _items(form)]
    if not items:
        return Markup("")
    return macro("error-summary")({"titleText": "There is a problem", "errorList": items})
