"""Addresses of what an admin sets up; `config/urls.py` has them all."""

from django.urls import URLPattern, path

from transom.web.setup import appearance, areas, leaving, mailbox_test, overview, people, styleguide, teams
from transom.web.setup.saved_urls import urlpatterns as saved

PEOPLE = [
    path("setup/people/", people.people, name="people"),
    path("setup/people/new/", people.new_person, name="new_person"),
    path("setup/people/<int:pk>/", people.person, name="person"),
    path("setup/people/<int:pk>/link", people.send_link, name="send_link"),
    path("setup/people/<int:pk>/leave", leaving.leave, name="leave"),
    path("setup/people/<int:pk>/return", leaving.come_back, name="come_back"),
    path("setup/people/<int:pk>/tickets", leaving.hand_over, name="hand_over"),
]

TEAMS = [
    path("setup/teams/", teams.teams, name="teams"),
    path("setup/teams/new/", teams.team, name="new_team"),
    path("setup/teams/<int:pk>/", teams.team, name="team"),
    path("setup/teams/<int:pk>/remove", teams.remove_team, name="remove_team"),
    path("setup/teams/<int:pk>/areas", areas.add_area, name="add_area"),
    path("setup/areas/<int:pk>", areas.area, name="area"),
]

urlpatterns: list[URLPattern] = [
    path("setup/", overview.overview, name="setup"),
    *PEOPLE,
    *TEAMS,
    path("mailboxes/<int:pk>/test/", mailbox_test.mailbox_test, name="mailbox_test"),
    path("mailboxes/<int:pk>/test/mail", mailbox_test.send_test_mail, name="send_test_mail"),
    path("setup/styleguide/", styleguide.styleguide, name="styleguide"),
    path("setup/styleguide/<slug:theme>/", styleguide.specimens, name="specimens"),
    path("me/appearance", appearance.appearance, name="appearance"),
    path("me/zone", appearance.zone, name="set_zone"),
    *saved,
]
