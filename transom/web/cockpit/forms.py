"""What the forms of these pages take."""

from django import forms

from transom.web.agent.forms import VerbForm


class QuickForm(VerbForm):
    quick = forms.BooleanField(required=False)
