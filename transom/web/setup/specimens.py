"""What the style guide shows: each component with made-up words, in each of its states. Nothing of it is real, or stored."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from transom.mail.fetching.probe import Finding
from transom.web.setup.overview import Told
from transom.web.setup.specimen_lists import lists
from transom.web.setup.specimen_path import path_shown
from transom.web.setup.specimen_words import words

NOWHERE = "#"


class SampleForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label="Name", help_text="Customers read it as the sender of your answers.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    team = forms.ChoiceField(label="Team", choices=[("", "No team"), ("1", "Payments")])
    tells = forms.BooleanField(label="Tell customers that their mail has arrived", required=False)
    theme = forms.ChoiceField(
        label="Theme", choices=[("", "As this device"), ("dark", "Dark")], widget=forms.RadioSelect
    )
    roles = forms.MultipleChoiceField(
        label="Roles", choices=[("supporter", "Supporter"), ("qa", "QA")], widget=forms.CheckboxSelectMultiple
    )


def specimens() -> dict:
    now = timezone.now()
    return {
        "nowhere": NOWHERE,
        "ann": "Ann Meyer",
        "sue": "Sue Lindqvist",
        "tags_shown": "export, region",
        "quinn": "Quinn Abara",
        "at": now - timedelta(minutes=25),
        "path_shown": path_shown(),
        "form": SampleForm(prefix="good", initial={"name": "Support", "tells": True, "roles": ["qa"]}),
        "wrong": SampleForm({}, prefix="wrong"),
        "role_words": {"supporter": "Answers customers.", "qa": "Reproduces what is complex."},
        "findings": _findings(),
        "told_things": [
            Told(True, "4 people work at this desk.", NOWHERE, "See them"),
            Told(
                False,
                "Ann, Bo and Cy have no role yet.",
                NOWHERE,
                "Give them one here",
                "Without a role they see nothing.",
            ),
        ],
        **lists(now, NOWHERE),
        **words(now, NOWHERE),
    }


def _findings() -> list[Finding]:
    return [
        Finding("Server", True, "mail.example.com answers on port 993."),
        Finding(
            "Login", False, "mail.example.com refused the login.", "Check the user name, and make an app password."
        ),
    ]
