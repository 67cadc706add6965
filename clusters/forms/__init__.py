"""Forms about people: shape and plausibility only; who may do what stands in policy and actions."""

from clusters.forms.account import AcceptForm, ProfileForm, TokenForm
from clusters.forms.cluster import ProfileNoteForm, SeatForm
from clusters.forms.inputs import DayInput, ZoneInput, ZoneMixin, zone_field, zone_names
from clusters.forms.people import GlassForm, InviteForm, KindsForm, MembershipForm, RoleForm

__all__ = [
    "AcceptForm",
    "DayInput",
    "GlassForm",
    "InviteForm",
    "KindsForm",
    "MembershipForm",
    "ProfileForm",
    "ProfileNoteForm",
    "RoleForm",
    "SeatForm",
    "TokenForm",
    "ZoneInput",
    "ZoneMixin",
    "zone_field",
    "zone_names",
]
