"""Agents who answer tickets on the pages, over real sockets, and write down what a page showed them as sent."""

import http.client
import random
import re
import threading

from tests.faults.ledger import ANSWERED, POSTED, Ledger
from tests.flows.visitor import Visitor

SUE = ("sue@desk.example", "correct horse battery staple")
REST = 0.2  # seconds between two answers, and before what failed is tried again
TOP = 5  # of the list: agents pick among these


class Agent:
    """Answers tickets from the top of the list of open ones. A page that did not come is asked for again.

    Whether an answer was taken is what the ticket's page shows: after a failure the agent looks before sending again.
    """

    def __init__(self, ledger: Ledger, base: str, stopping: threading.Event, seed: str):
        self.ledger, self.stopping = ledger, stopping
        self.random, self.visitor = random.Random(seed), Visitor(base)
        self.answered = self.failed = 0

    def work(self) -> None:
        if self._until_done(self._sign_in):
            while not self.stopping.wait(REST):
                if self._until_done(self._pick):
                    self._until_done(self._answer)

    def _until_done(self, act) -> bool:
        """Do it until it is done, over again after a fault; False where the work ended before."""
        self.word = f"{self.random.getrandbits(64):016x}"
        while not self.stopping.is_set():
            try:
                if act():
                    return True
            except (OSError, http.client.HTTPException):  # urllib's errors are OSErrors
                self.failed += 1
            self.stopping.wait(REST)
        return False

    def _sign_in(self) -> bool:
        return "data-sign-out" in self.visitor.get("/") or "data-sign-out" in self.visitor.sign_in(*SUE)

    def _pick(self) -> bool:
        numbers = re.findall(r'id="row-(\d+)"', self.visitor.get("/queues/open/"))[:TOP]
        self.number = self.random.choice(numbers) if numbers else None
        return bool(numbers)

    def _answer(self) -> bool:
        said = f"Our answer is {self.word}."
        page = self.visitor.get(f"/tickets/{self.number}/")
        if said not in page:
            self.ledger.write(POSTED, word=self.word, ticket=self.number)
            seen = self.visitor.value_of("seen")
            page = self.visitor.post(f"/tickets/{self.number}/reply", kind="reply", body=said, seen=seen)
        if said in page:
            self.ledger.write(ANSWERED, word=self.word, ticket=self.number)
            self.answered += 1
        return said in page
