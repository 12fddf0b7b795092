"""The one Django app of the product. It has no `ready()`: nothing is wired by importing."""

from django.apps import AppConfig


class TransomConfig(AppConfig):
    name = "transom"
    label = "transom"
    default_auto_field = "django.db.models.BigAutoField"
