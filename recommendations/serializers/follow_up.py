"""Follow-up as other programs read and write it."""

from rest_framework import serializers

from clusters.models import Organisation
from core.api import ChangeSerializer
from recommendations.enums import ActivityKind, ActivityOwner, FollowUpState, Mark, OfferState, Progress, StateBody
from recommendations.models import FollowUp, FollowUpActivity, Recommendation
from recommendations.serializers.conditions import ConditionSerializer
from recommendations.serializers.frameworks import TieSerializer


class ActivitySerializer(serializers.ModelSerializer):
    class Meta:
        model = FollowUpActivity
        fields = [
            "id",
            "follow_up",
            "kind",
            "what",
            "organisation",
            "owner_role",
            "starts_on",
            "due_on",
            "cost_source",
            "progress",
            "done_on",
            "counterpart",
            "offer",
            "reason",
            "version",
        ]
        read_only_fields = fields


class FollowUpSerializer(serializers.ModelSerializer):
    """`responsible` carries the recommendation out; the cluster supports (`support`). `activities` by their day;
    `ties` to national plans and frameworks."""

    activities = ActivitySerializer(many=True, read_only=True)
    conditions = ConditionSerializer(many=True, read_only=True)
    ties = TieSerializer(many=True, read_only=True)

    class Meta:
        model = FollowUp
        fields = [
            "id",
            "cluster",
            "recommendation",
            "mark",
            "objective",
            "responsible_kind",
            "responsible",
            "follows",
            "support",
            "purpose",
            "method",
            "first_step",
            "state",
            "reason",
            "conditions",
            "activities",
            "ties",
            "created_at",
            "updated_at",
            "version",
        ]
        read_only_fields = fields


class PlanSerializer(serializers.Serializer):
    """The plan: the State body that must carry it out is mandatory, the cluster's role is a supporting one."""

    mark = serializers.ChoiceField(choices=Mark.choices, required=False, default=Mark.MEMBERS)
    objective = serializers.CharField(max_length=500)
    responsible_kind = serializers.ChoiceField(choices=StateBody.choices)
    responsible = serializers.CharField(max_length=300)
    follows = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    support = serializers.CharField(max_length=2000)
    purpose = serializers.CharField(max_length=2000)
    method = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    first_step = serializers.CharField(max_length=500)


class NewFollowUpSerializer(PlanSerializer):
    """A recommendation to adopt for a cluster."""

    cluster = serializers.IntegerField(min_value=1)
    recommendation = serializers.PrimaryKeyRelatedField(queryset=Recommendation.objects.all())


class ChangeFollowUpSerializer(ChangeSerializer, PlanSerializer):
    """What to change in a plan."""


class FollowUpStateSerializer(serializers.Serializer):
    """End it, with a reason, or take it up again."""

    version = serializers.IntegerField(min_value=1)
    state = serializers.ChoiceField(choices=FollowUpState.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)


class ActivityFieldsSerializer(serializers.Serializer):
    """Who does what until when; an organisation, a role, or both. `counterpart`: of an offer the ministry."""

    what = serializers.CharField(max_length=500)
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.all(), required=False, allow_null=True, default=None
    )
    owner_role = serializers.ChoiceField(choices=ActivityOwner.choices, required=False, allow_blank=True, default="")
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    due_on = serializers.DateField()
    cost_source = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    counterpart = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class NewActivitySerializer(ActivityFieldsSerializer):
    """An activity to plan, or an offer of technical assistance."""

    kind = serializers.ChoiceField(choices=ActivityKind.choices, required=False, default=ActivityKind.SUPPORT)


class ChangeActivitySerializer(ChangeSerializer, ActivityFieldsSerializer):
    """What to change in an activity."""


class ActivityMoveSerializer(serializers.Serializer):
    """`progress` of an activity, or `offer` of an offer."""

    version = serializers.IntegerField(min_value=1)
    progress = serializers.ChoiceField(choices=Progress.choices, required=False)
    offer = serializers.ChoiceField(choices=OfferState.choices, required=False)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    done_on = serializers.DateField(required=False, allow_null=True, default=None)

    def validate(self, attrs):
        if ("progress" in attrs) == ("offer" in attrs):
            raise serializers.ValidationError({"progress": "Give progress or offer, one of them."})
        return attrs
