"""The prompts of a framework, each with what the records can say to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework, Question, Standard
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.classing import Classing
from caseward.rules.readiness.findings import Check
from caseward.rules.sources import in_words
from caseward.shared.govuk import slots


@dataclass(frozen=True)
class Prompt:
    """One prompt, where it stands, and the check whose finding is evidence for it."""

    question: Question
    key_question: Question
    standard: Standard
    classing: Classing
    check: Check | None
    """None where records cannot tell."""

    @property
    def code(self) -> str:
        """Its official number."""
        return self.question.code

    @property
    def source(self) -> str:
        """Where it is said that an inspector looks for this."""
        return in_words(self.check.source) if self.check else self.classing.provenance.source


def frameworks() -> list[Framework]:
    """Those that say to which prompts records can speak, the newest first."""
    known = [standards.framework(code) for code in standards.framework_codes()]
    classed = [framework for framework in known if framework.classings]
    return sorted(classed, key=lambda framework: framework.in_force_from, reverse=True)


def chosen_framework(code: str, on: date) -> Framework | None:
    """The one of that code; without a code the newest that inspections use on that day."""
    known = frameworks()
    if code:
        return next((framework for framework in known if framework.code == code), None)
    day = on.isoformat()
    in_use = [framework for framework in known if framework.offered and framework.in_force_from <= day]
    return next(iter(in_use), None)


def prompts(framework: Framework) -> list[Prompt]:
    """Every prompt that is classed, in the order of the framework."""
    return list(_prompts(framework))


def _prompts(framework: Framework) -> Iterator[Prompt]:
    for standard in framework.standards:
        for key_question in standard.key_questions:
            for question in key_question.prompts:
                if classing := framework.classings.get(question.code):
                    check = BY_CODE[classing.check] if classing.records_can_speak else None
                    yield Prompt(question, key_question, standard, classing, check)


def agreement(framework: Framework, check: Check) -> Markup:
    """How far a check agreed with people who read the case, in full; empty where nobody has looked."""
    return slots.draw_each("check_agreement_in_full", [check.code], framework=framework)[check.code]


def agreements(framework: Framework, shown: Sequence[Prompt]) -> Mapping[str, Markup]:
    """The same in a few words for each check, by its code."""
    codes = sorted({prompt.check.code for prompt in shown if prompt.check})
    return slots.draw_each("check_agreement", codes, framework=framework)
