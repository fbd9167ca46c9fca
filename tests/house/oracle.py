"""Who sees what of one inspection, on one page: the table that every address is held against.

Taken from the product's own list: those on the team by their work; the panel sees ratings, never a case;
the publisher sees what is to be published; the provider's contact sees requests and its own lists, never
what was drawn; an administrator and anybody who is not on the inspection find nothing.
"""

from dataclasses import dataclass

LEAD, INSPECTOR, QUALITY, ANALYST = "lead", "inspector", "quality_lead", "analyst"
PANEL, PUBLISHER, CONTACT = "panel_member", "publisher", "provider_contact"

TEAM = (LEAD, INSPECTOR, QUALITY, ANALYST, PANEL)
CASE_WORK = (LEAD, INSPECTOR, QUALITY, ANALYST)
RATINGS = (LEAD, QUALITY, ANALYST, PANEL, PUBLISHER)
SAMPLERS = (ANALYST, LEAD)
NOBODY_OF_IT = ("administrator", "outsider", "other_contact")
"""For them the inspection does not exist: every address answers 404."""


@dataclass(frozen=True)
class Page:
    """Who opens an address, and the stage at which there is most to see."""

    seen_by: tuple[str, ...]
    stage: str = "assessment"


PAGES = {
    "inspections:overview": Page((*TEAM, PUBLISHER, CONTACT)),
    "inspections:plan": Page((LEAD,), "set_up"),
    "inspections:samples": Page((LEAD,), "set_up"),
    "inspections:team": Page((LEAD,)),
    "inspections:hand_over": Page((LEAD,)),
    "inspections:move_back": Page((LEAD,)),
    "samples:index": Page((*CASE_WORK, CONTACT)),
    "samples:sample": Page((*CASE_WORK, CONTACT)),
    "samples:template_csv": Page((*TEAM, PUBLISHER, CONTACT), "sampling"),
    "samples:template_xlsx": Page((*TEAM, PUBLISHER, CONTACT), "sampling"),
    "samples:upload": Page((*CASE_WORK, CONTACT), "sampling"),
    "samples:case_list": Page((*CASE_WORK, CONTACT), "sampling"),
    "samples:faults": Page((*CASE_WORK, CONTACT), "sampling"),
    "samples:draw": Page(SAMPLERS, "sampling"),
    "samples:drawn": Page(CASE_WORK),
    "samples:share_out": Page(SAMPLERS),
    "samples:cases": Page(CASE_WORK),
    "samples:export": Page(CASE_WORK),
    "samples:case": Page(CASE_WORK),
    "samples:replace": Page(SAMPLERS),
    "case_assessments:index": Page(CASE_WORK),
    "case_assessments:case": Page(CASE_WORK),
    "case_assessments:section": Page((INSPECTOR,)),
    "case_assessments:history": Page((INSPECTOR,)),
    "case_assessments:finish": Page((INSPECTOR,)),
    "case_assessments:add_note": Page((INSPECTOR,)),
    "case_assessments:edit_note": Page((INSPECTOR,)),
    "case_assessments:reopen": Page((INSPECTOR, LEAD)),
    "case_assessments:second_readings": Page((LEAD, QUALITY)),
    "case_assessments:draw_second_readings": Page((QUALITY,)),
    "case_assessments:pick_second_readings": Page((QUALITY,)),
    "case_assessments:agreement": Page((LEAD, QUALITY)),
    "case_assessments:compare": Page(CASE_WORK),
    "ratings:index": Page(RATINGS),
    "ratings:groups": Page(RATINGS),
    "ratings:cases": Page((LEAD, ANALYST)),
    "ratings:close_assessment": Page((LEAD,)),
    "ratings:proposals": Page(RATINGS, "ratings"),
    "ratings:propose": Page(RATINGS, "ratings"),
    "ratings:panel": Page(RATINGS, "panel"),
    "ratings:decide": Page((PANEL,), "panel"),
    "ratings:record": Page(RATINGS, "decided"),
    "ratings:publish": Page((PUBLISHER,), "decided"),
}
"""Addresses that are read."""

BUTTONS = {
    "inspections:remove": Page((LEAD,)),
    "inspections:ask_for_case_lists": Page((LEAD,), "set_up"),
    "samples:accept": Page(SAMPLERS, "sampling"),
    "samples:open_assessment": Page(SAMPLERS, "sampling"),
    "case_assessments:start": Page((INSPECTOR,)),
    "case_assessments:delete_note": Page((INSPECTOR,)),
    "ratings:open_meeting": Page((LEAD,), "ratings"),
    "ratings:members": Page((PANEL,), "panel"),
    "ratings:lock": Page((PANEL,), "panel"),
}
"""Addresses that only take a post; nobody else may send one."""
