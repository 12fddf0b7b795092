"""Addresses of these pages; `config/urls.py` has them all."""

from django.urls import URLPattern, path

from transom.web.notifications import bell, inbox, me

urlpatterns: list[URLPattern] = [
    path("me/", me.me, name="me"),
    path("me/notifications", me.notifications, name="own_notifications"),
    path("me/hours", me.hours, name="own_hours"),
    path("notifications/", inbox.inbox, name="notifications"),
    path("notifications/bell", bell.bell, name="bell"),
    path("notifications/read", inbox.read_all, name="read_notifications"),
    path("notifications/<int:pk>/read", inbox.read, name="read_notification"),
    path("tickets/<int:number>/read", inbox.read_ticket, name="read_ticket"),
    path("tickets/<int:number>/mute", inbox.mute, name="mute"),
]
