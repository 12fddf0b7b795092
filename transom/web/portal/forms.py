"""What the page for customers takes. Whether it still counts is for `asking` to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.asking.answering import OFFERED, Said
from transom.asking.models import Answer, AnswerLink

QUESTION = "question"
LONGEST = 20_000


class AnswerForm(forms.Form):
    """`what` is the button: an answer that the link offers, or `QUESTION`."""

    what = forms.ChoiceField()
    name = forms.CharField(required=False, max_length=200)
    words = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, data, *, link: AnswerLink):
        super().__init__(data)
        self.fields["what"].choices = [*((value, value) for value in OFFERED[link.asks]), (QUESTION, QUESTION)]

    def clean(self) -> dict:
        said = super().clean()
        if said.get("what") == QUESTION and not said.get("words"):
            self.add_error("words", _("Write your question."))
        return said

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["name"], self.cleaned_data["words"].replace("\r\n", "\n"))

    def refuse(self, why: str) -> None:
        """The answer lacks something: the name, or the words."""
        self.add_error("name" if self.cleaned_data["what"] == Answer.APPROVED else "words", why)
