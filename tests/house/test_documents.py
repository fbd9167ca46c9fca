"""What is written is true of the code: links, settings, sources, dates, and nothing of one machine."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house import source

DOCS = source.ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
ENVIRONMENT = re.compile(r"environ(?:\.get|\.setdefault)?[(\[]\s*[\"']([A-Z_]+)[\"']")
MACHINE = re.compile(
    r"/home/\w+|/Users/\w+|(?<![\w.])/work/\w|(?<![\w.])/root/\w|/tmp/\w"
    r"|https?://[\w.-]*(?:pypi|npmjs|artifact|registry|mirror)[\w.-]*|index-url"
)  # fmt: skip
ISO_DATE = re.compile(r"(?<![\w/.-])(?:19|20)\d\d-\d\d-\d\d(?![\w-])")
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
AMERICAN = re.compile(rf"\b{MONTH} \d{{1,2}},? \d{{4}}")
CITED = re.compile(r"\[([A-Z][A-Z0-9]+)(?: [^\]]*)?\]")
KEY_OF_FRAMEWORKS = re.compile(r"\b([A-Z][A-Z0-9]+)\b")
READS_DATA = {
    "columns", "framework", "framework_checks", "framework_evidence_checks", "framework_evidence_files",
    "framework_files", "framework_folder", "framework_names", "framework_parts", "framework_shape",
    "json_text", "rating_file", "sources", "allocation", "eligibility", "outcome",
}  # fmt: skip
"""Files of rules/ that hold no rule of their own: they read and check data that names its own sources."""
NO_KEYS = {"CRC", "CSV", "NPS", "RAR", "MAPPA", "ETE", "OASYS", "AE", "HM", "SL001R", "SL002R", "SL003"}
"""Words in capitals that name no source."""


def _documents() -> Iterator[Path]:
    return source.files("*.md")


def test_every_link_leads_somewhere() -> None:
    source.assert_none(
        f"{source.place(path, number)} {link}"
        for path in _documents()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for link in LINK.findall(line)
        if not (path.parent / link).exists()
    )


def test_every_setting_is_documented_and_no_other() -> None:
    read = {name for path in source.python() for name in ENVIRONMENT.findall(path.read_text("utf-8"))}
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "how-to" / "settings.md").read_text("utf-8"), re.M))
    assert read == told


def test_every_source_that_is_cited_is_explained() -> None:
    known = _known_sources()
    cited = {(place, key) for place, key in _cited() if key not in known}
    source.assert_none(f"{place} {key}" for place, key in sorted(cited))


def test_every_source_that_is_explained_is_cited() -> None:
    source.assert_none(_known_sources() - {key for _, key in _cited()})


def test_pages_can_name_every_source() -> None:
    shipped = source.PACKAGE / "frameworks" / "sources.toml"
    assert set(tomllib.loads(shipped.read_text("utf-8"))) == _known_sources()


def test_every_rule_says_where_it_is_from() -> None:
    """A source in brackets or the word inferred: in the file's docstring or in the function's own."""
    silent = []
    for path in source.python(under=source.PACKAGE / "rules"):
        names_its_source = _says_where(ast.get_docstring(source.tree(path)))
        for function in source.functions(path):
            is_rule = not function.name.startswith("_") and path.stem not in READS_DATA
            if is_rule and not (names_its_source or _says_where(ast.get_docstring(function))):
                silent.append(f"{source.place(path, function)} {function.name}")
    source.assert_none(silent)


def test_every_public_function_of_the_rules_has_a_docstring() -> None:
    source.assert_none(
        f"{source.place(path, function)} {function.name}"
        for path in source.python(under=source.PACKAGE / "rules")
        for function in source.functions(path)
        if not function.name.startswith("_") and not ast.get_docstring(function)
    )


def test_nothing_of_one_machine_or_one_mirror_is_written_down() -> None:
    sweep = Path(__file__)
    source.assert_none(
        f"{source.place(path, number)} {found[0]}"
        for path in source.files("*.py", "*.md", "*.toml", "*.txt", "*.html", "Makefile", "*.sh", ".npmrc")
        if path != sweep
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if (found := MACHINE.search(line))
    )


def test_documents_and_pages_write_dates_as_people_do() -> None:
    source.assert_none(
        f"{source.place(path, number)} {found[0]}"
        for path in source.files("*.md", "*.html")
        for number, line in enumerate(_prose(path).splitlines(), 1)
        if (found := AMERICAN.search(line) or ISO_DATE.search(line))
    )


def test_every_dependency_says_what_it_is_for() -> None:
    text = (source.ROOT / "pyproject.toml").read_text("utf-8")
    lines = text[: text.index("[tool.")].splitlines()
    unexplained, explained = [], False
    for number, line in enumerate(lines, 1):
        if re.match(r"\s+# ", line):
            explained = True
        elif re.match(r'\s+"[a-z]', line):
            if not explained:
                unexplained.append(f"pyproject.toml:{number} {line.strip()}")
        else:
            explained = False
    source.assert_none(unexplained)


def test_decisions_are_numbered_one_after_another_and_listed() -> None:
    records = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    listed = LINK.findall((DOCS / "decisions" / "README.md").read_text("utf-8"))
    assert listed == records


def _prose(path: Path) -> str:
    """A text without its code, in which dates are written as machines do; lines keep their numbers."""
    text = re.sub(r"```.*?```", lambda code: "\n" * code[0].count("\n"), path.read_text("utf-8"), flags=re.S)
    return re.sub(r"`[^`\n]*`", "", text)


def _known_sources() -> set[str]:
    return set(re.findall(r"^\| ([A-Z0-9]+) \|", (DOCS / "sources.md").read_text("utf-8"), re.M))


def _cited() -> Iterator[tuple[str, str]]:
    for path in source.python():
        for key in CITED.findall("\n".join(_docstrings(path))):
            yield str(path.relative_to(source.ROOT)), key
    folders = (source.PACKAGE / "frameworks", source.PACKAGE / "practice")
    for path in (each for folder in folders for each in source.files("*.toml", under=folder)):
        for line in re.findall(r'^source = "(.*)"', path.read_text("utf-8"), re.M):
            for key in KEY_OF_FRAMEWORKS.findall(line):
                if key not in NO_KEYS:
                    yield str(path.relative_to(source.ROOT)), key


def _docstrings(path: Path) -> Iterator[str]:
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | source.Function):
            yield ast.get_docstring(node) or ""


def _says_where(docstring: str | None) -> bool:
    return bool(
        docstring and (CITED.search(docstring) or re.search("inferred|no source", docstring, re.IGNORECASE))
    )
