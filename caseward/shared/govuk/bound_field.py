"""A Django form field that draws itself as a whole GOV.UK form group: label, hint, error and control."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup, escape

from caseward.shared.govuk.fields import DatePartsInput
from caseward.shared.govuk.looks import Look
from caseward.shared.govuk.macros import macro

Options = dict[str, Any]
Build = Callable[["GovukBoundField", Look], Options]

# Attributes of a widget that a macro has its own option for, or that it sets by itself.
OWN_ATTRIBUTES = {
    *("id", "name", "class", "rows", "cols", "maxlength", "minlength", "min", "max", "step", "required"),
    *("autocomplete", "inputmode", "spellcheck", "pattern", "aria-describedby", "value", "type"),
}
CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)


def _lower_first(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


class GovukBoundField(forms.BoundField):
    """`{{ form["name"] }}` draws all that belongs to the field; hidden fields draw their input only."""

    def __str__(self) -> SafeString:
        return self.as_hidden() if self.is_hidden else self.as_govuk()

    __html__ = __str__

    def as_field_group(self) -> SafeString:
        return self.__str__()

    def as_govuk(self, **changes: Any) -> SafeString:
        """The form group; `changes` are fields of Look, for this page only."""
        look: Look = getattr(self.form, "looks", {}).get(self.name, Look())
        component, build = self._component()
        options = build(self, replace(look, **changes))
        return mark_safe(macro(component)(options))  # noqa: S308 - made by an autoescaping macro

    def _component(self) -> "tuple[str, Build]":
        widget = self.field.widget
        for kind, component, build in COMPONENTS:
            if isinstance(widget, kind):
                if component == "textarea" and self.field.widget.attrs.get("maxlength"):
                    return "character-count", _character_count
                return component, build
        return "input", _input

    @property
    def plain_label(self) -> str:
        return str(self.label or "")

    @property
    def messages(self) -> list[str]:
        """The field's errors in GOV.UK's words."""
        data = self.form.errors.as_data().get(self.name, [])
        return [self._message(error, text) for error in data for text in error.messages]

    def _message(self, error: ValidationError, text: str) -> str:
        if error.code != "required" or text != str(forms.Field.default_error_messages["required"]):
            return text
        asks = self.plain_label.endswith("?")
        noun = _lower_first(self.plain_label)
        if isinstance(self.field.widget, forms.Select | forms.RadioSelect):
            return f"Select an answer: {self.plain_label}" if asks else f"Select {noun}"
        if isinstance(self.field.widget, forms.CheckboxInput):
            return f"Tick to go on: {self.plain_label}"
        if isinstance(self.field.widget, forms.FileInput):
            return f"Choose a file: {self.plain_label}"
        return f"Answer this: {self.plain_label}" if asks else f"Enter {noun}"

    @property
    def error_target(self) -> str:
        """The id that the error summary leads to."""
        widget = self.field.widget
        if isinstance(widget, DatePartsInput):
            return f"{self.auto_id}-{(self.wrong_parts or ['day'])[0]}"
        return str(self.auto_id)

    @property
    def wrong_parts(self) -> list[str]:
        """Which of day, month and year an error is about; all three unless the error says."""
        parts: list[str] = []
        for error in self.form.errors.as_data().get(self.name, []):
            parts += (error.params or {}).get("parts", ["day", "month", "year"])
        return parts

    def choices_of(self, look: Look) -> Iterator[Options]:
        """Every choice of the field as an item of GOV.UK's radios or checkboxes."""
        for value, label, chosen in _flat_choices(self):
            item: Options = {"value": value, "text": str(label), "checked": chosen}
            if value in look.hints:
                item["hint"] = {"text": look.hints[value]}
            if value in look.reveals:
                item["conditional"] = {"html": str(escape(look.reveals[value]))}
            yield item


def _flat_choices(field: GovukBoundField) -> Iterator[tuple[str, str, bool]]:
    widget = cast(forms.Select, field.field.widget)
    for _group, options, _index in widget.optgroups(
        field.html_name, widget.format_value(field.value()) or []
    ):
        for option in options:
            if not (isinstance(widget, CHOICE_WIDGETS) and option["value"] == ""):
                yield str(option["value"]), option["label"], bool(option["selected"])


def _shared(field: GovukBoundField, **options: Any) -> Options:
    if field.help_text:
        options["hint"] = {"text": str(field.help_text)}
    if field.messages:
        options["errorMessage"] = {"html": Markup("<br>").join(field.messages)}
    return options


def _label(field: GovukBoundField, look: Look) -> Options:
    classes = [f"govuk-label--{look.size}"] if look.size else []
    if look.hidden_label:
        classes.append("govuk-visually-hidden")
    return {
        "text": look.label or field.plain_label,
        "classes": " ".join(classes),
        "isPageHeading": look.heading,
    }


def _fieldset(field: GovukBoundField, look: Look) -> Options:
    label = _label(field, look)
    label["classes"] = label["classes"].replace("govuk-label--", "govuk-fieldset__legend--")
    return {"legend": label}


def _attributes(field: GovukBoundField) -> Options:
    attrs = field.field.widget.attrs
    return {
        name: str(value) for name, value in attrs.items() if name not in OWN_ATTRIBUTES and value is not False
    }


