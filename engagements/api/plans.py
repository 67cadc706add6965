"""Plan lines for other programs. Same visibility, same queries, same actions as the pages."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core import clock
from core.api import IdFilter, parsed
from core.found import found_or_404
from engagements import policy, rules
from engagements.actions import copying, links, moving
from engagements.actions import plans as actions
from engagements.api.line_access import AccessActions
from engagements.api.line_gates import GateActions
from engagements.api.line_purposes import PurposeActions
from engagements.api.plan_steps import StepActions
from engagements.enums import Exposure, LineState
from engagements.models import EngagementStep, PlanAim, PlanLine
from engagements.queries import plans
from engagements.queries.spans import in_year
from engagements.serializers.plans import (
    ChangePlanLineSerializer,
    CopyLineSerializer,
    FollowDateSerializer,
    LineStateSerializer,
    LinkLinesSerializer,
    NewPlanLineSerializer,
    OfClusterSerializer,
    PlanLineDetailSerializer,
    PlanLineSerializer,
)
from mechanisms.enums import Family
from mechanisms.models import StepTemplate
from mechanisms.policy import offered_to


class PlanLineFilter(filters.FilterSet):
    country = filters.CharFilter(method="of_country")
    mechanism = filters.CharFilter(field_name="mechanism__key")
    family = filters.MultipleChoiceFilter(field_name="mechanism__family", choices=Family.choices)
    state = filters.MultipleChoiceFilter(choices=LineState.choices)
    exposure = filters.MultipleChoiceFilter(choices=Exposure.choices)
    year = IdFilter(method="of_year")
    cluster = IdFilter()

    class Meta:
        model = PlanLine
        fields = []

    def of_country(self, rows, name, value):
        return rows.filter(cluster__country=value.upper())

    def of_year(self, rows, name, value):
        """Lines that stand in the plan of the year: those over several years in each of them."""
        return rows.filter(in_year(value)) if rules.is_plan_year(value) else rows.none()


@extend_schema_view(
    list=extend_schema(summary="Plan lines the reader may see"),
    retrieve=extend_schema(summary="One plan line with its steps", responses=PlanLineDetailSerializer),
)
class PlanLineViewSet(
    AccessActions,
    GateActions,
    PurposeActions,
    StepActions,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    viewsets.GenericViewSet,
):
    """Planned engagements. Confidential ones exist for the people named on them alone, in counts as well."""

    policy = (PlanLine, EngagementStep)
    serializer_class = PlanLineSerializer
    filterset_class = PlanLineFilter
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema and the filters.
    queryset = PlanLine.objects.none()

    def get_queryset(self):
        user = self.request.user
        return plans.with_sight(user, PlanLine.objects.visible_to(user).select_related("cluster", "mechanism"))

    def get_serializer_class(self):
        return PlanLineDetailSerializer if self.action == "retrieve" else PlanLineSerializer

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "steps_of": lambda line: plans.steps_of(self.request.user, line)}

    @extend_schema(
        summary="Plan an engagement (coordinators)",
        request=NewPlanLineSerializer,
        responses={201: PlanLineDetailSerializer},
    )
    def create(self, request):
        """Coordinators of the cluster only."""
        # Before anything is looked up: a refusal must not depend on what exists.
        policy.check_can_plan(request.user, parsed(OfClusterSerializer, request)["cluster"])
        given = parsed(NewPlanLineSerializer, request)
        cluster = given["cluster"]
        given["readers"] = self._people(cluster, given.get("readers", []))
        given["aim"] = self._aim(given.get("aim"))
        given["aors"] = sorted(given.get("aors", []))
        entry = self._entry(given.pop("entry", None))
        mechanism = given.pop("mechanism", None) or (entry.mechanism if entry else None)
        if mechanism is None:
            raise serializers.ValidationError({"mechanism": [_("Name a mechanism or a date.")]})
        steps = _steps(given.pop("steps", []), entry, cluster)
        if given.pop("take_proposed"):
            steps = [*self._proposed(mechanism, entry, cluster), *steps]
        reasons = sorted(given.pop("reasons", []))
        line = actions.create_plan_line(
            **given, mechanism=mechanism, entry=entry, reasons=reasons, steps=steps, by=request.user
        )
        return self._shown(line, status.HTTP_201_CREATED)

    def _entry(self, pk):
        if pk is None:
            return None
        entry = plans.entry_to_plan_for(self.request.user, pk)
        if entry is None:
            raise serializers.ValidationError({"entry": [_("This date does not exist.")]})
        return entry

    def _people(self, cluster, ids):
        """The people of the cluster among `ids`; whoever else is named, known or not, gets the same sentence."""
        found = list(policy.nameable_people(cluster).filter(pk__in=ids))
        if len(found) != len(set(ids)):
            sentence = _("Only people of this cluster and its OHCHR partner can be named.")
            raise serializers.ValidationError({"readers": [sentence]})
        return found

    def _aim(self, pk):
        if pk is None:
            return None
        aim = PlanAim.objects.visible_to(self.request.user).filter(pk=pk).first()
        if aim is None:
            raise serializers.ValidationError({"aim": [_("This objective does not exist.")]})
        return aim

    def _proposed(self, mechanism, entry, cluster):
        proposals = plans.proposed_steps(
            self.request.user,
            mechanism,
            entry=entry,
            review=entry.review if entry else None,
            today=clock.day_of(self.request.user),
            cluster=cluster,
        )
        return [proposal.as_step() for proposal in proposals if proposal.preselected]

    @extend_schema(
        summary="Change a plan line (coordinators)",
        request=ChangePlanLineSerializer,
        responses=PlanLineDetailSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change. A stale `version` is answered with 409."""
        line = self._line(pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(ChangePlanLineSerializer, request)
        version = given.pop("version")
        if "reasons" in given:
            given["reasons"] = sorted(given["reasons"])
        if "aors" in given:
            given["aors"] = sorted(given["aors"])
        if "aim" in given:
            given["aim"] = self._aim(given["aim"])
        actions.edit_plan_line(plan_line=line, expected_version=version, by=request.user, **given)
        return self._shown(line)

    @extend_schema(
        summary="Planned, under way, done, not now (coordinators)",
        request=LineStateSerializer,
        responses=PlanLineDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def state(self, request, pk=None):
        """ "Not now" needs a reason and can be taken back at any time."""
        line = self._line(pk)
        given = parsed(LineStateSerializer, request)
        actions.set_line_state(
            plan_line=line,
            state=given["state"],
            reason=given.get("reason", ""),
            expected_version=given["version"],
            by=request.user,
        )
        return self._shown(line)

    @extend_schema(
        summary="Follow the moved date (coordinators)",
        request=FollowDateSerializer,
        responses=PlanLineDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="follow-date")
    def follow_date(self, request, pk=None):
        """Moves the steps named, none when none is named; steps that are done or have a fixed day stay."""
        line = self._line(pk)
        given = parsed(FollowDateSerializer, request)
        moving.follow_moved_date(
            plan_line=line, steps=given["steps"], expected_version=given["version"], by=request.user
        )
        return self._shown(line)

    @extend_schema(
        summary="Copy to the next cycle (coordinators)",
        request=CopyLineSerializer,
        responses={201: PlanLineDetailSerializer},
    )
    @action(detail=True, methods=["post"])
    def copy(self, request, pk=None):
        """Words and chosen steps with their lead times, never results. Answers with the new line."""
        line = self._line(pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(CopyLineSerializer, request)
        copy = copying.copy_plan_line(
            plan_line=line,
            year=given["year"],
            title=given.get("title", ""),
            entry=self._entry(given.get("entry")),
            steps=given.get("steps"),
            by=request.user,
        )
        return self._shown(copy, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Say how this line bears on another (coordinators)",
        request=LinkLinesSerializer,
        responses={204: None},
    )
    @action(detail=True, methods=["post"])
    def links(self, request, pk=None):
        """A link shows only to those who see both lines. Twice changes nothing."""
        line = self._line(pk)
        policy.check_can_plan(request.user, line.cluster_id)
        given = parsed(LinkLinesSerializer, request)
        target = plans.plan_line(request.user, given["target"])
        if target is None:
            raise serializers.ValidationError({"target": [_("Choose another plan line that you see.")]})
        links.link_lines(source=line, target=target, kind=given["kind"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _line(self, pk):
        return found_or_404(plans.plan_line(self.request.user, int(pk)))

    def _shown(self, line, code=status.HTTP_200_OK):
        fresh = self._line(line.pk)
        shown = PlanLineDetailSerializer(fresh, context=self.get_serializer_context())
        return Response(shown.data, status=code)


def _steps(given, entry, cluster):
    """The fields of each step to create; a step of the library offered to the cluster lends its title, phase and lead
    time."""
    keys = {one["template"] for one in given if one.get("template")}
    library = {step.key: step for step in StepTemplate.objects.filter(offered_to(cluster.pk), key__in=keys)}
    if keys - set(library):
        raise serializers.ValidationError({"steps": [_("A step is not offered to this cluster, or was retired.")]})
    rows = []
    for one in given:
        template = library.get(one.get("template"))
        lead = one.get("lead_days", template.lead_days if template else None)
        rows.append(
            {
                "template_id": template.pk if template else None,
                "title": one.get("title") or str(template),
                "phase": template.phase if template else "",
                "lead_days": lead,
                "due_on": one.get("due_on") or rules.due_date(entry.due_on if entry else None, lead),
                "owner_role": one["owner_role"],
                "deputy_role": one.get("deputy_role", ""),
            }
        )
    return rows
