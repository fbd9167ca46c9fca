"""Addresses of accounts. Of allauth's own only those that the house uses, so nothing else answers."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from . import views

sign_in = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("second-factor/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-factor/code-again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
managed = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("own/", views.own, name="own"),
    path("<int:account_id>/", views.change, name="change"),
    path("<int:account_id>/deactivate/", views.deactivate, name="deactivate"),
    path("<int:account_id>/reactivate/", views.reactivate, name="reactivate"),
    path("<int:account_id>/reset/", views.reset, name="reset"),
    path("<int:account_id>/sign-in-as/", views.sign_in_as, name="sign_in_as"),
]
urlpatterns = [*sign_in, path("", include((managed, "accounts")))]
