"""The pages as an ASGI application.

Django under its own ASGI handler costs 3 ms of CPU more a request than WSGI behind this bridge. A thread is taken only
for what needs one: the loop waits for slow uploads, and gives files to slow readers.
"""

from a2wsgi import WSGIMiddleware

from transom.config.bodies import WholeBodies
from transom.config.files import SendingFiles, leaving_files
from transom.config.wsgi import application as pages
from transom.web.watching.health import Health

THREADS = 8
application = Health(WholeBodies(SendingFiles(WSGIMiddleware(leaving_files(pages), workers=THREADS))))
