"""What the desk must be able to read again is encrypted under its secret key, and says so when the key has changed."""

import pytest

from transom.foundation import secrets
from transom.foundation.secrets import SecretLost


def test_what_goes_in_comes_out_and_cannot_be_read_on_the_way():
    stored = secrets.encrypt("schlüssel")
    assert "schlüssel" not in stored
    assert secrets.decrypt(stored) == "schlüssel"
    assert secrets.encrypt("schlüssel") != stored  # two equal passwords do not look equal


def test_under_another_key_it_is_lost_and_says_what_to_do(settings):
    stored = secrets.encrypt("schlüssel")
    settings.SECRET_KEY = "another"
    with pytest.raises(SecretLost, match="Bring the old key back"):
        secrets.decrypt(stored)


@pytest.mark.parametrize("rubbish", ["", "schlüssel", "gAAAAA"])
def test_rubbish_is_no_secret(rubbish):
    with pytest.raises(SecretLost):
        secrets.decrypt(rubbish)
