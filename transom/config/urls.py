"""The addresses of the desk's pages. A verb is a resource of its own: it takes POST, and GET leads back to its page."""

from allauth.account import views as accounts
from django.urls import path, re_path

from transom.web.agent import files, held, joining, mail_view, moving, opening, queues, sorting, talking, ticket
from transom.web.agent.urls import urlpatterns as around_tickets
from transom.web.bulk.urls import urlpatterns as bulk
from transom.web.clearance.urls import urlpatterns as clearance
from transom.web.clock.urls import urlpatterns as clock
from transom.web.cockpit.urls import urlpatterns as cockpit
from transom.web.composer.urls import urlpatterns as composer
from transom.web.find.urls import urlpatterns as find
from transom.web.live.urls import urlpatterns as live
from transom.web.notifications.urls import urlpatterns as notifications
from transom.web.portal.urls import urlpatterns as portal
from transom.web.process.urls import urlpatterns as process
from transom.web.qa.urls import urlpatterns as qa
from transom.web.reports.urls import urlpatterns as reports
from transom.web.reviews.urls import urlpatterns as reviews
from transom.web.setup import attention, first, mailboxes, missed, outbox, pauses
from transom.web.setup.urls import urlpatterns as setup
from transom.web.shifts.urls import urlpatterns as shifts

handler400 = "transom.web.errors.bad_request"
handler403 = "transom.web.errors.forbidden"
handler404 = "transom.web.errors.missing"
handler429 = "transom.web.errors.too_often"
handler500 = "transom.web.errors.failed"

# Only these of allauth's: whoever may sign in was made by an admin, so nothing signs up or adds addresses.
SIGN_IN = [
    path("sign-in/", accounts.login, name="account_login"),
    path("sign-out/", accounts.logout, name="account_logout"),
    path("sign-in/inactive/", accounts.account_inactive, name="account_inactive"),
    path("password/", accounts.password_change, name="account_change_password"),
    path("password/forgotten/", accounts.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", accounts.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accounts.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", accounts.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

VERBS = [
    path("tickets/<int:number>/reply", talking.reply, name="reply"),
    path("tickets/<int:number>/notes", talking.note, name="note"),
    path("tickets/<int:number>/no-answer", talking.no_answer, name="no_answer"),
    path("tickets/<int:number>/moves", moving.move, name="move"),
    path("tickets/<int:number>/done", moving.done, name="done"),
    path("tickets/<int:number>/assignee", sorting.assignee, name="assign"),
    path("tickets/<int:number>/team", sorting.team, name="assign_team"),
    path("tickets/<int:number>/type", sorting.ticket_type, name="set_type"),
    path("tickets/<int:number>/priority", sorting.priority, name="set_priority"),
    path("tickets/<int:number>/subject", sorting.subject, name="set_subject"),
    path("tickets/<int:number>/tags", sorting.tags, name="set_tags"),
    path("tickets/<int:number>/watch", sorting.watching, name="watch"),
    path("tickets/<int:number>/merges", joining.merge, name="merge"),
    path("tickets/<int:number>/splits", joining.split, name="split"),
]

MAIL = [
    path("mail/<int:pk>/", held.mail, name="mail"),
    path("mail/<int:pk>/let-in", held.let_in, name="let_in"),
    path("mail/<int:pk>/discard", held.discard, name="discard"),
    path("mail/<int:pk>/source", held.raw, name="mail_source"),
    path("sent/", outbox.sent, name="sent"),
    path("sent/<int:pk>/", outbox.sent_mail, name="sent_mail"),
    path("sent/<int:pk>/source", outbox.sent_raw, name="sent_source"),
    path("sent/<int:pk>/send", pauses.send_after_all, name="send_after_all"),
    path("sent/<slug:state>/", outbox.sent, name="sent"),
    path("attention/missed/<int:pk>/again", missed.hear_again, name="hear_again"),
    path("attention/", attention.attention, name="attention"),
    path("attention/<slug:outcome>/", attention.attention, name="attention"),
]

urlpatterns = [
    path("", queues.home, name="home"),
    path("queues/<slug:slug>/", queues.queue, name="queue"),
    path("tickets/new/", opening.new_ticket, name="new_ticket"),
    path("tickets/<int:number>/", ticket.ticket, name="ticket"),
    *VERBS,
    path("messages/<int:pk>/formatted/", mail_view.formatted, name="formatted"),
    path("attachments/<int:pk>/", files.attachment, name="attachment"),
    path("attachments/<int:pk>/picture", files.picture, name="picture"),
    *MAIL,
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/new/", mailboxes.mailbox, name="new_mailbox"),
    path("mailboxes/<int:pk>/", mailboxes.mailbox, name="mailbox"),
    path("pauses/", pauses.pauses, name="pauses"),
    path("pauses/<slug:what>/resume", pauses.resume_work, name="resume_work"),
    path("setup/first/<str:token>/", first.first, name="setup_first"),
    *around_tickets,
    *composer,
    *bulk,
    *find,
    *live,
    *notifications,
    *portal,
    *process,
    *clearance,
    *clock,
    *cockpit,
    *qa,
    *reports,
    *reviews,
    *setup,
    *shifts,
    *SIGN_IN,
]
