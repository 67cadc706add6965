"""Every address says whose visibility rule it applies, or stands in the list of exceptions with its reason."""

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses of other people's packages, which cannot carry our mark: prefix and why that is safe.
OTHERS = {
    "accounts/": "allauth: the person's own account only",
    "admin/": "Django admin: confidential models go through visible_to (tests/guards/test_url_access.py)",
    "api/v1/schema/": "OpenAPI document: describes, holds no data",
    "api/v1/docs/": "page of the OpenAPI document",
}


def patterns(resolver, prefix=""):
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry


def policy_of(callback):
    for holder in (callback, getattr(callback, "cls", None), getattr(callback, "view_class", None)):
        if holder is not None and hasattr(holder, "policy"):
            return holder.policy
    return None


def test_every_view_carries_a_policy_mark():
    unmarked = [
        address
        for address, pattern in patterns(get_resolver())
        if policy_of(pattern.callback) is None and not address.startswith(tuple(OTHERS))
    ]
    assert unmarked == []


def test_no_exception_is_dead():
    addresses = [address for address, _ in patterns(get_resolver())]
    for prefix in OTHERS:
        assert any(address.startswith(prefix) for address in addresses), prefix
