"""Addresses of people. Nothing personal stands in them."""

from django.urls import path, re_path

from .views import access, around, details, duplicates, events, flags, search

app_name = "people"
_PERSON = "<int:person_id>/details"

urlpatterns = [
    path("", search.search, name="search"),
    path("new/", search.add, name="add"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("merges/", duplicates.merges, name="merges"),
    path("merges/<int:merge_id>/", duplicates.merge, name="merge"),
    re_path(
        r"^merges/(?P<merge_id>[0-9]+)/(?P<decision>agree|refuse|undo)/$",
        duplicates.decide_merge,
        name="decide_merge",
    ),
    path(f"{_PERSON}/", details.details, name="details"),
    path(f"{_PERSON}/change/", details.change, name="change"),
    path(f"{_PERSON}/names/new/", details.add_alias, name="add_alias"),
    path(f"{_PERSON}/names/<int:alias_id>/remove/", details.remove_alias, name="remove_alias"),
    path(f"{_PERSON}/circumstances/new/", around.add_circumstance, name="add_circumstance"),
    path(
        f"{_PERSON}/circumstances/<int:circumstance_id>/",
        around.change_circumstance,
        name="change_circumstance",
    ),
    path(f"{_PERSON}/related/new/", around.add_related, name="add_related"),
    path(f"{_PERSON}/related/<int:related_id>/", around.change_related, name="change_related"),
    path(f"{_PERSON}/flags/new/", flags.choose_flag, name="choose_flag"),
    path(f"{_PERSON}/flags/new/<slug:kind>/", flags.raise_flag, name="raise_flag"),
    path(f"{_PERSON}/flags/<int:flag_id>/", flags.change_flag, name="change_flag"),
    path(f"{_PERSON}/events/", events.events, name="events"),
    path(f"{_PERSON}/events/new/", events.add_event, name="add_event"),
    path(f"{_PERSON}/events/<int:event_id>/withdraw/", events.withdraw_event, name="withdraw_event"),
    path(f"{_PERSON}/access/", access.access, name="access"),
    path(f"{_PERSON}/access/new/<slug:kind>/", access.start_list, name="start_list"),
    path(f"{_PERSON}/access/<int:list_id>/", access.change_list, name="change_list"),
    path(f"{_PERSON}/access/<int:list_id>/end/", access.end_list, name="end_list"),
    path(f"{_PERSON}/looks/", access.looks, name="looks"),
    path(f"{_PERSON}/involve/", access.involve, name="involve"),
    path(f"{_PERSON}/join/<int:other_id>/", duplicates.propose_merge, name="propose_merge"),
]
