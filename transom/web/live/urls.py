"""Addresses of what an open page asks for by itself. The stream, `/live/`, stands before the pages: `endpoint.py`."""

from django.urls import path

from transom.web.live import here, lists, since

urlpatterns = [
    path("live/here", here.here, name="live_here"),
    path("live/rail", lists.rail_counts, name="live_rail"),
    path("queues/<slug:slug>/rows", lists.rows, name="queue_rows"),
    path("tickets/<int:number>/since", since.since, name="ticket_since"),
]
