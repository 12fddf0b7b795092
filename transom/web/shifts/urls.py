"""The addresses of these pages."""

from django.urls import path

from transom.web.shifts import acts, page

urlpatterns = [
    path("shifts/", page.shifts, name="shifts"),
    path("shifts/plan", page.plan_shift, name="plan_shift"),
    path("shifts/<int:pk>/remove", acts.remove, name="remove_shift"),
    path("shifts/absences", page.plan_absence, name="plan_absence"),
    path("shifts/absences/<int:pk>/end", acts.end_absence, name="end_absence"),
    path("shifts/take-over", acts.take_over, name="take_queue"),
    path("shifts/hand-over", page.hand_over, name="offer_queue"),
    path("shifts/hand-over/<int:pk>/accept", acts.accept, name="accept_hand_over"),
    path("shifts/hand-over/<int:pk>/withdraw", acts.withdraw, name="withdraw_hand_over"),
]
