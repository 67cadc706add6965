"""Plan lines and what hangs on them, and the rooms of a year."""

from rest_framework.routers import SimpleRouter

from engagements.api.blind import BlindViewSet
from engagements.api.framework import AnalysisUpdateViewSet, FrameworkRolloutViewSet
from engagements.api.learning import ExperienceViewSet, PlanObstacleViewSet
from engagements.api.letter import LetterStepViewSet
from engagements.api.participation import ParticipationViewSet
from engagements.api.planning import PlanAimViewSet, PlanConcernViewSet, PlanContextViewSet
from engagements.api.plans import PlanLineViewSet
from engagements.api.positions import AskingViewSet
from engagements.api.process import ProcessViewSet
from engagements.api.requests import InputRequestViewSet
from engagements.api.workspaces import LineInputViewSet, LineReportViewSet, SessionConcernViewSet, VisitStopViewSet
from engagements.api_urls.common import LIST, below

router = SimpleRouter()
router.register("plan-lines", PlanLineViewSet, basename="api-plan-line")
router.register("analysis-updates", AnalysisUpdateViewSet, basename="api-analysis-update")
router.register("framework-rollouts", FrameworkRolloutViewSet, basename="api-framework-rollout")
router.register("letter-steps", LetterStepViewSet, basename="api-letter-step")
router.register("plan-aims", PlanAimViewSet, basename="api-plan-aim")
router.register("plan-concerns", PlanConcernViewSet, basename="api-plan-concern")
router.register("plan-obstacles", PlanObstacleViewSet, basename="api-plan-obstacle")
router.register("plan-contexts", PlanContextViewSet, basename="api-plan-context")
router.register("input-requests", InputRequestViewSet, basename="api-request")
urlpatterns = [*router.urls]

urlpatterns += below(
    ProcessViewSet,
    "plan-lines/<int:line_pk>/process/",
    api_process=("", {"get": "list"}),
    api_process_weights=("weights/", {"post": "weigh"}),
    api_process_component=("<slug:key>/", {"get": "retrieve"}),
    api_process_move=("<slug:key>/move/", {"post": "move"}),
    api_process_write=("<slug:key>/versions/", {"post": "write"}),
)
urlpatterns += below(ParticipationViewSet, "participation/", api_participation=("", {"get": "list"}))
urlpatterns += below(AskingViewSet, "plan-lines/<int:line_pk>/askings/", api_line_askings=("", LIST))

_ASKED_ALONE = "<int:consultation_pk>/"
urlpatterns += below(
    BlindViewSet,
    "plan-lines/<int:line_pk>/consultations/",
    api_blind_consultations=("", LIST),
    api_blind_consultation=(_ASKED_ALONE, {"get": "retrieve"}),
    api_blind_asked=(f"{_ASKED_ALONE}asked/", {"post": "asked"}),
    api_blind_answer=(f"{_ASKED_ALONE}answers/<int:answer_pk>/", {"post": "answer"}),
    api_blind_close=(f"{_ASKED_ALONE}close/", {"post": "close"}),
)

_LEARNED = "<int:experience_pk>/"
urlpatterns += below(
    ExperienceViewSet,
    "plan-lines/<int:line_pk>/experience/",
    api_experience_notes=("", LIST),
    api_experience_note=(_LEARNED, {"patch": "partial_update"}),
    api_experience_share=(f"{_LEARNED}share/", {"post": "share"}),
    api_experience_take_back=(f"{_LEARNED}take-back/", {"post": "take_back"}),
)

_CHANGED = {"patch": "partial_update"}
urlpatterns += [
    *below(
        LineInputViewSet,
        "plan-lines/<int:line_pk>/inputs/",
        api_line_inputs=("", LIST),
        api_line_input=("<int:input_pk>/", _CHANGED),
    ),
    *below(
        VisitStopViewSet,
        "plan-lines/<int:line_pk>/stops/",
        api_line_stops=("", LIST),
        api_line_stop=("<int:stop_pk>/", _CHANGED),
    ),
    *below(
        SessionConcernViewSet,
        "plan-lines/<int:line_pk>/concerns/",
        api_line_concerns=("", LIST),
        api_line_concern=("<int:concern_pk>/", _CHANGED),
    ),
    *below(
        LineReportViewSet,
        "plan-lines/<int:line_pk>/report/",
        api_line_report=("", {"get": "retrieve", "post": "save"}),
    ),
]
