"""Pages for customers: what a one-time link opens."""

from django.urls import path

from transom.web.portal import answer, way_back

urlpatterns = [
    path("a/<slug:token>/", answer.answer, name="answer"),
    path("back/<slug:token>/", way_back.way_back, name="way-back"),
]
