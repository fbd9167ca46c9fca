"""Pages of the frameworks; anybody may read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caseward.rules.framework import Framework

from . import inputs, readers
from .presenters import evidence as evidence_presenters
from .presenters import frameworks as presenters


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every framework, the newest first."""
    known = [readers.framework(code) for code in readers.framework_codes()]
    known.sort(key=lambda row: row.in_force_from, reverse=True)
    rows = [(row, presenters.in_force_from(row), presenters.most_points(row)) for row in known]
    return render(request, "standards/index.html", {"rows": rows})


@require_GET
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """One framework: its standards, scale, score, panel and samples."""
    row = _framework(code)
    context = {
        "framework": row,
        "in_force_from": presenters.in_force_from(row),
        "domains": presenters.by_domain(row),
        "rated_by": presenters.RATED_BY,
        "percent_ranges": inputs.percent_ranges(row),
        "score_ranges": inputs.score_ranges(row),
        "band_order": presenters.BAND_ORDERS[row.band_order],
        "discretion": presenters.discretion(row),
        "samples": presenters.samples(row),
        "answers": presenters.ANSWERS,
        "most_points": presenters.most_points(row),
    }
    return render(request, "standards/framework.html", context)


@require_GET
def standard(request: HttpRequest, code: str, standard_code: str) -> HttpResponse:
    """One standard: its questions and what each is about."""
    row = _framework(code)
    try:
        shown = row.standard(standard_code)
    except KeyError as missing:
        raise Http404 from missing
    used = {question.base for each in shown.key_questions for question in (each, *each.prompts)}
    context = {
        "framework": row,
        "standard": shown,
        "domain": next(each for each in row.domains if each.value == shown.domain),
        "rated_by": presenters.RATED_BY[shown.rated_by],
        "answers": presenters.ANSWERS,
        "kinds": presenters.KINDS,
        "base_of": {base: rule for rule in row.bases if (base := rule.base) in used},
        "moderation": [each for each in row.moderation if each.standard == shown.code],
        "sample": row.sample(shown.sample) if shown.sample else None,
        "comparisons": presenters.comparisons(row, shown, _earlier_titles(row)),
    }
    return render(request, "standards/standard.html", context)


@require_GET
def examples(request: HttpRequest, code: str) -> HttpResponse:
    """Worked examples, calculated as the page is drawn."""
    row = _framework(code)
    context = {"framework": row, "examples": [inputs.worked(row, example) for example in row.examples]}
    return render(request, "standards/examples.html", context)


@require_GET
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """What fieldwork gathers besides cases: interviews, documents and figures."""
    row = _framework(code)
    context = {
        "framework": row,
        "survey": evidence_presenters.survey(row),
        "choices": evidence_presenters.choices,
        "choice_sources": evidence_presenters.choice_sources(row),
        "bears_on": evidence_presenters.bears_on,
        "figures": evidence_presenters.figures(row),
        "units": evidence_presenters.UNITS,
        "plausible": evidence_presenters.plausible,
        "beside": evidence_presenters.beside,
    }
    return render(request, "standards/evidence.html", context)


@require_GET
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The sections of the report, in their order."""
    row = _framework(code)
    sections = [
        (section, evidence_presenters.section_name(row, section), evidence_presenters.drawn(section))
        for section in row.report.sections
    ]
    return render(request, "standards/report.html", {"framework": row, "sections": sections})


def _framework(code: str) -> Framework:
    try:
        return readers.framework(code)
    except readers.UnknownFramework as unknown:
        raise Http404 from unknown


def _earlier_titles(row: Framework) -> dict[str, str]:
    return {code: readers.framework(code).title for code in {link.framework for link in row.links}}
