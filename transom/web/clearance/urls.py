"""The addresses of these pages."""

from django.urls import path

from transom.web.clearance import acts, follow_ups, on_ticket, page, wording

urlpatterns = [
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<int:pk>/<slug:what>", follow_ups.act, name="follow_up_act"),
    path("clearance/", page.clearance, name="clearance"),
    path("clearance/many", acts.many, name="clearance_many"),
    path("clearance/<int:pk>/<slug:what>", acts.act, name="clearance_act"),
    path("tickets/<int:number>/keep", on_ticket.keep, name="keep"),
    path("tickets/<int:number>/bring-back", on_ticket.bring_back, name="bring_back"),
    path("setup/clock-words/", wording.clock_words, name="clock_words"),
    path("setup/clock-words/preview", wording.preview, name="preview_clock_words"),
    path("setup/clock-words/<slug:kind>/<slug:ticket_type>/<slug:language>/", wording.words, name="clock_words_of"),
]
