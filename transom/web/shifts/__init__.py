"""Who answers for the queue: the plan, the hand-over, the alarm."""
