"""Resources to learn from, for other programs. Everybody with an account reads; the Task Team keeps them."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed
from core.found import found_or_404
from knowledge import policy
from knowledge.actions import resources as actions
from knowledge.enums import Place
from knowledge.models import Resource
from knowledge.queries import resources as queries
from knowledge.serializers.resources import (
    ChangeResourceSerializer,
    NewResourceSerializer,
    ResourceSerializer,
    RetireResourceSerializer,
)


class ResourceFilter(filters.FilterSet):
    theme = filters.CharFilter(field_name="theme__key")
    place = filters.ChoiceFilter(choices=Place.choices, method="of_place", label="What the guidance covers")

    class Meta:
        model = Resource
        fields = ["kind", "language"]

    def of_place(self, rows, name, value):
        found = queries.resources(self.request.user, place=value)
        return rows.filter(pk__in=[row.pk for row in found])


@extend_schema_view(
    list=extend_schema(summary="Learning bites and other resources"), retrieve=extend_schema(summary="One resource")
)
class ResourceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What is offered to learn from; what is offered no more is seen by the Task Team alone."""

    # Open to everybody with an account: no visibility rule applies.
    policy = ()
    serializer_class = ResourceSerializer
    filterset_class = ResourceFilter
    lookup_value_regex = r"\d{1,9}"
    queryset = Resource.objects.none()

    def get_queryset(self):
        return queries.resources(self.request.user).prefetch_related("documents")

    def _found(self, pk):
        return found_or_404(queries.resource(self.request.user, int(pk)))

    @extend_schema(
        summary="Offer a resource (Task Team)", request=NewResourceSerializer, responses={201: ResourceSerializer}
    )
    def create(self, request):
        """Twice offers two."""
        policy.check_keeps_resources(request.user)
        made = actions.add_resource(by=request.user, **parsed(NewResourceSerializer, request))
        return Response(ResourceSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change a resource (Task Team)", request=ChangeResourceSerializer, responses=ResourceSerializer
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        found = self._found(pk)
        policy.check_keeps_resources(request.user)
        given = parsed(ChangeResourceSerializer, request)
        version = given.pop("version")
        changed = actions.change_resource(resource=found, expected_version=version, by=request.user, **given)
        return Response(ResourceSerializer(changed).data)

    @extend_schema(
        summary="Offer a resource no more, or again (Task Team)",
        request=RetireResourceSerializer,
        responses=ResourceSerializer,
    )
    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """The same again changes nothing."""
        found, given = self._found(pk), parsed(RetireResourceSerializer, request)
        retired = actions.retire_resource(
            resource=found, is_retired=given["is_retired"], expected_version=given["version"], by=request.user
        )
        return Response(ResourceSerializer(retired).data)
