"""GOV.UK's macros, refusing options that do not exist: by themselves they ignore a misspelt one."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

# In both, None marks a leaf, a string another component, and a dictionary nested options.
Options = dict[str, Any]

OPTIONS: dict[str, Options] = json.loads(
    (Path(__file__).parent / "macro_options.json").read_text(encoding="utf-8")
)
# They carry the crown or the crest, or serve pages that Caseward does not have.
NOT_OFFERED = {"header", "footer", "cookie-banner", "exit-this-page", "accordion"}


class UnknownOptionError(TypeError):
    """A template gave a macro an option that the macro does not know."""


@cache
def _library() -> jinja2.Environment:
    # The macros read options that were not given, so they need their own, lenient environment.
    return jinja2.Environment(
        loader=jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.ChainableUndefined,
    )


def macro_name(component: str) -> str:
    """`date-input` → `govukDateInput`."""
    return "govuk" + "".join(part.capitalize() for part in component.split("-"))


def _component_of(option: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", option).lower()


def check(value: object, options: Options | str | None, place: str) -> None:
    """Raise UnknownOptionError if `value` has a key, at any depth, that `options` does not know."""
    if isinstance(options, str):
        options = OPTIONS.get(_component_of(options))
    if options is None:
        return
    if isinstance(value, list | tuple):
        for item in value:
            check(item, options, place)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in options:
                raise UnknownOptionError(
                    f"{place} has no option {key!r}; it has: {', '.join(sorted(options))}"
                )
            check(inner, options[key], f"{place}.{key}")


@cache
def macro(component: str) -> Callable[[dict[str, Any]], Markup]:
    """The macro of one component, as a function of its options."""
    name = macro_name(component)
    template = _library().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    drawn: Callable[[dict[str, Any]], str] = getattr(template.module, name)

    def draw(options: dict[str, Any]) -> Markup:
        check(options, OPTIONS[component], name)
        return Markup(drawn(options).strip())  # noqa: S704 - made by an autoescaping template

    return draw


def all_macros() -> dict[str, Callable[[dict[str, Any]], Markup]]:
    """Every offered macro under the name that GOV.UK's documentation uses."""
    return {macro_name(component): macro(component) for component in OPTIONS if component not in NOT_OFFERED}
