"""Addresses of saved replies and macros on a ticket."""

from django.urls import path

from transom.web.composer import macros, saved

urlpatterns = [
    path("tickets/<int:number>/saved/", saved.choose, name="choose_words"),
    path("tickets/<int:number>/saved/menu", saved.menu, name="saved_menu"),
    path("tickets/<int:number>/saved/<slug:kind>/<int:pk>", saved.use, name="use_words"),
    path("tickets/<int:number>/macros", macros.run_macro, name="run_macro"),
]
