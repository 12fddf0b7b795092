"""Pages for customers: what a one-time link opens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
