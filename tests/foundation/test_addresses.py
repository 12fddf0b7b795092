"""Mail addresses: one spelling for storing and comparing, and whatever usable a header has, fast."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.foundation.addresses import Address, is_address, normalise, parse_addresses, split_tag, with_tag


@pytest.mark.parametrize("written", ["Ann@Acme.Example", " ann@acme.example ", "<ANN@acme.example>"])
def test_an_address_has_one_spelling(written):
    assert normalise(written) == "ann@acme.example"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Ann Meyer <Ann@Acme.Example>", [("Ann Meyer", "ann@acme.example")]),
        ('"Meyer, Ann" <ann@acme.example>', [("Meyer, Ann", "ann@acme.example")]),
        ("ann@acme.example", [("", "ann@acme.example")]),
        ("a@x.example, b@y.example", [("", "a@x.example"), ("", "b@y.example")]),
        ("a@x.example, A@X.example", [("", "a@x.example")]),
        ("Ann\r\n <ann@acme.example>", [("Ann", "ann@acme.example")]),
        ("team: a@x.example, b@y.example;", [("", "a@x.example"), ("", "b@y.example")]),
        ('"Ann <ann@acme.example>', [("", "ann@acme.example")]),
        ("'Ann' <ann@acme.example>", [("Ann", "ann@acme.example")]),
        ("Zoë <zoë@exämple.example>", [("Zoë", "zoë@exämple.example")]),
        ("undisclosed-recipients:;", []),
        ("nobody", []),
        ("@", []),
        ("", []),
        (f"{'x' * 250}@acme.example", []),
    ],
)
def test_what_is_usable_in_a_header_is_found(header, found):
    assert [(address.name, address.address) for address in parse_addresses(header)] == found


def test_an_address_that_is_said_twice_is_found():
    """Under what name depends on the Python: later ones trust none of it (CVE-2023-27043)."""
    [address] = parse_addresses("Ann <ann@acme.example> <ann@acme.example>")
    assert address.address == "ann@acme.example"


@given(st.text(max_size=200) | st.text('"<>(),:;@\\ a.\r\n', max_size=200))
def test_rubbish_yields_nothing_or_usable_addresses_but_never_an_error(header):
    for address in parse_addresses(header):
        assert is_address(address.address)
        assert address.address == normalise(address.address)
        assert "\n" not in address.header()


@pytest.mark.parametrize(
    "hostile", ['"' * 20_000, '"\\' * 10_000, "(" * 20_000, "<" * 20_000, "@" * 20_000, "a@" * 10_000, "a" * 20_000]
)
def test_twenty_thousand_signs_of_rubbish_cost_no_time(hostile):
    began = time.process_time()
    assert len(parse_addresses(hostile)) <= 1
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("support+tok@desk.example", ("support@desk.example", "tok")),
        ("Support+TOK@desk.example", ("support@desk.example", "tok")),
        ("support@desk.example", ("support@desk.example", "")),
        ("support+a+b@desk.example", ("support@desk.example", "a+b")),
        ("support+@desk.example", ("support@desk.example", "")),
    ],
)
def test_the_tag_comes_off(address, parts):
    assert split_tag(address) == parts


def test_what_is_tagged_comes_apart_again():
    assert split_tag(with_tag("support@desk.example", "17-abc")) == ("support@desk.example", "17-abc")


def test_a_header_survives_the_road():
    address = Address("Meyer, Zoë", "zoe@acme.example")
    assert address.header().isascii()
    assert Address("", "zoe@acme.example").label == "zoe@acme.example"
    assert (address.label, address.domain) == ("Meyer, Zoë", "acme.example")
