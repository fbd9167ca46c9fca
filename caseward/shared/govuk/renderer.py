"""Makes every Django form draw itself as GOV.UK markup: FORM_RENDERER in the settings."""

from typing import Any

from django.forms.renderers import Jinja2

from caseward.shared.govuk.bound_field import GovukBoundField


class GovukRenderer(Jinja2):
    """`{{ form }}` draws all fields, `{{ form["name"] }}` one."""

    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    bound_field_class: Any = GovukBoundField
