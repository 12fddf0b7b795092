"""The pages as an ASGI application.

Django under its own ASGI handler costs 3 ms of CPU more a request than WSGI behind this bridge. A thread is taken only
for what needs one: the loop waits for slow uploads, gives files to slow readers, and holds the pages that listen.
"""

from a2wsgi import WSGIMiddleware

from transom.config.bodies import WholeBodies
from transom.config.files import SendingFiles, leaving_files
from transom.config.wsgi import application as pages
from transom.web.live.endpoint import Live
from transom.web.live.hub import HUB
from transom.web.watching.health import Health

THREADS = 8
desk = WholeBodies(SendingFiles(WSGIMiddleware(leaving_files(pages), workers=THREADS)))
application = Health(Live(desk, HUB))
