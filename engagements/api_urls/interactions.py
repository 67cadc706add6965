"""Interactions, series, press and meetings."""

from rest_framework.routers import SimpleRouter

from engagements.api.interactions import InteractionViewSet
from engagements.api.meetings import AgendaViewSet, InvitationViewSet, MeetingNoteViewSet
from engagements.api.series import PressViewSet, SeriesViewSet
from engagements.api_urls.common import LIST, below

router = SimpleRouter()
router.register("interactions", InteractionViewSet, basename="api-interaction")
router.register("series", SeriesViewSet, basename="api-series")
router.register("press-proposals", PressViewSet, basename="api-press")
urlpatterns = [*router.urls]

_MEETING = "interactions/<int:pk>/"
urlpatterns += below(
    AgendaViewSet,
    _MEETING,
    api_interaction_agenda=("agenda/", LIST),
    api_interaction_agenda_item=("agenda/<int:item_pk>/", {"patch": "partial_update", "delete": "destroy"}),
    api_interaction_agenda_move=("agenda/<int:item_pk>/move/", {"post": "move"}),
    api_interaction_letter=("letter/", {"post": "to_letter"}),
)
urlpatterns += below(
    MeetingNoteViewSet,
    f"{_MEETING}notes/",
    api_interaction_notes=("", LIST),
    api_interaction_note=("<int:minute_pk>/", {"patch": "partial_update"}),
    api_interaction_note_push=("<int:minute_pk>/push/", {"post": "push"}),
)
urlpatterns += below(
    InvitationViewSet,
    f"{_MEETING}invitations/",
    api_interaction_invitations=("", LIST),
    api_interaction_invitation=("<int:invitation_pk>/answer/", {"post": "answer"}),
)
