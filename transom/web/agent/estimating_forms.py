"""What the forms about estimates take. What makes an estimate is for the verb to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.web.agent.forms import VerbForm

A_NUMBER = {"invalid": _("Write a number, as in 1200 or 7.5.")}


class EstimateForm(VerbForm):
    """Hours, or an amount, or both, and what they are for."""

    about = "estimate"
    hours = forms.DecimalField(required=False, max_digits=8, decimal_places=2, error_messages=A_NUMBER)
    amount = forms.DecimalField(required=False, max_digits=12, decimal_places=2, error_messages=A_NUMBER)
    currency = forms.CharField(required=False, max_length=3)
    text = forms.CharField(required=False)
    valid_until = forms.DateField(
        required=False, error_messages={"invalid": _("Write the day as year-month-day, as in 2026-12-31.")}
    )


class WithdrawForm(VerbForm):
    """Its button is all there is to it."""


class AskAgainForm(VerbForm):
    """Its button is all there is to it."""
