"""Faults: real desks are killed, cut off and filled up under load, and afterwards an oracle reads what became of each word.

How to use the harness in a test of `tests/faults/` (fixtures are in its conftest):

    def test_a_fault(fault_desk, peer, ledger):              # `peer` writes down what it took before it says 250
        with Supervisor(fault_desk, ledger, peer) as supervisor:        # `transom run`; started again when it dies
            with Driver(ledger, supervisor, seed=7) as driver:          # senders, pipes and agents, until the block ends
                wait_for(lambda: driver.acknowledged > 20)
                with ledger.fault("what I do to it"):        # repeats of outgoing mail are only right around a fault
                    …
                driver.accepted_again(within=5)              # raises unless mail sent from now on is acknowledged
            drained(fault_desk, seconds=60)                  # the backlog is worked off with nobody's help
        assert oracle.findings(fault_desk, ledger) == []     # every loss, double and damage, a sentence each

`KILL_AT=point` or `KILL_AT=point:N` makes a desk die at a point, the N-th time that it comes there.
`TRANSOM_TEST_WAIT=SECONDS` shortens leases and the waits before another try. `FAULTS=whole` (`bin/faults`) runs what CI
only samples; see `running.py`.
"""
