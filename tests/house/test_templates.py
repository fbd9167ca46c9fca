"""Pages: no scripts or styles of their own, every page has a layout and a title, nothing escapes escaping."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import source

INLINE = {
    "a style in the page": re.compile(r"<style|\sstyle\s*="),
    "a script in the page": re.compile(r"<script(?![^>]*\b(?:src|nonce)=)"),
    "a handler in the page": re.compile(r"\son[a-z]+\s*="),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "a file of another site": re.compile(r"""src=["']https?://|<link[^>]+href=["']https?://"""),
}
LAYOUT = "govuk/page.html"
FORM_RENDERER = {"govuk/form.html", "govuk/formset.html"}
"""Django's form renderer asks for these by itself."""
EXTENDS = re.compile(r"""{%-?\s*extends\s+["']([^"']+)["']""")
USED_BY_ANOTHER = re.compile(
    r"""(?:include|import|from)\s+["']([^"']+)["']|(?:render_to_string|drawn_from)\(\s*["']([^"']+)"""
)


def _templates() -> Iterator[Path]:
    return source.files("*.html", under=source.PACKAGE)


def _name(path: Path) -> str:
    return path.as_posix().rpartition("/jinja2/")[2]


def _parts() -> set[str]:
    """Templates that another template or a presenter takes in: not pages by themselves."""
    texts = (path.read_text("utf-8") for path in source.files("*.html", "*.py", under=source.PACKAGE))
    return {first or second for text in texts for first, second in USED_BY_ANOTHER.findall(text)}


def test_pages_hold_no_script_style_or_foreign_address() -> None:
    source.assert_none(
        f"{source.place(path, number)} {what}"
        for path in _templates()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for what, pattern in INLINE.items()
        if pattern.search(line)
    )


def test_every_page_has_a_layout_and_a_title() -> None:
    layouts = {_name(path): path for path in _templates()}
    extended = {above[1] for path in layouts.values() if (above := EXTENDS.search(path.read_text("utf-8")))}
    taken_in = _parts() | extended | FORM_RENDERER
    found = []
    for name, path in layouts.items():
        if name in taken_in or name == LAYOUT:
            continue
        chain = _chain(path, layouts)
        if chain[-1] != LAYOUT:
            found.append(f"{name}: extends no layout")
        elif not any(_sets_a_title(layouts[each]) for each in chain[:-1]):
            found.append(f"{name}: sets no title")
    source.assert_none(found)


def test_every_template_is_used() -> None:
    texts = "\n".join(
        path.read_text("utf-8") for path in source.files("*.html", "*.py", under=source.PACKAGE)
    )
    allauth = ("account/", "mfa/")  # allauth asks for these by itself
    source.assert_none(
        _name(path)
        for path in _templates()
        if not re.search(rf"""["']{re.escape(_name(path))}["']""", texts)
        and not _name(path).startswith(allauth)
        and _name(path) not in FORM_RENDERER
    )


def _chain(path: Path, layouts: dict[str, Path]) -> list[str]:
    chain = [_name(path)]
    while above := EXTENDS.search(layouts[chain[-1]].read_text("utf-8")):
        chain.append(above[1])
        if above[1] not in layouts:
            break
    return chain


def _sets_a_title(path: Path) -> bool:
    return bool(re.search(r"{%-?\s*(?:block\s+\w*title|set\s+\w*title)", path.read_text("utf-8")))
