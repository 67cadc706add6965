"""Looking for numbers that no row can have."""

from django.db.models import IntegerField, lookups

# What a column of any database here can hold.
_LEAST, _MOST = -(2**63), 2**63 - 1


@IntegerField.register_lookup
class InRange(lookups.In):
    """`pk__in=[...]` leaves out numbers that no row can have, as Django does for a single one: whoever types such a
    number into an address, a form or a call finds nothing, instead of an error of SQLite."""

    def get_prep_lookup(self):
        values = super().get_prep_lookup()
        if not isinstance(values, list):
            return values
        return [one for one in values if not isinstance(one, int) or _LEAST <= one <= _MOST]
