"""Pages of samples: case lists come in, samples are drawn, cases are allocated."""

from .allocation import case, cases, export, open_assessment, replace, share_out
from .case_lists import accept, case_list, faults, template_csv, template_xlsx, upload
from .draws import draw, earlier_draw, index, sample

__all__ = [
    "accept",
    "case",
    "case_list",
    "cases",
    "draw",
    "earlier_draw",
    "export",
    "faults",
    "index",
    "open_assessment",
    "replace",
    "sample",
    "share_out",
    "template_csv",
    "template_xlsx",
    "upload",
]
