"""Peer exchanges for other programs. Same visibility, same queries, same actions as the pages."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import parsed, path_parameter
from core.found import found_or_404
from knowledge import policy
from knowledge.actions import exchange as actions
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange
from knowledge.queries import exchange as queries
from knowledge.serializers.exchange import (
    AnswerExchangeConcernSerializer,
    CallOffSerializer,
    ChangeExchangeSerializer,
    ExchangeConcernSerializer,
    ExchangeNotesSerializer,
    GuestSerializer,
    InviteGuestSerializer,
    NewExchangeConcernSerializer,
    NewExchangeSerializer,
    PeerExchangeDetailSerializer,
    PeerExchangeSerializer,
    ReplySerializer,
)

CONCERN = path_parameter("concern_pk", "Number of the concern")
REQUEST = path_parameter("request_pk", "Number of the invitation")


class ExchangeViewSet(viewsets.GenericViewSet):
    """Live exchange among peers: for coordinators, the people whom they invited, and the Task Team that organises it.
    Whoever else asks does not learn that there is one."""

    policy = (PeerExchange, ExchangeReply, ExchangeInvitation, ExchangeConcern)
    serializer_class = PeerExchangeSerializer
    filter_backends = ()
    lookup_value_regex = r"\d{1,9}"
    # Sealed; only its class is looked at, by the schema.
    queryset = PeerExchange.objects.none()

    def _found(self, pk):
        return found_or_404(queries.exchange(self.request.user, int(pk)))

    def _shown(self, found, code=status.HTTP_200_OK):
        user = self.request.user
        fresh = self._found(found.pk)
        fresh.my_reply = queries.my_reply(user, fresh)
        fresh.concerns = queries.concerns(user, fresh)
        fresh.guests = queries.my_guests(user, fresh) if policy.leads_anywhere(user) else []
        fresh.coming = [str(person) for person in queries.people_coming(user, fresh)]
        return Response(PeerExchangeDetailSerializer(fresh).data, status=code)

    @extend_schema(
        summary="Exchanges to come, next first",
        responses=PeerExchangeSerializer(many=True),
        parameters=[OpenApiParameter("show", str, enum=["past"], description="Held and called off, newest first")],
    )
    def list(self, request):
        rows = queries.exchanges(request.user, past=request.query_params.get("show") == "past")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(PeerExchangeSerializer(page, many=True).data)

    @extend_schema(summary="One exchange", responses=PeerExchangeDetailSerializer)
    def retrieve(self, request, pk=None):
        return self._shown(self._found(pk))

    @extend_schema(
        summary="Plan an exchange (Task Team)",
        request=NewExchangeSerializer,
        responses={201: PeerExchangeDetailSerializer},
    )
    def create(self, request):
        """Every coordinator is invited. Twice plans two."""
        policy.check_organises(request.user)
        made = actions.plan_exchange(by=request.user, **parsed(NewExchangeSerializer, request))
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change an exchange (Task Team)",
        request=ChangeExchangeSerializer,
        responses=PeerExchangeDetailSerializer,
    )
    def partial_update(self, request, pk=None):
        """Only the fields given change; where its hour moves, reminders move with it. A stale `version`: 409."""
        found = self._found(pk)
        policy.check_organises(request.user)
        given = parsed(ChangeExchangeSerializer, request)
        version = given.pop("version")
        actions.change_exchange(exchange=found, expected_version=version, by=request.user, **given)
        return self._shown(found)

    @extend_schema(
        summary="Call an exchange off (Task Team)", request=CallOffSerializer, responses=PeerExchangeDetailSerializer
    )
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request, pk=None):
        """With a reason that the invited read."""
        found, given = self._found(pk), parsed(CallOffSerializer, request)
        actions.call_off(exchange=found, reason=given["reason"], expected_version=given["version"], by=request.user)
        return self._shown(found)

    @extend_schema(
        summary="Notes without speakers, and how many took part (Task Team)",
        request=ExchangeNotesSerializer,
        responses=PeerExchangeDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def notes(self, request, pk=None):
        """The exchange then counts as held. Not before it has begun: 403."""
        found = self._found(pk)
        policy.check_organises(request.user)
        given = parsed(ExchangeNotesSerializer, request)
        version = given.pop("version")
        actions.write_notes(exchange=found, expected_version=version, by=request.user, **given)
        return self._shown(found)

    @extend_schema(
        summary="Say whether one takes part", request=ReplySerializer, responses=PeerExchangeDetailSerializer
    )
    @action(detail=True, methods=["post"])
    def reply(self, request, pk=None):
        """Everybody for herself; it may be changed until the day. Leaves no trail."""
        found, given = self._found(pk), parsed(ReplySerializer, request)
        actions.reply(exchange=found, answer=given["reply"], by=request.user)
        return self._shown(found)

    @extend_schema(
        summary="Pass the invitation on to a member of one's own cluster (coordinators)",
        request=InviteGuestSerializer,
        responses={201: GuestSerializer(many=True)},
    )
    @action(detail=True, methods=["post"])
    def guests(self, request, pk=None):
        """They are told. Again changes nothing. Answers with the caller's own guests."""
        found, given = self._found(pk), parsed(InviteGuestSerializer, request)
        person = queries.people_to_invite(request.user).filter(pk=given["person"]).first()
        cluster = queries.cluster_shared_with(request.user, person) if person is not None else None
        if cluster is None:
            if not policy.leads_anywhere(request.user):
                policy.check_can_invite(request.user, None)
            raise serializers.ValidationError({"person": [_("Only people of your own cluster can be invited.")]})
        actions.invite_guest(exchange=found, cluster=cluster, person=person, by=request.user)
        rows = queries.my_guests(request.user, found)
        return Response(GuestSerializer(rows, many=True).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Take back an invitation that one passed on",
        request=None,
        responses={204: None},
        parameters=[REQUEST],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path=r"guests/(?P<request_pk>[0-9]{1,9})/take-back",
        url_name="guest-take-back",
    )
    def guest_take_back(self, request, pk=None, request_pk=None):
        found = self._found(pk)
        guests = {row.pk: row for row in queries.my_guests(request.user, found)}
        if int(request_pk) not in guests:
            raise Http404
        actions.take_back_invitation(invitation=guests[int(request_pk)], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Say what troubles one about an exchange",
        request=NewExchangeConcernSerializer,
        responses={201: ExchangeConcernSerializer},
    )
    @action(detail=True, methods=["post"])
    def concerns(self, request, pk=None):
        """Who says it is kept nowhere."""
        found, given = self._found(pk), parsed(NewExchangeConcernSerializer, request)
        made = actions.raise_concern(exchange=found, text=given["text"], by=request.user)
        return Response(ExchangeConcernSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Answer a concern (Task Team)",
        request=AnswerExchangeConcernSerializer,
        responses=ExchangeConcernSerializer,
        parameters=[CONCERN],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path=r"concerns/(?P<concern_pk>[0-9]{1,9})/answer",
        url_name="concern-answer",
    )
    def concern_answer(self, request, pk=None, concern_pk=None):
        """Where everybody invited reads it. A stale `version`: 409."""
        concern = found_or_404(queries.concern(request.user, pk, concern_pk))
        policy.check_organises(request.user)
        given = parsed(AnswerExchangeConcernSerializer, request)
        answered = actions.answer_concern(
            concern=concern, answer=given["answer"], expected_version=given["version"], by=request.user
        )
        return Response(ExchangeConcernSerializer(answered).data)
