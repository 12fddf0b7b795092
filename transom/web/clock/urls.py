"""The addresses of these pages."""

from django.urls import path
from django.urls.resolvers import URLPattern

from transom.web.clock import calendars, page, rules, times

RULE, CALENDAR = "setup/clock/rules/<int:pk>", "setup/clock/calendars/<int:pk>"

urlpatterns: list[URLPattern] = [
    path("setup/clock/", page.clock, name="clock"),
    path("setup/clock/changes/", page.changes, name="clock_changes"),
    path("setup/clock/changes/<int:pk>/put-back", page.put_change_back, name="put_clock_back"),
    path("setup/clock/times/", times.times, name="clock_times"),
    path("setup/clock/rules/", rules.rule, name="new_clock_rule"),
    path("setup/clock/rules/preview", rules.preview, name="preview_new_clock_rule"),
    path(f"{RULE}/", rules.rule, name="clock_rule"),
    path(f"{RULE}/preview", rules.preview, name="preview_clock_rule"),
    path(f"{RULE}/order", rules.order_rule, name="order_clock_rule"),
    path(f"{RULE}/switch", rules.switch_rule, name="switch_clock_rule"),
    path(f"{RULE}/remove", rules.remove_rule, name="remove_clock_rule"),
    path("setup/clock/calendars/", calendars.calendar, name="new_clock_calendar"),
    path("setup/clock/calendars/holidays", calendars.holidays, name="new_clock_holidays"),
    path(f"{CALENDAR}/", calendars.calendar, name="clock_calendar"),
    path(f"{CALENDAR}/holidays", calendars.holidays, name="clock_holidays"),
    path(f"{CALENDAR}/remove", calendars.remove_calendar, name="remove_clock_calendar"),
]
