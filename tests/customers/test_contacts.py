"""Whoever writes is one contact, found by any of their addresses, filed under the customer of their domain."""

import pytest

from tests.foundation.racing import race
from transom.customers.models import Contact, ContactAddress, Customer, CustomerDomain
from transom.foundation.addresses import Address, parse_addresses


def find(header: str) -> Contact:
    [address] = parse_addresses(header)
    return Contact.objects.find_or_make(address)


@pytest.mark.parametrize("written", ["ann@acme.example", "ANN@Acme.Example", "Ann <Ann@acme.EXAMPLE>"])
def test_a_contact_is_found_whatever_the_case(ann, written):
    assert find(written) == ann
    assert Contact.objects.with_address(" ANN@acme.example ").get() == ann


def test_a_contact_is_found_by_a_second_address(ann):
    ContactAddress.objects.create(contact=ann, address="ann@home.example")
    assert find("ann@home.example") == ann
    assert ann.address == "ann@acme.example"  # we write to the one they gave first


def test_who_is_new_is_filed_under_the_customer_of_their_domain(acme):
    made = find("Bo Berg <bo@ACME.example>")
    assert (made.customer, made.name, made.address) == (acme, "Bo Berg", "bo@acme.example")


def test_a_customer_has_several_domains_and_a_stranger_none(acme):
    CustomerDomain.objects.create(domain="acme.test", customer=acme)
    assert find("bo@acme.test").customer == acme
    assert find("bo@sub.acme.example").customer is None
    assert find("bo@elsewhere.example").customer is None
    assert Customer.objects.count() == 1


def test_a_later_mail_does_not_change_the_name(ann):
    name = ann.name
    assert find("The President <ann@acme.example>").name == name
    assert Contact.objects.get(pk=ann.pk).name == name


def test_a_contact_without_a_name_goes_by_the_address(acme):
    made = find("bo@acme.example")
    assert (made.name, made.label) == ("bo@acme.example", "bo@acme.example")
    assert made.as_address() == Address("", "bo@acme.example")


def test_a_name_of_any_length_is_taken(acme):
    assert len(find(f"{'x' * 900} <bo@acme.example>").name) == 200


def test_mails_that_come_at_once_make_one_contact(transactional_db, acme):
    outcomes = race(*[lambda: find("Bo <bo@acme.example>")] * 6)
    assert len({contact.pk for contact in outcomes}) == 1
    assert Contact.objects.count() == 1
    assert ContactAddress.objects.count() == 1
