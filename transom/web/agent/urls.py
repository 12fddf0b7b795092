"""Addresses of further verbs and pieces of a ticket; `config/urls.py` has them all."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
