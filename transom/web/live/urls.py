"""Addresses of these pages; `config/urls.py` has them all."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
