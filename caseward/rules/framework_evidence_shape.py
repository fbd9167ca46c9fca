"""Which keys survey.toml, evidence.toml and report.toml may and must have, and what each key may hold.

What must agree between these tables and the rest of the framework is in `framework_evidence_checks`.
"""

import re

from caseward.rules.framework_evidence import ASKED_OF, SECTION_KINDS, TABLES, UNITS
from caseward.rules.framework_shape import (
    INHERITED_ORIGIN,
    OPTION,
    ORIGIN,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    Keys,
    Tables,
    Value,
    may,
    one_of,
)

SLUG = Value(
    "a slug: small letters, digits and hyphens",
    lambda value: isinstance(value, str) and bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)),
)

SCALE: Keys = {"code": SLUG, "options": Tables(OPTION), "counts_as_yes": TEXTS, **ORIGIN}
ITEM: Keys = {
    "code": SLUG,
    "asked_of": one_of(*ASKED_OF),
    "text": TEXT,
    "short": TEXT,
    "scale": TEXT,
    "key_questions": TEXTS,
    **INHERITED_ORIGIN,
}
SURVEY_FILE: Keys = {"scales": Tables(SCALE), "items": Tables(ITEM), **ORIGIN}

DOCUMENT: Keys = {"code": SLUG, "title": TEXT, "text": TEXT, "key_questions": TEXTS, **INHERITED_ORIGIN}
HEADING: Keys = {"code": SLUG, "text": TEXT, "standard": may(TEXT), **INHERITED_ORIGIN}
FIGURE: Keys = {
    "code": SLUG,
    "title": TEXT,
    "group": TEXT,
    "unit": one_of(*UNITS),
    "key_questions": TEXTS,
    "guidance": may(TEXT),
    "has_target": may(TRUTH),
    "has_comparator": may(TRUTH),
    "least": may(WHOLE),
    "most": may(WHOLE),
    "pair": may(TEXT),
    **INHERITED_ORIGIN,
}
FINDING: Keys = {
    "code": SLUG,
    "title": TEXT,
    "group": TEXT,
    "counted_from": TEXT,
    "answers": TEXTS,
    "key_questions": TEXTS,
    "only_for": may(TEXTS),
    **INHERITED_ORIGIN,
}
EVIDENCE_FILE: Keys = {
    "documents": Tables(DOCUMENT, required=False),
    "presentation": Tables(HEADING, required=False),
    "figure_groups": Tables({"code": SLUG, "title": TEXT, "standard": may(TEXT)}, required=False),
    "figures": Tables(FIGURE, required=False),
    "findings": Tables(FINDING, required=False),
    "case_figures": Tables({"key_question": TEXT, "codes": TEXTS, **INHERITED_ORIGIN}, required=False),
    **ORIGIN,
}

SECTION: Keys = {
    "code": SLUG,
    "title": TEXT,
    "kind": one_of(*SECTION_KINDS),
    "draws": Value(
        f"a list of {', '.join(TABLES)}",
        lambda value: isinstance(value, list) and all(name in TABLES for name in value),
        required=False,
    ),
    "standard": may(TEXT),
    "guidance": may(TEXT),
    "is_annex": may(TRUTH),
    **INHERITED_ORIGIN,
}
REPORT_FILE: Keys = {
    "sections": Tables(SECTION),
    "words": Tables({"own": TEXTS, "foreign": TEXTS, **INHERITED_ORIGIN}, many=False, required=False),
    **ORIGIN,
}
