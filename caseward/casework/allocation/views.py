"""Pages about officers, posts, allocation and cover."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseward.casework.people import actions as people
from caseward.casework.people.models import Cover, Person
from caseward.casework.people.policies import (
    colleagues_of,
    leads,
    reasons_not_to_lead,
    works_with_people,
)
from caseward.shared.organisations.models import Team
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page, page_name

from . import actions, forms, policies
from .models import Post

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
FORM = "allocation/form.html"


def _held_posts(request: SignedInRequest) -> QuerySet[Post]:
    """The posts held today, each with the number of cases of its holder."""
    cases = Count("user__caseload", filter=Q(user__caseload__merged_into=None))
    rows = Post.objects.visible_to(request.user).held(timezone.localdate()).annotate(cases=cases)
    return rows.select_related("user", "team__office").order_by(
        "team__office__name", "team__name", "user__name"
    )


@login_required
@require_GET
def unallocated(request: SignedInRequest) -> HttpResponse:
    """People with a sentence and no officer, those that wait longest first."""
    refuse_if(reasons_not_to_lead(request.user))
    waiting = Person.objects.visible_to(request.user).filter(officer=None, sentences__ended_on=None)
    rows = waiting.filter(sentences__isnull=False).annotate(since_on=Min("sentences__sentenced_on"))
    page = Paginator(rows.order_by("since_on", "pk"), PAGE).get_page(request.GET.get("page"))
    people.list_people(people=list(page), by=request.user, page=page_name(request))
    return render(request, "allocation/unallocated.html", {"page": page})


@login_required
@get_or_post
def allocate(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Give a person to an officer, with the reason."""
    person = people.open_record(person_id=person_id, by=request.user, page=page_name(request))
    refuse_if(policies.reasons_not_to_allocate(request.user, person))
    posts = _held_posts(request).exclude(user=person.officer_id).exclude(grade=Post.Grade.SPO)
    away = Cover.objects.visible_to(request.user).running(timezone.localdate())

    def save(form: forms.AllocateForm) -> None:
        actions.allocate(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)

    context = {"person": person, "away": away.select_related("away", "covered_by")}
    return form_page(
        request,
        "allocation/allocate.html",
        context,
        make_form=lambda data: forms.AllocateForm(data, posts=posts, initial={"version": person.version}),
        save=save,
        done="The person is allocated.",
        then=reverse("allocation:history", kwargs={"person_id": person.pk}),
    )


