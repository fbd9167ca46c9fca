"""Views reach rows only through visible_to, answer named methods only, and never write by themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import source

WRITES = {
    "create", "update", "delete", "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"
}  # fmt: skip
SCOPED_ALREADY = {
    "User.objects.demonstration": "offers its invented people before anybody has signed in",
    "Assessment.objects.to_read_again": "names the cases that this reader may read blind, never an answer",
    "Assessment.objects.second_readings_in": "says how far second readings are, never an answer",
    "LicenceCondition.objects.select_related": "a Prefetch: only rows of the opened person",
    "Transfer.objects.select_related": "a Prefetch: only rows of the opened person",
}
"""Questions that ask for inspection and reader themselves, each with its reason."""
HANDED_ON = {
    "sign_in_as": "allauth signs in, and logs it",
    "assess_the_rest": "the demonstration presses the buttons of many cases at once",
}
METHODS = {"require_GET", "require_POST", "require_safe", "require_http_methods", "get_or_post"}


def _views() -> Iterator[tuple[Path, source.Function]]:
    """Every function in a views module that answers a request at an address."""
    for path in source.modules("views", "home"):
        for function in source.functions(path):
            first = next(iter(function.args.args), None)
            is_view = first is not None and first.arg == "request" and not function.name.startswith("_")
            if is_view and function.decorator_list:
                yield path, function


def test_there_are_views_to_look_at() -> None:
    assert len(list(_views())) > 50


def test_views_reach_rows_only_through_visible_to() -> None:
    round_it = []
    for path in source.modules("views", "home"):
        for node in ast.walk(source.tree(path)):
            if not isinstance(node, ast.Attribute):
                continue
            written = ast.unparse(node)
            after_manager = isinstance(node.value, ast.Attribute) and node.value.attr == "objects"
            if after_manager and node.attr != "visible_to" and written not in SCOPED_ALREADY:
                round_it.append(f"{source.place(path, node)} {written}")
    source.assert_none(round_it)


def test_a_page_that_is_not_found_was_looked_for_among_what_the_user_may_see() -> None:
    bare = [
        f"{source.place(path, call)} {ast.unparse(call)}"
        for path in source.modules("views", "home")
        for call in ast.walk(source.tree(path))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in {"get_object_or_404", "get_list_or_404"}
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[:1].isupper()
    ]
    source.assert_none(bare)


def test_every_view_says_which_methods_it_answers() -> None:
    silent = [
        f"{source.place(path, view)} {view.name}"
        for path, view in _views()
        if not METHODS & {name.rsplit(".")[-1] for name in source.decorators(view)}
    ]
    source.assert_none(silent)


def test_views_change_rows_only_through_actions() -> None:
    writing = [
        f"{source.place(path, call)} {ast.unparse(call.func)}"
        for path in source.modules("views", "home")
        for call in ast.walk(source.tree(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _writes(call.func)
    ]
    source.assert_none(writing)


def test_every_view_that_takes_a_post_hands_it_to_a_form_or_an_action() -> None:
    dropped = []
    for path, view in _views():
        takes_a_post = source.decorators(view) & {"require_POST", "get_or_post", "require_http_methods"}
        called = _called_from(path, view)
        if takes_a_post and not any(name.startswith(("actions.", "jobs.", "forms.")) for name in called):
            dropped.append(f"{source.place(path, view)} {view.name}")

    source.assert_none([line for line in dropped if line.rsplit(" ")[-1] not in HANDED_ON])


def _writes(function: ast.Attribute) -> bool:
    on = ast.unparse(function.value)
    ours = on.startswith(("actions", "jobs", "audit", "forms", "messages", "request", "data", "context"))
    return function.attr in WRITES and not ours


def _called_from(path: Path, view: source.Function) -> set[str]:
    """What a view calls itself, and through the private functions of its file."""
    private = {each.name: each for each in source.functions(path) if each.name.startswith("_")}
    called, waiting = set[str](), [view]
    while waiting:
        found = _names(waiting.pop())
        waiting += [private[name] for name in found - called if name in private]
        called |= found
    return called


def _names(node: ast.AST) -> set[str]:
    return {ast.unparse(each) for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute)}
