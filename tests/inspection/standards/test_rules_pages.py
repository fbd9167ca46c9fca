"""The pages of docs/rules are what the rules say now."""

import inspect
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from caseward.inspection.standards.presenters import rules_pages
from caseward.rules.readiness.checks import CHECKS
from caseward.rules.stages import STAGES

COMMITTED = Path(settings.BASE_DIR) / "docs" / "rules"


def test_the_committed_pages_are_those_that_the_rules_make_now() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.glob("*.md")}
    assert committed == rules_pages.pages(), "Run `caseward rules-pages` and commit what it writes."


def test_a_page_of_a_rule_holds_every_public_function_with_its_words_and_source() -> None:
    text = rules_pages.pages()["rating.md"]
    assert "## rate(framework, answers, judgements)" in text
    assert "Rate every standard of a framework, and the whole." in text
    assert "Source: [TV annex 2](../sources.md)" in text
    assert "## _" not in text


def test_a_rule_that_is_a_folder_has_one_page() -> None:
    pages = rules_pages.pages()
    assert "## size(population, confidence, margin)" in pages["sampling.md"]
    assert "size.md" not in pages


def test_the_page_of_stages_says_who_acts_in_each() -> None:
    text = rules_pages.pages()["stages.md"]
    assert all(row.title in text and row.happens in text for row in STAGES)
    assert "| panel member | Decided | Proposing ratings |" in text


def test_the_page_of_a_framework_shows_its_examples_with_the_question_that_decided() -> None:
    text = rules_pages.pages()["framework-crc-2019.md"]
    assert "| 2.2 Planning | 2.2.1 74%; 2.2.2 74%; 2.2.3 61% | 2.2.3 | Requires improvement | 1 |" in text
    assert "Overall: 15 of 30 points, Requires improvement." in text


def test_every_page_is_reached_from_the_first() -> None:
    pages = rules_pages.pages()
    assert all(f"({name})" in pages["README.md"] for name in pages if name != "README.md")


def test_writing_the_pages_again_takes_away_those_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("# Gone\n", encoding="utf-8")
    call_command("rules_pages", into=tmp_path)
    assert {path.name for path in tmp_path.glob("*")} == set(rules_pages.pages())


def test_the_page_of_readiness_tells_of_every_check_with_its_prompts_what_it_finds_and_its_source() -> None:
    text = rules_pages.pages()["readiness.md"]
    parts = {part.partition("\n")[0]: part for part in text.split("\n## ")}
    for check in CHECKS:
        part = parts[f"{check.title} (`{check.code}`)"]
        assert "prompt " in part
        assert (inspect.getdoc(check.finds) or "") in part
        assert f"[{check.source}](../sources.md)" in part
    police = parts["Police asked about domestic abuse (`harm.police_asked`)"]
    assert ", prompt 2.1.3s1: Were domestic abuse checks made?" in police


def test_what_the_checks_of_readiness_rest_on_has_a_page_without_the_checks() -> None:
    text = rules_pages.pages()["readiness-parts.md"]
    assert "## is_used(check)" in text
    assert "## police_asked(case, by)" not in text
