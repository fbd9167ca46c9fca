"""How allauth is bent to the house: no sign-up, a required second factor, encrypted secrets, a full log."""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa import signals as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.encoding import force_bytes

from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.govuk import error_pages
from caseward.shared.govuk.context import NAME

MESSAGES = {
    "account/messages/logged_out.txt": "You have signed out.",
    "account/messages/password_changed.txt": "Your password is changed.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed. Set up another to go on.",
    "mfa/messages/recovery_codes_generated.txt": "Your new recovery codes are ready. The old ones are void.",
}
OPEN_WHILE_SETTING_UP = {
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_reauthenticate",
}


SHARED_ACCOUNT = (
    "This account is shared by everybody who tries the demonstration, so its sign-in cannot be changed."
)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; the few messages are in our words."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """The person's own password, so no longer a temporary one."""
        user.set_password(password)
        user.password_is_temporary = False
        user.save(update_fields=["password", "password_is_temporary"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The start page, which leads on."""
        return str(self.get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not when this session signed in a moment ago."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **__: Any
    ) -> None:
        """Only what a person would miss; allauth's other messages repeat what the page shows."""
        if words := MESSAGES.get(message_template or ""):
            messages.add_message(request, level, words)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with a key made from the server's own."""

    def get_totp_issuer(self) -> str:
        """What the authenticator app calls us."""
        return NAME

    def encrypt(self, text: str) -> str:
        """Encrypted with the current secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypted with the current secret key or one that it replaced."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether an authenticator app is set up."""
    return user.is_authenticated and Authenticator.objects.filter(user=user, type="totp").exists()


class SignInMiddleware:
    """Lets an account do nothing before its temporary password is changed and its second factor set up.

    What a signed-in person sees stays in no browser, where the next user of the machine could find it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """A redirect to what is still to be done; a refusal of what would lock others out."""
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if not request.user.is_authenticated:
            return None
        if request.user.is_demonstration:
            return _keep_shared(request, name)
        step = "" if name in OPEN_WHILE_SETTING_UP else _first_step(request.user)
        return redirect(step) if step else None


def _keep_shared(request: HttpRequest, name: str) -> HttpResponse | None:
    """The sign-in of an invented person stays as it is; where no demonstration runs, it opens nothing."""
    if not settings.DEMO:
        # Its password is printed for everybody, so a database that once held the demonstration is shut to it.
        logout(request)
        return redirect("account_inactive")
    locks = name in OPEN_WHILE_SETTING_UP - {"account_logout"} or name.startswith("mfa_")
    return error_pages.not_allowed(request, [SHARED_ACCOUNT]) if locks else None


def _first_step(user: User) -> str:
    if user.password_is_temporary:
        return "account_change_password"
    return "" if has_second_factor(user) else "mfa_activate_totp"


def keep_in_the_log() -> None:
    """Write an event for everything that happens to a sign-in."""
    user_logged_in.connect(_on("signed in"), weak=False)
    user_logged_out.connect(_on("signed out"), weak=False)
    user_login_failed.connect(_on_failure, weak=False)
    password_changed.connect(_on("password changed"), weak=False)
    mfa.authenticator_added.connect(_on("second factor added"), weak=False)
    mfa.authenticator_removed.connect(_on("second factor removed"), weak=False)
    mfa.authenticator_reset.connect(_on("recovery codes made"), weak=False)
    mfa.authentication_failed.connect(_on("second factor refused"), weak=False)


def _on(action: str) -> Callable[..., None]:
    def receive(user: User | None, authenticator: Authenticator | None = None, **_: Any) -> None:
        if user is not None:
            details = {"kind": str(authenticator.type)} if authenticator else {}
            audit.record(action=action, subject=user, by=user, **details)

    return receive


def _on_failure(credentials: dict[str, Any], **_: Any) -> None:
    """Which account was tried, never the address that was typed: it may be a password in the wrong box."""
    user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    audit.record(action="sign-in failed", subject=user or User(), by=AnonymousUser())
