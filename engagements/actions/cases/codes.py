"""Codes that tell nothing of a case."""

import secrets

# No letter or digit that is read as another one.
_LETTERS, _SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code():
    """A code that tells nothing: three letters and five signs, all drawn by lot."""
    letters = "".join(secrets.choice(_LETTERS) for _n in range(3))
    return f"{letters}-{''.join(secrets.choice(_SIGNS) for _n in range(5))}"
