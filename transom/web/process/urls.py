"""The pages of the process: to be read by everyone at the desk, and those on which an admin shapes it."""

from django.urls import URLPattern, path

from transom.web.process import (
    checking,
    draft,
    moves,
    new_type,
    previewing,
    running,
    settings,
    sharing,
    stops,
    type_page,
    types,
)

TYPE = "setup/process/types/<slug:slug>"
DRAFT = f"{TYPE}/draft"

READING = [
    path("process/", types.how_we_work, name="process"),
    path("process/<slug:slug>/", type_page.process_path, name="process_path"),
]
TYPES = [
    path("setup/process/", types.types, name="setup_process"),
    path("setup/process/settings/", settings.settings, name="process_settings"),
    path("setup/process/types/", new_type.new_type, name="new_type"),
    path(f"{TYPE}/", type_page.process_type, name="process_type"),
    path(f"{TYPE}/compare/", type_page.compare, name="compare_paths"),
    path(f"{TYPE}/begin", draft.begin, name="begin_draft"),
    path(f"{TYPE}/export", sharing.export_path, name="export_path"),
    path("setup/process/export", sharing.export_process, name="export_process"),
    path("setup/process/import/", sharing.import_process, name="import_process"),
]
STOPS = [
    path(f"{DRAFT}/statuses/", stops.new_stop, name="new_stop"),
    path(f"{DRAFT}/statuses/<slug:status>/", stops.stop, name="draft_stop"),
    path(f"{DRAFT}/statuses/<slug:status>/order", stops.order_stop, name="order_stop"),
    path(f"{DRAFT}/statuses/<slug:status>/remove/", stops.remove_stop, name="remove_stop"),
]
MOVES = [
    path(f"{DRAFT}/moves/", moves.new_move, name="new_move"),
    path(f"{DRAFT}/moves/<slug:origin>/<slug:to>/", moves.move, name="draft_move"),
    path(f"{DRAFT}/moves/<slug:origin>/<slug:to>/order", moves.order_move, name="order_move"),
    path(f"{DRAFT}/moves/<slug:origin>/<slug:to>/remove", moves.remove_move, name="remove_move"),
]
DRAFTS = [
    path(f"{DRAFT}/", draft.draft, name="path_draft"),
    path(f"{DRAFT}/words/", draft.words, name="draft_words"),
    path(f"{DRAFT}/undo", draft.undo, name="undo_draft"),
    path(f"{DRAFT}/redo", draft.redo, name="redo_draft"),
    path(f"{DRAFT}/discard", draft.discard, name="discard_path_draft"),
    path(f"{DRAFT}/preview/", previewing.preview, name="preview_draft"),
    path(f"{DRAFT}/check/", checking.check, name="check_draft"),
    path(f"{DRAFT}/publish", checking.publish, name="publish_draft"),
    *STOPS,
    *MOVES,
]
RUNS = [
    path("setup/process/runs/<int:pk>/", running.process_run, name="process_run"),
    path("setup/process/runs/<int:pk>/stop", running.stop_run, name="stop_run"),
    path("setup/process/runs/<int:pk>/go-on", running.resume_run, name="resume_run"),
]

urlpatterns: list[URLPattern] = [*READING, *TYPES, *DRAFTS, *RUNS]
