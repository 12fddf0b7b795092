"""Addresses of these pages; `config/urls.py` has them all."""

from django.urls import path

from transom.web.find import completing, page, palette, views

urlpatterns = [
    path("find/", page.find, name="find"),
    path("find/completions/", completing.completions, name="find_completions"),
    path("palette/", palette.palette, name="palette"),
    path("views/", views.save, name="save_view"),
    path("views/counts/", views.counts, name="view_counts"),
    path("views/<int:pk>/", views.change, name="change_view"),
    path("views/<int:pk>/remove", views.remove, name="remove_view"),
    path("views/<int:pk>/place", views.move, name="move_view"),
]
