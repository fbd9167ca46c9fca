"""Signing in, one’s own account, and the administrator’s pages."""

from collections.abc import Callable
from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import actions, policies
from .forms import ChangeAccountForm, NewAccountForm, ResetForm, SwitchAccountForm
from .models import Role, User

ON_ONE_PAGE = 50
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class SignIn(LoginView):
    """Email address and password; in the demonstration also one button for each invented person."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the demonstration’s accounts where it runs."""
        return {**super().get_context_data(**kwargs), "demonstration_accounts": _demonstration_accounts()}


def _demonstration_accounts() -> list[User]:
    if not settings.DEMO:
        return []
    order = list(Role)
    accounts = User.objects.demonstration().select_related("organisation")
    return sorted(accounts, key=lambda account: order.index(Role(account.role)))


@require_POST
def sign_in_as(request: HttpRequest, account_id: int) -> HttpResponse:
    """Sign in as an invented person, without a password: only where the demonstration runs."""
    if not settings.DEMO:
        raise Http404
    account = get_object_or_404(User.objects.demonstration(), pk=account_id)
    response: HttpResponse = perform_login(request, account)
    return response


@login_required
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """What the account is, and how to change its password and second factor."""
    shared = settings.DEMO and request.user.is_demonstration
    return render(request, "accounts/own.html", {"account": request.user, "is_shared": shared})


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every account."""
    refuse_if(policies.reasons_not_to_manage(request.user))
    accounts = User.objects.visible_to(request.user).select_related("organisation")
    page = Paginator(accounts, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/index.html", {"page": page})


@sensitive_post_parameters("password")
@login_required
@get_or_post
def add(request: SignedInRequest) -> HttpResponse:
    """A form for a new account."""
    refuse_if(policies.reasons_not_to_manage(request.user))
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = actions.add(**form.cleaned_data, by=request.user)
        messages.success(request, f"The account of {account} is added.")
        return redirect("accounts:index")
    return render(request, "accounts/add.html", {"form": form})


@login_required
@get_or_post
def change(request: SignedInRequest, account_id: int) -> HttpResponse:
    """A form for an account that exists."""
    account = _managed(request, account_id)
    if request.method != "POST":
        return _account_page(request, account, _form_of(account))
    form = ChangeAccountForm(request.POST)
    if not form.is_valid():
        return _account_page(request, account, form)
    try:
        actions.change(account=account, **form.cleaned_data, by=request.user)
    except Conflict as conflict:
        return _both_versions(request, form, _managed(request, account_id), conflict)
    messages.success(request, "The account is changed.")
    return redirect("accounts:index")


@require_POST
@login_required
def deactivate(request: SignedInRequest, account_id: int) -> HttpResponse:
    """A button."""
    return _switch(request, account_id, actions.deactivate, "The account is deactivated.")


@require_POST
@login_required
def reactivate(request: SignedInRequest, account_id: int) -> HttpResponse:
    """A button."""
    return _switch(request, account_id, actions.reactivate, "The account is active again.")


@sensitive_post_parameters("password")
@login_required
@get_or_post
def reset(request: SignedInRequest, account_id: int) -> HttpResponse:
    """A form for a temporary password."""
    account = _managed(request, account_id)
    refuse_if(policies.reasons_not_to_reset(request.user, account))
    form = ResetForm(request.POST or None, initial={"version": account.version})
    if request.method == "POST" and form.is_valid():
        actions.reset(account=account, **form.cleaned_data, by=request.user)
        messages.success(request, "The temporary password is set. Tell it to the account’s owner.")
        return redirect("accounts:change", account_id)
    return render(request, "accounts/reset.html", {"form": form, "account": account})


def _managed(request: SignedInRequest, account_id: int) -> User:
    refuse_if(policies.reasons_not_to_manage(request.user))
    return get_object_or_404(User.objects.visible_to(request.user), pk=account_id)


def _form_of(account: User) -> ChangeAccountForm:
    shown = ("version", "name", "role", "organisation")
    return ChangeAccountForm(initial={name: getattr(account, name) for name in shown})


def _switch(
    request: SignedInRequest, account_id: int, action: Callable[..., User], done: str
) -> HttpResponse:
    account = _managed(request, account_id)
    form = SwitchAccountForm(request.POST)
    if not form.is_valid():
        return _account_page(request, account, _form_of(account))
    action(account=account, **form.cleaned_data, by=request.user)
    messages.success(request, done)
    return redirect("accounts:change", account_id)


def _both_versions(
    request: SignedInRequest, form: ChangeAccountForm, account: User, conflict: Conflict
) -> HttpResponse:
    """What was typed stays in the form, which now carries the version that the person can see."""
    typed = form.cleaned_data
    pairs = [
        ("Full name", account.name, typed["name"]),
        ("Role", account.get_role_display(), Role(typed["role"]).label),
        ("Organisation", account.organisation, typed["organisation"]),
    ]
    form.data = {**request.POST.dict(), "version": conflict.theirs.version}
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    return _account_page(request, account, form, conflict=differing, status=409)


def _account_page(
    request: SignedInRequest, account: User, form: ChangeAccountForm, *, conflict: Any = (), status: int = 200
) -> HttpResponse:
    context = {
        "account": account,
        "form": form,
        "conflict": conflict,
        "reasons_not_to_deactivate": policies.reasons_not_to_deactivate(request.user, account),
        "reasons_not_to_reset": policies.reasons_not_to_reset(request.user, account),
    }
    return render(request, "accounts/change.html", context, status=status)
