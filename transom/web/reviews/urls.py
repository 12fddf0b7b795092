"""The pages of a meeting over tickets."""

from django.urls import path

from transom.web.reviews import acting, beginning, minutes, table, turning

urlpatterns = [
    path("reviews/", beginning.reviews, name="reviews"),
    path("reviews/new/", beginning.new_review, name="new_review"),
    path("reviews/<int:pk>/", table.review, name="review"),
    path("reviews/<int:pk>/printed/", minutes.printed, name="review_printed"),
    path("reviews/<int:pk>/here", turning.here, name="review_here"),
    path("reviews/<int:pk>/turn", turning.turn, name="review_turn"),
    path("reviews/<int:pk>/end", turning.end, name="review_end"),
    path("reviews/<int:pk>/tickets/<int:number>/<slug:what>", acting.act, name="review_act"),
]
