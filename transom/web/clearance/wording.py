"""The words that the desk writes by itself to silent customers: which there are, and what an admin makes of them."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.clearance import words as clock_words_of
from transom.clearance.models import ClockWords, WordsKind
from transom.clearance.shipped import LANGUAGES, SHIPPED
from transom.clearance.words import NAMES, OWN, WAY_BACK, base, normal
from transom.composing.sample import sample_ticket
from transom.composing.variables import fill_by_itself, unknown, why_unknown
from transom.people.actor import Actor
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.models import TicketType

ANY, DESK = "any", "own"
"""How an address says "any type" and "the desk's own language"."""
LONGEST = 5000
MEANING = {
    WordsKind.FOLLOW_UP: gettext_lazy("What a customer reads who is asked again. Our last message stands below it."),
    WordsKind.FAREWELL: gettext_lazy(
        "What a customer reads when their ticket is closed at the clearance. It says how to come back."
    ),
}


class Place(NamedTuple):
    """Words of one kind, for a type (None: any), in a language ("": the desk's own)."""

    kind: str
    ticket_type: TicketType | None
    language: str

    @property
    def url(self) -> str:
        slug = self.ticket_type.slug if self.ticket_type else ANY
        return reverse("clock_words_of", args=[self.kind, slug, self.language or DESK])

    @property
    def row(self) -> ClockWords | None:
        return ClockWords.objects.filter(**self._asdict()).first()

    @property
    def language_name(self) -> str:
        return name_of(self.language)

    @property
    def shipped(self) -> str:
        """What holds here without words of the desk's own."""
        return clock_words_of.chosen(self.kind, None, [self.language] if self.language else []).text


def name_of(language: str) -> str:
    own = base(settings.LANGUAGE_CODE)
    if language == OWN:
        return _("%(language)s, the desk’s own") % {"language": LANGUAGES.get(own, own)}
    return LANGUAGES.get(language, language)


class NewForm(forms.Form):
    """Leads to the page where words for a type, in a language, are written."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=WordsKind.choices)
    ticket_type = forms.ModelChoiceField(
        TicketType.objects.all(),
        label=gettext_lazy("For tickets of type"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("any type"),
    )
    language = forms.SlugField(
        label=gettext_lazy("Language"),
        max_length=16,
        required=False,
        help_text=gettext_lazy("As customers have it: de, fr, pt-br. Empty: the desk’s own."),
        error_messages={"invalid": gettext_lazy("Write the short name of a language: de, fr, pt-br.")},
    )


class WordsForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "data-words": ""}),
        error_messages={"required": gettext_lazy("Write what they read.")},
    )

    def __init__(self, *args, place: Place, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip("\n").rstrip()
        if wrong := why_unknown(text, NAMES[self.place.kind]):
            raise forms.ValidationError(wrong)
        if self.place.kind == WordsKind.FAREWELL and WAY_BACK.written not in text:
            raise forms.ValidationError(
                _("Say how they come back: write %(name)s where the link shall stand.") % {"name": WAY_BACK.written}
            )
        return text


@admin_page
def clock_words(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All that there are, and the way to more."""
    form = NewForm(request.GET or None)
    if form.is_valid():
        said = form.cleaned_data
        language = normal(said["language"])
        own = OWN if language == base(settings.LANGUAGE_CODE) else language
        return see(Place(said["kind"], said["ticket_type"], own).url)
    context = setup_frame(actor, "clock_words") | {"form": form, "kinds": list(_kinds())}
    return render(request, "clearance/all_words.html", context)


def _kinds():
    rows = list(ClockWords.objects.select_related("ticket_type"))
    own = base(settings.LANGUAGE_CODE)
    for kind in WordsKind:
        written = [(Place(row.kind, row.ticket_type, row.language), row.text) for row in rows if row.kind == kind]
        taken = {place.language for place, _text in written if place.ticket_type is None}
        others = [OWN, *sorted(SHIPPED[kind].keys() - {own})]
        ships = [Place(kind, None, language) for language in others if language not in taken]
        yield {"kind": kind, "meaning": MEANING[kind], "written": written, "ships": ships}


@admin_page
def words(request: HttpRequest, actor: Actor, kind: str, ticket_type: str, language: str) -> HttpResponse:
    """One of them: written anew, or put back to what ships."""
    place = _place(kind, ticket_type, language)
    row = place.row
    if request.method == "POST" and "put-back" in request.POST:
        return _put_back(request, place)
    form = WordsForm(request.POST or None, place=place, initial={"text": row.text if row else place.shipped})
    if form.is_valid():
        ClockWords.objects.update_or_create(**place._asdict(), defaults=form.cleaned_data)
        messages.success(request, _("Saved. The next mail that leaves has these words."))
        return see(reverse("clock_words"))
    context = setup_frame(actor, "clock_words") | {"form": form, "place": place, "row": row, "names": NAMES[place.kind]}
    context |= {"meaning": MEANING[place.kind]} | preview_of(form["text"].value() or "", place.kind)
    return render(request, "clearance/words.html", context, status=422 if form.is_bound else 200)


def _place(kind: str, ticket_type: str, language: str) -> Place:
    """Raises `Http404` for a kind or type that is none."""
    found = None if ticket_type == ANY else TicketType.objects.filter(slug=ticket_type).first()
    if kind not in WordsKind.values or (found is None and ticket_type != ANY) or len(language) > 16:
        raise Http404
    return Place(WordsKind(kind), found, OWN if language == DESK else normal(language))


def _put_back(request: HttpRequest, place: Place) -> HttpResponse:
    ClockWords.objects.filter(**place._asdict()).delete()
    messages.success(request, _("Those are gone. From now on the words hold that ship."))
    return see(reverse("clock_words"))


@admin_page
def preview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How the words of a form would read, for the page that asks while they are typed."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in WordsKind.values else WordsKind.FOLLOW_UP
    return render(request, "saved/preview.html", preview_of(request.POST.get("text", ""), kind))


def preview_of(text: str, kind: str) -> dict:
    ticket = sample_ticket()
    filled = fill_by_itself(text[:LONGEST], ticket, ticket.mailbox)
    link = f"<{settings.BASE_URL}{reverse('way-back', args=['example'])}>"
    problems = [why_unknown(text[:LONGEST], NAMES[kind])] if unknown(text[:LONGEST], NAMES[kind]) else []
    return {"sample": ticket, "filled": filled.replace(WAY_BACK.written, link), "problems": problems}
