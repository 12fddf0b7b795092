"""Signing in, by allauth. An admin makes the accounts, so nobody signs themselves up."""

from allauth.account.adapter import DefaultAccountAdapter


class DeskAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
