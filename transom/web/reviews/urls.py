"""The pages of a meeting over tickets."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
