"""The addresses of these pages."""

from django.urls import path

from transom.web.cockpit import marking

urlpatterns = [
    path("tickets/<int:number>/quick", marking.mark, name="mark_quick"),
]
