"""Who is at which ticket: pure rules of time, without a database."""

from transom.web.live.company import AWAY, LEAVES, LOOKING, NOTING, REPLYING, STAYS, WINDOWS, WRITES, Company, Sign

SUE, DEV = 1, 2


def sign(person=SUE, ticket=7, state=LOOKING, window="a") -> Sign:
    return Sign(person, {SUE: "Sue", DEV: "Dev"}[person], window, ticket, state)


def people(company, ticket=7) -> list[tuple[str, str]]:
    return [(one.name, one.state) for one in company.at([ticket])[ticket]]


def test_who_comes_is_seen_and_who_goes_is_not():
    company = Company()
    assert company.hear(sign(), 0) == {7}
    assert people(company) == [("Sue", LOOKING)]
    assert company.hear(sign(state=AWAY), 1) == {7}
    assert people(company) == []


def test_going_to_another_ticket_concerns_both():
    company = Company()
    company.hear(sign(), 0)
    assert company.hear(sign(ticket=8), 1) == {7, 8}
    assert (people(company), people(company, 8)) == ([], [("Sue", LOOKING)])


def test_the_same_again_concerns_nobody():
    company = Company()
    company.hear(sign(), 0)
    assert company.hear(sign(), 1) == set()


def test_writing_ends_by_itself_and_goes_on_while_it_is_said():
    company = Company()
    company.hear(sign(state=REPLYING), 0)
    company.hear(sign(state=REPLYING), WRITES - 1)
    assert company.sweep(WRITES + 1) == set()
    assert people(company) == [("Sue", REPLYING)]
    assert company.sweep(2 * WRITES) == {7}
    assert people(company) == [("Sue", LOOKING)]


def test_a_closed_window_is_forgotten_after_a_moment_in_which_the_next_page_may_come():
    company = Company()
    company.hear(sign(), 0)
    company.closed(SUE, "a", 10)
    assert company.sweep(10 + LEAVES / 2) == set()
    assert company.sweep(10 + LEAVES) == {7}
    assert people(company) == []


def test_a_sign_that_nobody_repeats_is_forgotten():
    company = Company()
    company.hear(sign(), 0)
    assert company.renew(SUE, "a", STAYS - 1) == sign()
    assert company.sweep(STAYS + 1) == set()
    assert company.sweep(2 * STAYS) == {7}


def test_two_windows_of_one_person_are_one_person_who_writes_if_either_does():
    company = Company()
    company.hear(sign(window="a"), 0)
    company.hear(sign(window="b", state=NOTING), 0)
    company.hear(sign(person=DEV), 0)
    assert people(company) == [("Sue", NOTING), ("Dev", LOOKING)]
    company.hear(sign(window="b", state=AWAY), 1)
    assert people(company) == [("Dev", LOOKING), ("Sue", LOOKING)]


def test_the_windows_of_one_person_are_bounded():
    company = Company()
    for number in range(3 * WINDOWS):
        company.hear(sign(window=f"w{number}", ticket=number), 0)
    assert len(company.signs) == len(company.until) == WINDOWS
    assert company.tickets() == set(range(2 * WINDOWS, 3 * WINDOWS))


def test_nobody_speaks_for_somebody_elses_window():
    company = Company()
    company.hear(sign(person=DEV, window="a"), 0)
    company.hear(sign(person=SUE, window="a", state=AWAY), 0)
    assert people(company) == [("Dev", LOOKING)]
