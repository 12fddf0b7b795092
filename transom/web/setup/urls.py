"""Addresses of what an admin sets up; `config/urls.py` has them all."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
