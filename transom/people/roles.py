"""The roles of the design's word list. A person may hold several; the customer, the clock and the desk itself hold one each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SUPPORTER = "supporter", _("Supporter")
    QUEUE_MANAGER = "queue-manager", _("Queue manager")
    QA = "qa", _("QA")
    SUPPORT_DEVELOPER = "support-developer", _("Support developer")
    PRODUCT_OWNER = "product-owner", _("Product owner")
    RELEASE_MANAGER = "release-manager", _("Release manager")
    PROFESSIONAL_SERVICES = "professional-services", _("Professional services")
    ADMIN = "admin", _("Admin")
    CUSTOMER = "customer", _("Customer")
    CLOCK = "clock", _("The clock")
    DESK = "desk", _("The desk itself")


AGENT_ROLES = frozenset(Role) - {Role.CUSTOMER, Role.CLOCK, Role.DESK}
"""Roles that a person at the desk can hold; any of them lets its holder see the tickets of the desk."""
