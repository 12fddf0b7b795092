"""The addresses of these pages."""

from django.urls import path

from transom.web.qa import acting, page

urlpatterns = [
    path("qa/", page.qa, name="qa"),
    path("qa/tickets/<int:number>", page.give, name="qa_give"),
    path("tickets/<int:number>/reproductions", acting.reproduce, name="reproduce"),
    path("tickets/<int:number>/thanks", acting.count_word, name="count_word"),
]
