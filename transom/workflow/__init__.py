"""The process as data: types of tickets, their statuses, and the rules by which a ticket moves."""