@login_required
@require_GET
def history(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Who supervised the person, since when, and why."""
    person = people.open_record(person_id=person_id, by=request.user, page=page_name(request))
    rows = person.allocations.select_related("officer", "team__office", "allocated_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    may_allocate = not policies.reasons_not_to_allocate(request.user, person)
    context = {"person": person, "page": page, "may_allocate": may_allocate}
    return render(request, "allocation/history.html", context)


@login_required
@require_GET
def officers(request: SignedInRequest) -> HttpResponse:
    """Everybody who holds a post, with grade, team and number of cases."""
    refuse_if([] if works_with_people(request.user) else ["Only officers and managers see this page."])
    page = Paginator(_held_posts(request), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "leads": leads(request.user)}
    return render(request, "allocation/officers.html", context)


def _to_officers(request: SignedInRequest, title: str, **saving: Any) -> HttpResponse:
    """One form about posts and teams, which leads back to the officers."""
    context = {"page_title": title, "back": reverse("allocation:officers")}
    return form_page(request, FORM, context, then=reverse("allocation:officers"), **saving)


def _offering(form: Any, request: SignedInRequest) -> Any:
    form.offer_teams(Team.objects.visible_to(request.user))
    return form


@login_required
@get_or_post
def add_team(request: SignedInRequest) -> HttpResponse:
    """A new team."""
    refuse_if(policies.reasons_not_to_add_place(request.user))

    def save(form: forms.TeamForm) -> None:
        typed = form.cleaned_data
        actions.add_team(
            provider=request.user.organisation, office=typed["office"], name=typed["name"], by=request.user
        )

    return _to_officers(request, "Add a team", make_form=forms.TeamForm, save=save, done="The team is there.")


@login_required
@get_or_post
def add_post(request: SignedInRequest) -> HttpResponse:
    """An officer or manager begins in a team."""
    refuse_if(policies.reasons_not_to_manage_posts(request.user))
    free = colleagues_of(request.user).exclude(posts__ends_on=None, posts__isnull=False)

    def make_form(data: Any) -> forms.AddPostForm:
        form: forms.AddPostForm = _offering(forms.AddPostForm(data), request)
        form.offer_holders(free)
        return form

    def save(form: forms.AddPostForm) -> None:
        actions.add_post(by=request.user, **form.cleaned_data)

    return _to_officers(request, "Add an officer", make_form=make_form, save=save, done="Officer added.")


@login_required
@get_or_post
def change_post(request: SignedInRequest, post_id: int) -> HttpResponse:
    """Another grade or team."""
    post = _post(request, post_id)
    refuse_if(policies.reasons_not_to_change_post(request.user, post))
    stored = {"grade": post.grade, "team": post.team_id, "version": post.version}

    def save(form: forms.ChangePostForm) -> None:
        actions.change_post(post=post, by=request.user, **form.cleaned_data)

    return _to_officers(
        request,
        f"Change the post of {post.user}",
        make_form=lambda data: _offering(forms.ChangePostForm(data, initial=stored), request),
        save=save,
        done="Post changed.",
    )


@login_required
@get_or_post
def end_post(request: SignedInRequest, post_id: int) -> HttpResponse:
    """The officer leaves."""
    post = _post(request, post_id)
    refuse_if(policies.reasons_not_to_end_post(request.user, post))

    def save(form: forms.EndPostForm) -> None:
        actions.end_post(post=post, by=request.user, **form.cleaned_data)

    return _to_officers(
        request,
        f"End the post of {post.user}",
        make_form=lambda data: forms.EndPostForm(data, post=post, initial={"version": post.version}),
        save=save,
        done="The post has its last day.",
    )


def _post(request: SignedInRequest, post_id: int) -> Post:
    rows = Post.objects.visible_to(request.user).select_related("user", "team__office")
    return get_object_or_404(rows, pk=post_id)


@login_required
@require_GET
def covers(request: SignedInRequest) -> HttpResponse:
    """Who covers for whom, now and later; a manager sees everybody's, an officer their own."""
    refuse_if([] if works_with_people(request.user) else ["Only officers and managers see this page."])
    today = timezone.localdate()
    rows = Cover.objects.visible_to(request.user).filter(ends_on__gte=today)
    if not leads(request.user):
        rows = rows.filter(Q(away=request.user) | Q(covered_by=request.user))
    ordered = rows.select_related("away", "covered_by").order_by("starts_on", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": today, "leads": leads(request.user)}
    return render(request, "allocation/covers.html", context)


@login_required
@get_or_post
def arrange_cover(request: SignedInRequest) -> HttpResponse:
    """A colleague for the days away."""
    refuse_if([] if works_with_people(request.user) else ["Only officers and managers arrange cover."])

    def make_form(data: Any) -> forms.AddCoverForm:
        form = forms.AddCoverForm(data, initial={"away": request.user.pk})
        form.offer(colleagues_of(request.user))
        return form

    def save(form: forms.AddCoverForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.arrange_cover(away=form.arranged(), creation_key=key, by=request.user)

    return _to_covers(
        request, "Arrange cover", make_form=make_form, save=save, done="Your colleague sees these cases then."
    )


@login_required
@get_or_post
def change_cover(request: SignedInRequest, cover_id: int) -> HttpResponse:
    """Other days, another colleague, or more to know."""
    rows = Cover.objects.visible_to(request.user).select_related("away", "covered_by")
    cover = get_object_or_404(rows, pk=cover_id)
    today = timezone.localdate()
    refuse_if(policies.reasons_not_to_change_cover(request.user, cover, today))
    stored = {name: getattr(cover, name) for name in ("starts_on", "ends_on", "handover", "version")}
    stored |= {"away": cover.away_id, "covered_by": cover.covered_by_id}

    def make_form(data: Any) -> forms.ChangeCoverForm:
        form = forms.ChangeCoverForm(data, initial=stored)
        form.offer(colleagues_of(request.user))
        return form

    def save(form: forms.ChangeCoverForm) -> None:
        version = form.cleaned_data["version"]
        actions.change_cover(cover=cover, away=form.arranged(), version=version, by=request.user, on=today)

    return _to_covers(request, "Change cover", make_form=make_form, save=save, done="Cover changed.")


def _to_covers(request: SignedInRequest, title: str, **saving: Any) -> HttpResponse:
    context = {"page_title": title, "back": reverse("allocation:covers")}
    return form_page(request, FORM, context, then=reverse("allocation:covers"), **saving)
