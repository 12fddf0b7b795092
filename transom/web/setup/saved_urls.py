"""Addresses of what is written once and used often."""

from django.urls import path

from transom.web.setup import macros, saved_replies, signatures, tags

urlpatterns = [
    path("replies/", saved_replies.saved_replies, name="saved_replies"),
    path("replies/new/", saved_replies.saved_reply, name="new_saved_reply"),
    path("replies/preview", saved_replies.preview, name="preview_reply"),
    path("replies/<int:pk>/", saved_replies.saved_reply, name="saved_reply"),
    path("replies/<int:pk>/retired", saved_replies.retire, name="retire_saved_reply"),
    path("replies/<int:pk>/copies", saved_replies.duplicate, name="duplicate_saved_reply"),
    path("macros/", macros.macros, name="macros"),
    path("macros/new/", macros.macro, name="new_macro"),
    path("macros/<int:pk>/", macros.macro, name="macro"),
    path("macros/<int:pk>/retired", macros.retire, name="retire_macro"),
    path("macros/<int:pk>/copies", macros.duplicate, name="duplicate_macro"),
    path("setup/tags/", tags.tags, name="tags"),
    path("tags/offered", tags.completion, name="tags_offered"),
    path("setup/tags/<int:pk>/", tags.tag, name="tag"),
    path("setup/tags/<int:pk>/retired", tags.retire, name="retire_tag"),
    path("setup/signatures/", signatures.signatures, name="signatures"),
    path("me/signature", signatures.own_signature, name="own_signature"),
]
