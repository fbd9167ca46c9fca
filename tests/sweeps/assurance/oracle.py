"""Who opens which page where the halves meet, on one page: the table that every address is held against.

Taken from the product's own list. Managers and the quality team answer for every case of their provider, so
they see what is found, by number and by case; directors see numbers first, and one person with a recorded
reason. An officer sees what is found in the cases of their provider. The provider's contact sends lists and
files, and sees no finding. An inspector reads the records of the case that is theirs to read, by a right that
ends, and never what the provider's own pages find in it. An audit is its provider's own affair: its team,
and its directors once it is closed. How well checks agree with people is for all to whom findings are shown.
"""

from dataclasses import dataclass

from tests.factories.assurance import INSPECTORATE, OURS, THEIRS

EVERYBODY = (*OURS, *THEIRS, *INSPECTORATE)
AUDIT_TEAM = ("audit lead", "auditor", "second reader")
OUR_QUALITY_TEAM = ("quality team", "audit lead", "second reader")
OUR_MANAGERS = ("manager", "auditor")
OUR_DIRECTORS = ("director", "director let in")
OUR_OFFICERS = ("officer", "colleague")
READERS_OF_CASES = (*OUR_OFFICERS, *OUR_MANAGERS, *OUR_QUALITY_TEAM)
LET_IN = ("director let in", "inspector let in")

MANAGERS = (*OUR_MANAGERS, "strange manager")
QUALITY_TEAMS = (*OUR_QUALITY_TEAM, "strange quality team")
DIRECTORS = (*OUR_DIRECTORS, "strange director")
OFFICERS = (*OUR_OFFICERS, "strange officer")
CONTACTS = ("contact", "strange contact")
LEADERS = (*MANAGERS, *QUALITY_TEAMS, *DIRECTORS)
"""They open pages about a caseload: each that of their own provider."""

INSPECTORS = ("inspector", "inspector let in", "inspector of the team")
CASE_WORK = ("lead inspector", *INSPECTORS, "quality lead", "analyst")
TEAM = (*CASE_WORK, "panel member")
KNOW_THE_INSPECTION = (*TEAM, "publisher", "contact")


@dataclass(frozen=True)
class Page:
    """Who opens an address, for whom its row exists at all, and at which stage of the audit."""

    seen_by: tuple[str, ...]
    known_to: tuple[str, ...] = EVERYBODY
    stage: str = "ratings"


KNOW_THE_PERSON = (*READERS_OF_CASES, *LET_IN)
KNOW_THE_AUDIT = (*AUDIT_TEAM, *OUR_DIRECTORS)
FOLLOW_ACTIONS = (*OUR_QUALITY_TEAM, *OUR_MANAGERS, *OUR_DIRECTORS)
LOOK_AGAIN = (*OUR_QUALITY_TEAM, "auditor")
"""Of those who could close an action all but the manager who was asked and did it."""

PAGES = {
    "case_lists:index": Page((*LEADERS, *CONTACTS)),
    "case_lists:preview": Page((*LEADERS, *CONTACTS)),
    "case_lists:gaps": Page((*MANAGERS, *QUALITY_TEAMS)),
    "readiness:case": Page((*READERS_OF_CASES, "director let in"), KNOW_THE_PERSON),
    "readiness:index": Page(LEADERS),
    "readiness:key_question": Page(LEADERS),
    "readiness:prompt": Page(LEADERS),
    "readiness:open_case": Page(OUR_DIRECTORS, (*KNOW_THE_PERSON, "director")),
    "evidence:open_records": Page(("inspector",), CASE_WORK),
    "evidence:files": Page((*CASE_WORK, "contact"), KNOW_THE_INSPECTION),
    "evidence:send_file": Page(("lead inspector", "analyst", "contact"), KNOW_THE_INSPECTION),
    "audits:actions": Page((*LEADERS, *OFFICERS)),
    "audits:action": Page(FOLLOW_ACTIONS, FOLLOW_ACTIONS),
    "audits:done": Page(("manager",), FOLLOW_ACTIONS),
    "audits:verify": Page(LOOK_AGAIN, FOLLOW_ACTIONS),
    "audits:return": Page(LOOK_AGAIN, FOLLOW_ACTIONS),
    "audits:result": Page(KNOW_THE_AUDIT, KNOW_THE_AUDIT, "decided"),
    "audits:next": Page(("audit lead",), KNOW_THE_AUDIT, "decided"),
    "audits:ask": Page(AUDIT_TEAM, KNOW_THE_AUDIT),
    "audits:ask_in_case": Page(AUDIT_TEAM, AUDIT_TEAM),
    "calibration:index": Page((*LEADERS, *OFFICERS, *CASE_WORK, "outsider")),
    "calibration:check": Page((*LEADERS, *OFFICERS, *CASE_WORK, "outsider")),
}
"""Addresses that are read."""

BUTTONS = {
    "case_lists:download": Page((*MANAGERS, *QUALITY_TEAMS, *CONTACTS)),
    "case_lists:send": Page(("contact",)),
    "readiness:bring_up_to_date": Page(LEADERS),
    "audits:close": Page(("audit lead",), KNOW_THE_AUDIT),
}
"""Addresses that only take a post; nobody else may send one."""
