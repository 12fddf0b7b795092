"""Pages for customers: what a one-time link opens."""

from django.urls import path

from transom.web.portal import answer

urlpatterns = [path("a/<slug:token>/", answer.answer, name="answer")]
