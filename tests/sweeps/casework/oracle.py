"""Who opens which page of casework, on one page: the table that every address is held against.

Taken from the product's own list: an officer sees every person of their provider less exclusions and
restrictions, and changes own cases, covered ones, and others with a recorded reason; a manager sees the
same and decides what is above an officer. The quality team reads every person of its provider, and a director
or an inspector one person while a right to that person runs; they change nothing, but that the quality team
writes what its audits ask for. Everybody else finds nothing.
"""

OWN, COVERING, INVOLVED, COLLEAGUE, MANAGER = "own officer", "covering", "involved", "colleague", "manager"
OF_PROVIDER = (OWN, COVERING, INVOLVED, COLLEAGUE, MANAGER)
WORKS_ON_IT = (OWN, COVERING, INVOLVED, MANAGER)
QUALITY_TEAM, DIRECTOR_LET_IN, INSPECTOR_LET_IN = "quality team", "director let in", "inspector let in"
READERS = (QUALITY_TEAM, DIRECTOR_LET_IN, INSPECTOR_LET_IN)
"""They read the record, and change nothing in it."""
STRANGERS = ("stranger", "strange_manager", "administrator", "inspector", "provider_contact")
NO_RIGHT = ("director", "inspector let in until yesterday", "inspector let in elsewhere")
NOBODY_OF_IT = (*STRANGERS, *NO_RIGHT)
"""For them the person does not exist: every address answers 404, and those of their own work 403."""

READ = (*OF_PROVIDER, *READERS)
WORK = WORKS_ON_IT
OWN_AND_LEAD = (OWN, COVERING, MANAGER)
ASKED = (OWN, COVERING)
"""Only who was asked says that it is done: the officer, or whoever covers for them."""
LEAD = (MANAGER,)
PAGES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "allocation:history",
            "assessments:assessment",
            "assessments:changes",
            "assessments:check",
            "assessments:checks",
            "assessments:index",
            "assessments:own_view",
            "assessments:own_views",
            "assessments:self_assessment_done",
            "contacts:contact",
            "contacts:index",
            "dashboards:case",
            "dashboards:timeline",
            "enforcement:breach",
            "enforcement:index",
            "enforcement:pack",
            "enforcement:pack_csv",
            "enforcement:sent",
            "oversight:index",
            "people:details",
            "people:events",
            "plans:compare",
            "plans:contingencies",
            "plans:draft",
            "plans:goals",
            "plans:index",
            "plans:review",
            "plans:reviews",
            "plans:version",
            "sentences:index",
        ),
        READ,
    ),
    **dict.fromkeys(("people:involve", "tasks:ask"), OF_PROVIDER),
    **dict.fromkeys(
        (
            "assessments:answer_check",
            "assessments:ask_check",
            "assessments:chase_check",
            "assessments:complete",
            "assessments:diversity",
            "assessments:factor",
            "assessments:harm",
            "assessments:history",
            "assessments:self_assessment",
            "assessments:start",
            "assessments:use_check",
            "contacts:arrange",
            "contacts:correct",
            "contacts:move",
            "contacts:record",
            "contacts:unplanned",
            "enforcement:absence",
            "enforcement:decide",
            "enforcement:end",
            "enforcement:letter",
            "enforcement:present",
            "enforcement:refer",
            "enforcement:review",
            "people:add_alias",
            "people:add_circumstance",
            "people:add_event",
            "people:add_related",
            "people:change",
            "people:change_circumstance",
            "people:change_flag",
            "people:change_related",
            "people:choose_flag",
            "people:propose_merge",
            "people:raise_flag",
            "people:withdraw_event",
            "plans:add_action",
            "plans:add_contingency",
            "plans:add_goal",
            "plans:add_goal_in",
            "plans:agreement",
            "plans:change_action",
            "plans:change_contingency",
            "plans:change_goal",
            "plans:complete",
            "plans:conclude",
            "plans:contact_level",
            "plans:start",
            "plans:start_review",
            "plans:why_not",
            "sentences:add",
            "sentences:add_requirement",
            "sentences:answer_condition",
            "sentences:answer_transfer",
            "sentences:change",
            "sentences:change_requirement",
            "sentences:end",
            "sentences:release",
            "sentences:request_condition",
            "sentences:request_transfer",
            "tasks:done",
            "tasks:snooze",
        ),
        WORK,
    ),
    **dict.fromkeys(
        (
            "allocation:allocate",
            "enforcement:agree",
            "oversight:return",
            "oversight:verify",
            "people:access",
            "people:change_list",
            "people:end_list",
            "people:start_list",
        ),
        LEAD,
    ),
    "oversight:write": (MANAGER, QUALITY_TEAM),
    "people:looks": OWN_AND_LEAD,
    "oversight:done": ASKED,
}
"""Pages about one person, and who opens them."""

BUTTONS: dict[str, tuple[str, ...]] = dict.fromkeys(
    (
        "assessments:keep_factor",
        "assessments:read_check",
        "people:remove_alias",
        "plans:action_done",
        "plans:action_not_done",
        "plans:goal_not_reached",
        "plans:goal_reached",
        "plans:plan_from_review",
        "plans:remove_action",
        "plans:remove_contingency",
        "plans:remove_goal",
        "plans:take_back_reason",
        "plans:take_up",
    ),
    WORK,
)
"""Addresses about one person that only take a post."""

LISTS: dict[str, tuple[str, ...]] = {
    "allocation:change_cover": (OWN, MANAGER),
    "dashboards:cover": (OWN, COVERING, MANAGER),
    **dict.fromkeys(
        (
            "allocation:arrange_cover",
            "allocation:covers",
            "allocation:officers",
            "dashboards:caseload",
            "dashboards:due",
            "dashboards:home",
            "people:add",
            "tasks:index",
        ),
        OF_PROVIDER,
    ),
    "people:search": (*OF_PROVIDER, QUALITY_TEAM),
    **dict.fromkeys(
        (
            "allocation:add_post",
            "allocation:add_team",
            "allocation:change_post",
            "allocation:end_post",
            "allocation:unallocated",
            "dashboards:team_cases",
            "enforcement:acceptances",
            "people:duplicates",
            "people:merge",
            "people:merges",
            "people:decide_merge",
            "assessments:police",
            "assessments:police_add",
            "assessments:police_file",
            "assessments:police_item",
            "assessments:police_template",
            "dashboards:add_import",
            "dashboards:decide_import",
            "dashboards:import",
            "dashboards:import_faults",
            "dashboards:import_template",
            "dashboards:imports",
        ),
        LEAD,
    ),
}
"""Pages of one's own work, and of those who lead; they show only whom the user may see."""
