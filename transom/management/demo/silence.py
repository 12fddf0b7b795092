"""The demo's silent customers: three for the week's clearance, and one whose follow-up waits for a look."""

from transom.management.demo.stories import Act, Mail, days, hours

SILENCE = (
    (
        Mail(
            days(17),
            "Greta Holm <greta@nordbau.example>",
            "Printing cuts off the last column",
            "The list of machines loses its last column on paper, on two of our five printers.",
        ),
        Act(days(16.9), "quinn", "type", "issue"),
        Act(days(16.8), "tess", "move", "in-review"),
        Act(
            days(16.6),
            "tess",
            "reply",
            "Hello Greta,\n\nwhich paper size do these two printers use, and which browser do you print from?",
        ),
    ),
    (
        Mail(
            days(16.5),
            "Ines Prado <ines@lumen.example>",
            "Could the report have a dark cover?",
            "It would look better beside our other reports. Only an idea.",
        ),
        Act(days(16.4), "quinn", "type", "idea"),
        Act(
            days(16.2),
            "petra",
            "reply",
            "Hello Ines,\n\nwould it be for all of your reports, or for those that go to your clients?",
        ),
    ),
    (
        Mail(
            days(16),
            "Jonas Reiter <jonas@kontora.example>",
            "The map stays empty sometimes",
            "Sometimes the map of a project stays grey. After a while it is there again.",
        ),
        Act(days(15.9), "quinn", "type", "issue"),
        Act(days(15.8), "tess", "move", "in-review"),
        Act(days(15.6), "tess", "tried", "not-reproduced", "Twenty projects opened, twenty maps drawn."),
        Act(days(15.5), "tess", "move", "cannot-replicate", "Twenty projects opened, twenty maps drawn."),
        Act(
            days(15.4),
            "tess",
            "reply",
            "Hello Jonas,\n\ncan you send us the number of a project the next time, and the hour?",
        ),
    ),
    (
        Mail(
            days(1.6),
            "Mara Lindt <mara@helio.example>",
            "Two invoices have one number",
            "Invoices 2031 and 2032 both print the number 2031.",
        ),
        Act(days(1.5), "sue", "reply", "Hello Mara,\n\nwas one of them made anew after it was cancelled?"),
        Act(hours(3), "quinn", "hold"),
    ),
)
