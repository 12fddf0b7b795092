"""The worker: reads stored mail, calls the hearers of events, sends, and says when nothing was left to do."""

from transom.worker.dispatch import dispatch_next, hear_again
from transom.worker.hearers import HEARERS, name_of
from transom.worker.only_one import AnotherWorker
from transom.worker.steps import drain, work
from transom.worker.threads import Worker

__all__ = ["HEARERS", "AnotherWorker", "Worker", "dispatch_next", "drain", "hear_again", "name_of", "work"]
