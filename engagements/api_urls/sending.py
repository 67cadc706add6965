"""What became of a text: sending, files, result."""

from engagements.api.sending import DispatchViewSet, FinalFileViewSet, ProofViewSet, ResultViewSet
from engagements.api_urls.common import below

_TEXT = "submissions/<int:pk>/"
_POINT = "points/<int:point_pk>/"
urlpatterns = [
    *below(
        DispatchViewSet,
        f"{_TEXT}sending/",
        api_submission_sending=("", {"get": "retrieve"}),
        api_submission_sent_again=("again/", {"post": "again"}),
        api_submission_correct=("correct/", {"post": "correct"}),
        api_submission_acknowledge=("acknowledge/", {"post": "acknowledge"}),
    ),
    *below(
        ProofViewSet,
        f"{_TEXT}sending/proofs/",
        api_submission_proofs=("", {"post": "create"}),
        api_submission_proof=("<int:proof_pk>/", {"get": "retrieve"}),
    ),
    *below(FinalFileViewSet, f"{_TEXT}final/", api_submission_final=("<str:form>/", {"get": "retrieve"})),
    *below(
        ResultViewSet,
        f"{_TEXT}result/",
        api_submission_result=("", {"get": "retrieve"}),
        api_submission_add_point=("points/", {"post": "add_point"}),
        api_submission_point=(_POINT, {"patch": "change_point"}),
        api_submission_point_remove=(f"{_POINT}remove/", {"post": "remove_point"}),
        api_submission_uptake=("uptake/", {"post": "note"}),
        api_submission_closing=("closing/", {"post": "close"}),
    ),
]
