"""The addresses of nothing missed, and of the numbers."""

from django.urls import path

from transom.web.reports import lists, missed, numbers

urlpatterns = [
    path("nothing-missed/", missed.nothing_missed, name="nothing_missed"),
    path("nothing-missed/unaccounted/", lists.lost, name="nothing_missed_lost"),
    path("nothing-missed/unaccounted/again", lists.count_again, name="count_again"),
    path("nothing-missed/words/<slug:fate>/", lists.words, name="missed_words"),
    path("nothing-missed/mails/<slug:outcome>/", lists.mails, name="missed_mails"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/<slug:what>.csv", numbers.numbers_file, name="numbers_file"),
]
