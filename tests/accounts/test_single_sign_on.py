"""Single sign-on with a real provider on this machine: who gets in, and what is refused."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from patients.accounts.actions import invite
from patients.accounts.single_sign_on import account_of
from patients.models import AuditEvent, SingleSignOn
from tests.accounts import provider as idp
from tests.accounts.conftest import SECRET

pytestmark = pytest.mark.usefixtures("no_failures_yet")


@pytest.fixture
def provider(settings):
    with idp.running() as running:
        settings.OIDC_SERVER_URL = running.url
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = idp.CLIENT, idp.SECRET
        yield running


@pytest.fixture
def invited(clinician):
    """Single sign-on knows her by her address; she has no password here."""
    clinician.email = "Clinician@hospital.example"
    clinician.set_unusable_password()
    clinician.save()
    clinician.token = invite(user=clinician, by=None)
    return clinician


@pytest.fixture
def client(invited):
    """Of a browser in which the link of the invitation was opened."""
    client = Client()
    client.get(reverse("invitation_link", args=[invited.token]))
    return client


def come_in(client, change=lambda back: back):
    """To the provider and back, as a browser goes; `change` is what a stranger does on the way."""
    there = client.post(reverse("sso_login"), {"next": "/patients/"})["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    address = urlsplit(back)
    asked = change({name: values[0] for name, values in parse_qs(address.query).items()})
    return client.get(f"{address.path}?{urlencode(asked)}")


def refused(client, answer) -> bool:
    out = answer["Location"] == reverse("account_login")
    return out and "_auth_user_id" not in client.session


def test_an_address_alone_lets_nobody_in(provider, invited):
    """Who may change addresses could otherwise come in as anybody."""
    other = Client()

    assert refused(other, come_in(other))
    assert not SingleSignOn.objects.exists()


def test_a_link_is_good_for_one_identity(client, provider, invited):
    come_in(client)
    provider.claims["sub"] = "person-2"
    other = Client()
    other.get(reverse("invitation_link", args=[invited.token]))

    assert refused(other, come_in(other))


def test_who_was_invited_gets_in_by_the_verified_address_and_is_known_since(
    client, provider, invited
):
    assert come_in(client)["Location"] == "/patients/"
    assert client.get("/patients/").status_code == 200

    provider.claims["email"] = "married@hospital.example"

    assert come_in(Client())["Location"] == "/patients/"
    assert SingleSignOn.objects.get().user == invited


def test_it_asks_with_state_nonce_and_pkce(client, provider, invited):
    there = client.post(reverse("sso_login"))["Location"]
    asked = parse_qs(urlsplit(there).query)

    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]


STRANGERS = {
    "an address that nobody was invited by": {"email": "stranger@hospital.example"},
    "an address that the provider did not verify": {"email_verified": False},
    "a word instead of yes": {"email_verified": "true"},
    "no address": {"email": None},
}


@pytest.mark.parametrize("claims", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_does_not_get_in_and_no_account_is_made(
    client, provider, invited, claims, django_user_model
):
    provider.claims |= claims

    assert refused(client, come_in(client))
    assert django_user_model.objects.count() == 1
    assert AuditEvent.objects.filter(additional_data__has_key="single_sign_on").exists()


SPOILED = {
    "the nonce of another login": {"nonce": "of another"},
    "made for another program": {"aud": "another program"},
    "by another issuer": {"iss": "https://evil.example"},
    "of yesterday": {"iat": 1_700_000_000, "exp": 1_700_000_060},
}


@pytest.mark.parametrize("claims", SPOILED.values(), ids=SPOILED)
def test_a_token_that_says_something_else_is_refused(client, provider, invited, claims):
    provider.spoil = lambda real: real | claims

    assert refused(client, come_in(client))


@pytest.mark.parametrize("sign", [idp.unsigned, idp.by_a_stranger])
def test_a_token_without_the_signature_of_the_provider_is_refused(client, provider, invited, sign):
    provider.sign = sign

    assert refused(client, come_in(client))


def test_a_provider_by_another_name_than_ours_is_refused(client, provider, invited, settings):
    claims = {**provider.claims, "iss": provider.url}
    settings.OIDC_SERVER_URL = "https://login.hospital.example"

    assert account_of(claims, invited.token) is None


def test_another_state_is_refused(client, provider, invited):
    assert refused(client, come_in(client, lambda back: back | {"state": "of another"}))


def test_a_code_that_a_stranger_got_lets_nobody_else_in(client, provider, invited):
    """Login CSRF: their code in somebody's browser. And a code is good once."""
    there = Client().post(reverse("sso_login"))["Location"]
    theirs = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]

    assert refused(client, client.get(theirs.replace("http://testserver", "")))
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    assert refused(client, come_in(client, lambda back: back | {"code": code}))


def test_a_provider_that_does_not_answer_lets_nobody_in(client, invited, settings):
    settings.OIDC_SERVER_URL = "http://127.0.0.1:9"

    assert refused(client, client.post(reverse("sso_login")))


def test_a_closed_account_stays_closed(client, provider, invited):
    come_in(client)
    invited.is_active = False
    invited.save()

    other = Client()
    assert refused(other, come_in(other))


def test_the_second_factor_is_asked_for_here_too(client, provider, invited):
    come_in(client)
    totp.TOTP.activate(invited, SECRET)
    later = Client()

    assert come_in(later)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in later.session


def test_it_leads_nowhere_else(client, provider, invited):
    there = client.post(reverse("sso_login"), {"next": "https://evil.example"})["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]

    assert client.get(back.replace("http://testserver", ""))["Location"] == reverse("worklist")


def test_without_a_provider_there_is_no_such_page(client):
    assert client.post(reverse("sso_login")).status_code == 404
    assert client.get(reverse("sso_callback")).status_code == 404
    assert "single sign-on" not in client.get(reverse("account_login")).content.decode()
