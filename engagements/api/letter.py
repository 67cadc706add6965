"""The steps of the letter for other programs. Same action as the page."""

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view

from core.api import IdFilter, parsed
from core.api_views import ScopedRecords
from engagements import policy
from engagements.actions.letter import review_letter_step
from engagements.enums import LetterStatus
from engagements.models import LetterStep
from engagements.serializers.letter import LetterStepSerializer, ReviewLetterStepSerializer


class LetterStepFilter(filters.FilterSet):
    cluster = IdFilter()
    status = filters.MultipleChoiceFilter(choices=LetterStatus.choices)

    class Meta:
        model = LetterStep
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Where clusters stand with the steps of the letter"),
    retrieve=extend_schema(summary="Where a cluster stands with one step"),
)
class LetterStepViewSet(ScopedRecords):
    """Read by the circle of the cluster and the Task Team; its coordinators review."""

    policy = (LetterStep,)
    serializer_class = LetterStepSerializer
    filterset_class = LetterStepFilter
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = LetterStep.objects.none()
    related = ("step",)
    order = ("-pk",)

    @extend_schema(
        summary="Review a step of the letter (coordinators)",
        request=ReviewLetterStepSerializer,
        responses=LetterStepSerializer,
    )
    def create(self, request):
        """Each is a review, also where nothing changed. A stale `version` is answered with 409."""
        given = parsed(ReviewLetterStepSerializer, request)
        if not policy.reads_rooms_of_plan(request.user, given["cluster"]):
            raise Http404
        return self.shown(review_letter_step(expected_version=given.pop("version"), by=request.user, **given))
