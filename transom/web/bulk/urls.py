"""Addresses of these pages; `config/urls.py` has them all."""

from django.urls import path

from transom.web.bulk import choosing, running

urlpatterns = [
    path("bulk/", running.runs, name="bulk_runs"),
    path("bulk/choose", choosing.choose, name="bulk_choose"),
    path("bulk/begin", choosing.begin, name="bulk_begin"),
    path("bulk/<int:pk>/", running.run, name="bulk_run"),
    path("bulk/<int:pk>/stop", running.stop, name="bulk_stop"),
    path("bulk/<int:pk>/again", running.again, name="bulk_again"),
]
