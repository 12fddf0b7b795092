"""Addresses of further verbs and pieces of a ticket; `config/urls.py` has them all."""

from django.urls import path

from transom.web.agent import (
    delays,
    estimating,
    joining,
    knowing,
    linking,
    merging,
    others,
    places,
    printing,
    splitting,
)

WHOM = [
    path("tickets/<int:number>/contact", knowing.contact, name="correct_contact"),
    path("tickets/<int:number>/customer", knowing.customer, name="correct_customer"),
    path("tickets/<int:number>/whose", knowing.whose, name="set_customer"),
    path("tickets/<int:number>/pinned", knowing.pin, name="pin"),
    path("tickets/<int:number>/pinned/taken-down", knowing.take_down, name="take_down"),
    path("customers/names", knowing.customer_names, name="customer_names"),
]

TOOLS = [
    path("tickets/<int:number>/delay", delays.explain, name="explain_delay"),
    path("tickets/<int:number>/calls", delays.call, name="log_call"),
    path("tickets/<int:number>/escalations", delays.escalate, name="escalate"),
    path("tickets/<int:number>/others", others.others, name="others"),
    path("tickets/<int:number>/merging/", merging.merging, name="merging"),
    path("tickets/<int:number>/unmerges", joining.unmerge, name="unmerge"),
    path("tickets/<int:number>/splitting/", splitting.splitting, name="splitting"),
    path("tickets/<int:number>/links", linking.link, name="link"),
    path("tickets/<int:number>/bugs", linking.bug, name="link_bug"),
    path("tickets/<int:number>/places/", places.places, name="places"),
    path("tickets/<int:number>/print/", printing.printed, name="print"),
]

ESTIMATES = [
    path("tickets/<int:number>/estimates", estimating.make, name="make_estimate"),
    path("tickets/<int:number>/estimates/withdrawn", estimating.withdraw, name="withdraw_estimate"),
    path("tickets/<int:number>/estimates/<int:place>/", estimating.estimate, name="estimate"),
    path("tickets/<int:number>/asked", estimating.ask_again, name="ask_again"),
]

urlpatterns = [*WHOM, *TOOLS, *ESTIMATES]
