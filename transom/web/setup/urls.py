"""Addresses of what an admin sets up; `config/urls.py` has them all."""

from django.urls import URLPattern, path

from transom.web.setup import appearance

urlpatterns: list[URLPattern] = [
    path("me/appearance", appearance.appearance, name="appearance"),
    path("me/zone", appearance.zone, name="set_zone"),
]
