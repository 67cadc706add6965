"""What lists of addresses share."""

from django.urls import path

LIST = {"get": "list", "post": "create"}


def below(view, prefix, **names):
    """Addresses below `prefix`: name of the address = (what follows, method of HTTP by method of the view)."""
    return [
        path(f"{prefix}{rest}", view.as_view(methods), name=name.replace("_", "-"))
        for name, (rest, methods) in names.items()
    ]
