"""The desk itself: queues, tickets, and a small resource for each verb."""
