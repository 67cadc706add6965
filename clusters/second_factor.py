"""Secrets of the second factor are sealed in the database: who gets hold of a copy of it cannot make codes from it.

Sealed with the keys of HRE_SECOND_FACTOR_KEYS, the first of them for new secrets, all of them for reading; without any
with a key derived from the portal's secret key. What was sealed with the derived key stays readable once keys are set.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import logs
from core.errors import Refused

log = logs.get(__name__)
# Before a sealed text; a secret or a seed is base32 or hexadecimal and has no colon.
_MARK = "sealed:"


def _keys():
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"second factor at rest")
    own = Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
    return MultiFernet([*(Fernet(key) for key in settings.HRE_SECOND_FACTOR_KEYS), own])


def seal(text):
    """`text` as it is stored. Sealed already: as it is."""
    if text.startswith(_MARK):
        return text
    return _MARK + _keys().encrypt(text.encode()).decode()


def unseal(text):
    """What was sealed; a text that never was is given back as it stands. Raises `Refused` when none of the keys fits,
    which happens when a key was taken away: then the person sets up the second factor anew."""
    if not text.startswith(_MARK):
        return text
    try:
        return _keys().decrypt(text.removeprefix(_MARK).encode()).decode()
    except InvalidToken as error:
        log.error("A secret of a second factor fits no key: HRE_SECOND_FACTOR_KEYS or HRE_SECRET_KEY was changed.")
        raise Refused(
            _("Your second factor cannot be checked: a key of the portal has changed. Ask its administrators.")
        ) from error


def with_secrets(data, change):
    """The data of an authenticator with `change` made to each secret in it (`seal` or `unseal`)."""
    changed = {name: change(data[name]) for name in ("secret", "seed") if name in data}
    if "migrated_codes" in data:
        changed["migrated_codes"] = [change(code) for code in data["migrated_codes"]]
    return {**data, **changed}
