"""Addresses of these pages; `config/urls.py` has them all."""

from django.urls import URLPattern, path

from transom.web.notifications import me

urlpatterns: list[URLPattern] = [
    path("me/", me.me, name="me"),
]
