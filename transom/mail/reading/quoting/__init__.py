"""Finding what a mail's plain text repeats of other mails, and where its writer signs off. Pure: text in, ranges out.

quotequail's `unwrap` was the first plan and is not used: it returns strings without their places, joins no more than
two wrapped lines, knows no Polish, Italian, Danish or Finnish, takes a line of underscores for a forward, and its
patterns (`Am (.*) schrieb (.*):`) take quadratic time on one long line.
"""
