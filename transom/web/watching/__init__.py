"""What machines ask to know whether the desk is well: `/healthz`, `/readyz`, `/metrics`, and the time of each request."""
