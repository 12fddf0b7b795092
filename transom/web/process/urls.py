"""The pages on which an admin shapes the process."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
