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
EVIDENCE = (LEAD, INSPECTOR, QUALITY, ANALYST)
GATHERERS = (LEAD, INSPECTOR, ANALYST)
REPORT = (LEAD, INSPECTOR, ANALYST, PUBLISHER)
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
    "fieldwork:index": Page((*EVIDENCE, CONTACT)),
    "fieldwork:documents": Page((*EVIDENCE, CONTACT)),
    "fieldwork:document": Page((*EVIDENCE, CONTACT)),
    "fieldwork:file": Page((*EVIDENCE, CONTACT)),
    "fieldwork:ask_for_documents": Page((LEAD,)),
    "fieldwork:add_document": Page((LEAD,)),
    "fieldwork:change_document": Page((LEAD,)),
    "fieldwork:presentation": Page(EVIDENCE),
    "fieldwork:note_presentation": Page(GATHERERS),
    "fieldwork:timetable": Page(EVIDENCE),
    "fieldwork:activity": Page(EVIDENCE),
    "fieldwork:add_activity": Page(GATHERERS),
    "fieldwork:change_activity": Page(GATHERERS),
    "fieldwork:note_activity": Page(GATHERERS),
    "fieldwork:quotations": Page(EVIDENCE),
    "fieldwork:add_quotation": Page(GATHERERS),
    "fieldwork:change_quotation": Page(GATHERERS),
    "fieldwork:figures": Page((*EVIDENCE, CONTACT)),
    "fieldwork:figure_group": Page((*EVIDENCE, CONTACT)),
    "fieldwork:enter_figures": Page((*GATHERERS, CONTACT)),
    "fieldwork:confirm_figure": Page((CONTACT,)),
    "fieldwork:interviews": Page(EVIDENCE),
    "fieldwork:add_interview": Page(GATHERERS),
    "fieldwork:edit_interview": Page(EVIDENCE),
    "fieldwork:survey": Page(EVIDENCE),
    "fieldwork:survey_csv": Page(EVIDENCE),
    "fieldwork:key_questions": Page(EVIDENCE),
    "fieldwork:key_question": Page(EVIDENCE),
    "fieldwork:cite": Page(GATHERERS),
    "fieldwork:nothing_found": Page(GATHERERS),
    "fieldwork:withdraw": Page((LEAD,)),
    "follow_up:index": Page((*CASE_WORK, PUBLISHER)),
    "follow_up:write": Page((LEAD, INSPECTOR)),
    "follow_up:change": Page((LEAD, INSPECTOR)),
    "follow_up:earlier": Page((*CASE_WORK, PUBLISHER)),
    "follow_up:judge": Page((LEAD,)),
    "follow_up:publish": Page((PUBLISHER,), "published"),
    "follow_up:plan": Page((*CASE_WORK, PUBLISHER, CONTACT), "published"),
    "follow_up:set_due": Page((PUBLISHER,), "published"),
    "follow_up:answer": Page((CONTACT,), "published"),
    "follow_up:add_step": Page((CONTACT,), "published"),
    "follow_up:change_step": Page((CONTACT,), "published"),
    "follow_up:add_note": Page((CONTACT,), "published"),
    "follow_up:hand_back": Page((LEAD, PUBLISHER), "published"),
    "reports:index": Page(REPORT, "ratings"),
    "reports:whole": Page(REPORT, "ratings"),
    "reports:comparator": Page((LEAD, INSPECTOR), "ratings"),
    "reports:section": Page(REPORT, "ratings"),
    "reports:notes": Page((LEAD, INSPECTOR), "ratings"),
    "reports:prepare_note": Page((LEAD, INSPECTOR), "ratings"),
    "reports:edit": Page((LEAD,), "ratings"),
    "reports:drafts": Page(REPORT, "ratings"),
    "reports:draft": Page(REPORT, "ratings"),
    "reports:findings": Page(REPORT, "ratings"),
    "reports:accept": Page((LEAD, ANALYST), "ratings"),
    "reports:fact_check": Page(REPORT, "ratings"),
    "reports:open_check": Page((LEAD,), "decided"),
    "reports:answer": Page((LEAD,), "ratings"),
    "reports:provider_check": Page((CONTACT,), "panel"),
    "reports:comment_on_facts": Page((CONTACT,), "panel"),
    "reports:preview": Page(REPORT, "ratings"),
    "reports:press_notice": Page(REPORT, "ratings"),
    "reports:publish": Page(REPORT, "decided"),
    "reports:correct": Page((PUBLISHER,), "published"),
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
    "fieldwork:withdraw_document": Page((LEAD,)),
    "fieldwork:mark_read": Page(GATHERERS),
    "fieldwork:remove_file": Page((*GATHERERS, CONTACT)),
    "fieldwork:cancel_activity": Page(GATHERERS),
    "fieldwork:delete_quotation": Page(GATHERERS),
    "follow_up:move_up": Page((LEAD, INSPECTOR)),
    "follow_up:move_down": Page((LEAD, INSPECTOR)),
    "follow_up:remove": Page((LEAD, INSPECTOR)),
    "follow_up:remove_step": Page((CONTACT,), "published"),
    "follow_up:mark_done": Page((CONTACT,), "published"),
    "follow_up:mark_not_done": Page((CONTACT,), "published"),
    "follow_up:submit": Page((CONTACT,), "published"),
    "follow_up:publish_plan": Page((LEAD, PUBLISHER), "published"),
    "reports:take_pen": Page((LEAD, INSPECTOR), "ratings"),
    "reports:give_back_pen": Page((LEAD,), "ratings"),
    "reports:settle": Page((LEAD, INSPECTOR, ANALYST), "ratings"),
    "reports:withdraw": Page((LEAD, ANALYST), "ratings"),
    "reports:close": Page((LEAD,), "ratings"),
    "reports:take_in": Page((LEAD,), "panel"),
    "reports:submit": Page((CONTACT,), "panel"),
    "reports:give_up_correction": Page((PUBLISHER,), "published"),
    "ratings:open_meeting": Page((LEAD,), "ratings"),
    "ratings:members": Page((PANEL,), "panel"),
    "ratings:lock": Page((PANEL,), "panel"),
}
"""Addresses that only take a post; nobody else may send one."""
