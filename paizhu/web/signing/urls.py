"""Addresses of signing in and of one's own account. Names with underscores are those that allauth asks for."""

from django.urls import path
from django.views.decorators.cache import never_cache

from paizhu.web.signing import demonstration, invited, own, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/second-step/", views.second_step, name="mfa_authenticate"),
    path("sign-in/not-let-in/", views.not_let_in, name="account_inactive"),
    path("sign-in/demonstration/", demonstration.sign_in, name="demonstration"),
    path("sign-out/", never_cache(views.sign_out), name="account_logout"),
    path("invited/", invited.begin, name="invited"),
    path("invited/set-up/", invited.set_up, name="set-up"),
    path("seat/", own.seat, name="seat"),
    path("account/", own.account, name="account"),
    path("account/password/", never_cache(views.other_password), name="account_change_password"),
    path("account/password/again/", never_cache(views.password_again), name="account_reauthenticate"),
    path("account/device/", own.device, name="device"),
    path("account/recovery-codes/", own.recovery_codes, name="recovery-codes"),
]