def _control(field: GovukBoundField, look: Look, **options: Any) -> Options:
    attrs = field.field.widget.attrs
    classes = [attrs.get("class", "")]
    if look.width:
        classes.append(f"govuk-input--width-{look.width}")
    if field.field.disabled:
        options["disabled"] = True
    return _shared(
        field,
        id=field.auto_id,
        name=field.html_name,
        label=_label(field, look),
        classes=" ".join(classes).strip(),
        attributes=_attributes(field),
        **options,
    )


def _shown_value(field: GovukBoundField) -> str:
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


def _input(field: GovukBoundField, look: Look) -> Options:
    widget = field.field.widget
    options = _control(field, look, value=_shown_value(field), type=getattr(widget, "input_type", "text"))
    for name in ("autocomplete", "inputmode", "pattern"):
        if name in widget.attrs:
            options[name] = widget.attrs[name]
    if look.prefix:
        options["prefix"] = {"text": look.prefix}
    if look.suffix:
        options["suffix"] = {"text": look.suffix}
    return options


def _number(field: GovukBoundField, look: Look) -> Options:
    # Number inputs change under a mouse wheel and drop what they cannot read: GOV.UK asks for text.
    whole = type(field.field) is forms.IntegerField
    return {"inputmode": "numeric" if whole else "decimal", **_input(field, look), "type": "text"}


def _email(field: GovukBoundField, look: Look) -> Options:
    return {"autocomplete": "email", **_input(field, look), "spellcheck": False}


def _password(field: GovukBoundField, look: Look) -> Options:
    options = _control(field, look)
    if "autocomplete" in field.field.widget.attrs:
        options["autocomplete"] = field.field.widget.attrs["autocomplete"]
    return options


def _textarea(field: GovukBoundField, look: Look) -> Options:
    return _control(field, look, value=_shown_value(field), rows=str(look.rows))


def _character_count(field: GovukBoundField, look: Look) -> Options:
    return {
        **_textarea(field, look),
        "maxlength": str(field.field.widget.attrs["maxlength"]),
        "threshold": "75",
    }


def _choices(field: GovukBoundField, look: Look, kind: str) -> Options:
    classes = [f"govuk-{kind}--inline"] if look.inline else []
    if look.small:
        classes.append(f"govuk-{kind}--small")
    items = list(field.choices_of(look))
    if field.field.disabled:
        items = [{**item, "disabled": True} for item in items]
    return _shared(
        field,
        idPrefix=field.auto_id,
        name=field.html_name,
        fieldset=_fieldset(field, look),
        classes=" ".join(classes),
        items=items,
    )


def _radios(field: GovukBoundField, look: Look) -> Options:
    return _choices(field, look, "radios")


def _checkboxes(field: GovukBoundField, look: Look) -> Options:
    return _choices(field, look, "checkboxes")


def _checkbox(field: GovukBoundField, look: Look) -> Options:
    item: Options = {
        "value": "on",
        "text": look.label or field.plain_label,
        "checked": bool(field.value()),
        "disabled": field.field.disabled,
        "id": field.auto_id,
        "name": field.html_name,
    }
    if field.help_text:
        item["hint"] = {"text": str(field.help_text)}
    options = _shared(field, idPrefix=field.auto_id, name=field.html_name, items=[item])
    options.pop("hint", None)
    return options


def _select(field: GovukBoundField, look: Look) -> Options:
    items = [
        {"value": value, "text": str(label), "selected": chosen}
        for value, label, chosen in _flat_choices(field)
    ]
    return _control(field, look, items=items)


def _file(field: GovukBoundField, look: Look) -> Options:
    # Without GOV.UK's script: the button that it adds has a name that differs from its words (axe, serious).
    return _control(field, look)


def _date(field: GovukBoundField, look: Look) -> Options:
    widths = {"day": 2, "month": 2, "year": 4}
    shown = dict(zip(widths, field.value() or ("", "", ""), strict=True))
    wrong = field.wrong_parts
    items = [
        {
            "id": f"{field.auto_id}-{part}",
            "name": f"{field.html_name}_{part}",
            "label": part.capitalize(),
            "value": shown[part],
            "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if part in wrong else ""),
            "attributes": {"disabled": ""} if field.field.disabled else {},
        }
        for part, width in widths.items()
    ]
    return _shared(field, id=field.auto_id, fieldset=_fieldset(field, look), items=items)


# The first kind that fits decides, so the narrower ones stand before those they inherit from.
COMPONENTS: list[tuple[type[forms.Widget], str, Build]] = [
    (DatePartsInput, "date-input", _date),
    (forms.Textarea, "textarea", _textarea),
    (forms.PasswordInput, "password-input", _password),
    (forms.EmailInput, "input", _email),
    (forms.NumberInput, "input", _number),
    (forms.FileInput, "file-upload", _file),
    (forms.CheckboxSelectMultiple, "checkboxes", _checkboxes),
    (forms.SelectMultiple, "checkboxes", _checkboxes),
    (forms.RadioSelect, "radios", _radios),
    (forms.CheckboxInput, "checkboxes", _checkbox),
    (forms.Select, "select", _select),
]
