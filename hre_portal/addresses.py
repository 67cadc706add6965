"""Addresses of the floors below by name, where a page may exist or not in this installation."""

from django.urls import NoReverseMatch, reverse


def address(*names, args=()):
    """The address of the first of `names` that exists, or an empty text."""
    for name in names:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""
