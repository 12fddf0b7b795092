"""The addresses of these pages."""

from django.urls import path

from transom.web.cockpit import acting, answering, marking, page, setting_up

urlpatterns = [
    path("cockpit/", page.cockpit, name="cockpit"),
    path("cockpit/figures", page.figures, name="cockpit_figures"),
    path("cockpit/answer/", answering.answer_now, name="answer_now"),
    path("cockpit/answer/begin", answering.begin, name="answer_begin"),
    path("cockpit/answer/next", answering.following, name="answer_next"),
    path("cockpit/answer/end", answering.end, name="answer_end"),
    path("cockpit/answer/runs/<int:pk>/", answering.ended, name="answer_run"),
    path("cockpit/tickets/<int:number>/<slug:what>", acting.act, name="cockpit_act"),
    path("tickets/<int:number>/quick", marking.mark, name="mark_quick"),
    path("tickets/<int:number>/decisions", acting.decide_ticket, name="decide"),
    path("setup/cockpit/", setting_up.decisions, name="setup_cockpit"),
    path("setup/cockpit/new/", setting_up.decision, name="new_decision"),
    path("setup/cockpit/<int:pk>/", setting_up.decision, name="decision"),
    path("setup/cockpit/<int:pk>/place", setting_up.move_decision, name="move_decision"),
]
