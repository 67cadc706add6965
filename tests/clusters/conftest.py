import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

# Base32 of a fixed key, so that codes can be computed.
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def second_factor():
    """Gives a person an authenticator app."""

    def give(user):
        return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})

    return give


@pytest.fixture
def verified():
    """Verifies the address of a person, as an accepted invitation does."""

    def verify(user):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    return verify
