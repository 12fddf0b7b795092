"""Addresses of what is being written; `config/urls.py` has them all."""

from django.urls import path

from transom.web.composer import drafts, files, helping, leaving
from transom.web.composer.saved_urls import urlpatterns as saved

urlpatterns = [
    path("tickets/<int:number>/draft", drafts.keep_draft, name="keep_draft"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>/discard", drafts.discard_draft, name="discard_draft"),
    path("drafts/<int:pk>/take-over", drafts.take_over, name="take_over"),
    path("drafts/<int:pk>/undo", leaving.undo, name="undo"),
    path("drafts/<int:pk>/outcome", leaving.outcome, name="outcome"),
    path("sending/", leaving.sending_bar, name="sending"),
    path("composer/files", files.upload, name="upload"),
    path("composer/files/<str:token>/picture", files.kept_picture, name="kept_picture"),
    path("composer/preview", helping.preview, name="preview"),
    path("composer/people", helping.people, name="mentionable"),
    *saved,
]
