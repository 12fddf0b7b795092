"""The pages as an ASGI application.

Django under its own ASGI handler costs 3 ms of CPU more a request than WSGI behind this bridge.
"""

from a2wsgi import WSGIMiddleware

from transom.config.wsgi import application as pages

THREADS = 8
application = WSGIMiddleware(pages, workers=THREADS)
