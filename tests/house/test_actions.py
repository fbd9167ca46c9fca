"""Every action: keyword arguments, a person, one transaction, a policy first, and an event in the log."""

from collections.abc import Iterator
from pathlib import Path

from tests.house import source

NOT_VERBS = {
    "ratings.free_slug": "asks the database which address is free",
    "ratings.bands_to_propose": "asks a rule which ratings are open",
    "reports.findings_of": "asks the checker what it finds",
    "reports.written_report": "reads the text with the figures of now",
    "reports.state_of_draft": "reckons what a draft lacks",
    "reports.checked_draft": "reads the report as the provider is to check it",
    "reports.document_of": "reads the report with its tables as the data give them now",
    "reports.written_notice": "reads the press notice with the figures of now",
    "reports.notice_text": "reads the press notice as it is typed",
    "reports.what_stands_in_the_way": "reckons what keeps a report from being published",
    "reports.keep_pdf": "the system's own work: sets the type of what is published already",
    "reports.printed": "reads the PDF of what is published already",
    "results.percent_of": "reckons the per cent of one figure",
}
"""Public functions of actions modules that change nothing."""
ASKED_BEFORE = {
    "inspections.move": "the action of the app that finishes the stage has asked its own policy",
    "samples.record_check": "the system's own work, which a person's upload began",
    "samples.give_up": "the system's own work, when a file could not be read",
    "samples.store_rows": "stores what begin_accepting was allowed to accept",
    "ratings.calculate": "a part of open_meeting, which has asked",
    "people.list_people": "the page that lists them has found them through visible_to",
    "people.index_names": "a part of the actions that change a name or a number, which have asked",
    "readiness.store": "a part of a pass over a caseload, which begin was allowed to begin",
    "readiness.forget": "a part of a pass over a caseload, which begin was allowed to begin",
    "readiness.finish": "the end of a pass over a caseload, which begin was allowed to begin",
    "readiness.give_up": "the system's own work, when a fault of ours stopped a pass",
    "evidence.end_rights": "a part of the actions that take cases from their readers, which have asked",
    "evidence.end_rights_of_leavers": "a part of the actions on team and stage, which have asked",
}
BY_THE_SYSTEM = {
    "samples.record_check",
    "samples.give_up",
    "samples.store_rows",
    "people.index_names",
    "readiness.store",
    "readiness.forget",
}
"""Long work, in batches: the person behind it is the one whose action began it."""
BEFORE_ANYBODY = {"accounts.add_first_administrator"}
"""The command line of the server makes the first account, when there is nobody yet."""
LOGGED_BY_ITS_CALLER = {"samples.store_rows", "ratings.calculate", "people.index_names"}
LOGGED_OTHERWISE = {
    "readiness.store": "begin and finish write the pass; what was found can be reckoned again",
    "readiness.forget": "begin and finish write the pass; what was found can be reckoned again",
    "evidence.end_rights": "people.end_right writes an event for each right that ends",
    "evidence.end_rights_of_leavers": "people.end_right writes an event for each right that ends",
    "evidence.show": "its rows say what was first shown to whom when; the page of the case writes the look",
}


def _actions() -> Iterator[tuple[str, Path, source.Function]]:
    for path in source.modules("actions"):
        app = path.parent.name if path.stem == "actions" else path.parents[1].name
        for function in source.functions(path):
            if not function.name.startswith("_") and app != "audit":
                name = f"{app}.{function.name}"
                if name not in NOT_VERBS:
                    yield name, path, function


def test_there_are_actions_to_look_at() -> None:
    names = {name for name, _, _ in _actions()}
    assert len(names) > 35
    assert names >= set(ASKED_BEFORE) | BY_THE_SYSTEM | LOGGED_BY_ITS_CALLER | set(LOGGED_OTHERWISE)


def test_actions_take_keyword_arguments_only() -> None:
    source.assert_none(name for name, _, action in _actions() if action.args.args)


def test_every_action_says_who() -> None:
    source.assert_none(
        name
        for name, _, action in _actions()
        if "by" not in {argument.arg for argument in action.args.kwonlyargs}
        and name not in BY_THE_SYSTEM | BEFORE_ANYBODY
    )


def test_every_action_is_one_transaction() -> None:
    source.assert_none(
        name
        for name, _, action in _actions()
        if "transaction.atomic" not in source.decorators(action) and name not in LOGGED_BY_ITS_CALLER
    )


def test_every_action_asks_its_policy() -> None:
    source.assert_none(
        name
        for name, _, action in _actions()
        if "refuse_if" not in source.calls(action) and name not in ASKED_BEFORE
    )


def test_every_action_writes_an_event() -> None:
    source.assert_none(
        name
        for name, path, action in _actions()
        if not _writes_an_event(path, action) and name not in LOGGED_BY_ITS_CALLER | set(LOGGED_OTHERWISE)
    )


def _writes_an_event(path: Path, action: source.Function) -> bool:
    """Itself, or through an action or a private function that it calls."""
    others = {function.name: function for function in source.functions(path)}
    called = source.calls(action)
    if called & {"audit.record", "audit.showed"} or any(name.endswith("s.move") for name in called):
        return True
    return any(_writes_an_event(path, others[name]) for name in called - {action.name} if name in others)
