"""Addresses."""

from django.urls import path

from clusters.views import audit, glass, invitations, me, organisations, people, profiles, seats

app_name = "clusters"
urlpatterns = [
    path("", people.people, name="people"),
    path("clusters/<int:pk>/", people.cluster_people, name="cluster-people"),
    path("clusters/<int:pk>/organisations/", organisations.organisations, name="organisations"),
    path("clusters/<int:pk>/advisory-group/", seats.advisory_group, name="advisory-group"),
    path("clusters/<int:pk>/advisory-group/<int:seat_pk>/", seats.advisory_seat, name="advisory-seat"),
    path("clusters/<int:pk>/profile/", profiles.profile, name="profile"),
    path("clusters/<int:pk>/profile/<str:topic>/", profiles.profile_note, name="profile-note"),
    path("world/", people.world_people, name="world-people"),
    path("memberships/<int:pk>/", people.membership, name="membership"),
    path("memberships/<int:pk>/end/", people.end_membership, name="end-membership"),
    path("invite/", invitations.choose_invite, name="invite"),
    path("clusters/<int:pk>/invite/", invitations.invite, name="invite"),
    path("world/invite/", invitations.invite_to_world, name="invite-to-world"),
    path("invitations/<int:pk>/renew/", invitations.renew_invitation, name="renew-invitation"),
    path("invitations/<int:pk>/revoke/", invitations.revoke_invitation, name="revoke-invitation"),
    path("join/<str:secret>/", invitations.accept, name="invitation-accept"),
    path("me/", me.me, name="me"),
    path("me/language/", me.set_language, name="set-language"),
    path("me/tokens/", me.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revoke/", me.revoke_token, name="revoke-token"),
    path("audit/", audit.audit, name="audit"),
    path("break-glass/", glass.break_glass, name="break-glass"),
    path("break-glass/<int:pk>/end/", glass.end_glass, name="end-glass"),
]
