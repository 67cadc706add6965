"""Sessions and reviews of countries for other programs. Same visibility and same actions as the pages."""

from django.db import transaction
from django.db.models import F
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from calendar_app import actions
from calendar_app.enums import Publication
from calendar_app.models import Review, Session
from calendar_app.serializers import (
    ChangedSessionSerializer,
    MoveReviewSerializer,
    MoveSerializer,
    NewReviewDocumentSerializer,
    NewSessionSerializer,
    PlannedMoveSerializer,
    ReasonForSerializer,
    ReviewDatesSerializer,
    ReviewSerializer,
    SessionSerializer,
    ShortenSerializer,
    VerifySerializer,
)
from clusters.policy import is_task_team
from core.api import IdFilter, parsed


class SessionFilter(filters.FilterSet):
    mechanism = filters.CharFilter(field_name="mechanism__key")

    class Meta:
        model = Session
        fields = ["number", "state"]


class SessionViewSet(viewsets.ReadOnlyModelViewSet):
    """Sessions of the mechanisms. Moving one moves every open date that hangs on it; the Task Team keeps them."""

    policy = ()  # public facts; drafts are left out below
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    queryset = Session.objects.none()

    def get_queryset(self):
        rows = Session.objects.select_related("mechanism").order_by(F("opens_on").asc(nulls_last=True), "pk")
        if not is_task_team(self.request.user):
            rows = rows.filter(publication=Publication.PUBLISHED)
        return rows

    @extend_schema(request=NewSessionSerializer, responses={201: SessionSerializer})
    def create(self, request):
        """Add a session; its dates are computed at once. Without an opening day it is "not announced"."""
        session = actions.create_session(**parsed(NewSessionSerializer, request), by=request.user)
        return Response(SessionSerializer(session).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangedSessionSerializer, responses=SessionSerializer)
    def partial_update(self, request, pk=None):
        """Change what is no date: number, place, state, certainty, source, note."""
        session, said = self.get_object(), parsed(ChangedSessionSerializer, request)
        version = said.pop("version", None)
        session = actions.edit_session(session=session, expected_version=version, by=request.user, **said)
        return Response(SessionSerializer(session).data)

    @extend_schema(request=ShortenSerializer, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    def shorten(self, request, pk=None):
        """Let the session close earlier; its deadlines stand and say so."""
        session, said = self.get_object(), parsed(ShortenSerializer, request)
        version = said.pop("version", None)
        session = actions.shorten_session(session=session, expected_version=version, by=request.user, **said)
        return Response(SessionSerializer(session).data)

    @extend_schema(request=MoveSerializer, responses=PlannedMoveSerializer(many=True))
    @action(detail=True, methods=["post"], pagination_class=None, filterset_class=None)
    def move(self, request, pk=None):
        """Move the session (Task Team), or with `dry_run` only say what would happen. Lists every date concerned."""
        session, said = self.get_object(), parsed(MoveSerializer, request)
        dry_run = said.pop("dry_run")
        where = {name: said.get(name) for name in ("opens_on", "closes_on", "precision")}
        lines = actions.preview_move(session=session, **where, by=request.user)
        answer = PlannedMoveSerializer(lines, many=True).data
        if not dry_run:
            actions.move_session(session=session, expected_version=said.pop("version", None), **said, by=request.user)
        return Response(answer)

    @extend_schema(request=VerifySerializer, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request, pk=None):
        """Say "I looked, this is right" for the session and its open dates."""
        session, said = self.get_object(), parsed(VerifySerializer, request)
        session = actions.verify_session(session=session, **said, by=request.user)
        return Response(SessionSerializer(session).data)

    @extend_schema(request=ReasonForSerializer, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """Cancel the session and every open date that hangs on it."""
        session, said = self.get_object(), parsed(ReasonForSerializer, request)
        session = actions.cancel_session(
            session=session, reason=said["reason"], expected_version=said.get("version"), by=request.user
        )
        return Response(SessionSerializer(session).data)


class ReviewFilter(filters.FilterSet):
    country = filters.CharFilter(method="of_country", label="ISO code")
    mechanism = filters.CharFilter(field_name="session__mechanism__key")
    # By number: to choose from all sessions would tell which drafts there are.
    session = IdFilter()

    class Meta:
        model = Review
        fields = ["basis"]

    def of_country(self, rows, name, value):
        return rows.filter(country=value.upper())


class ReviewViewSet(viewsets.ReadOnlyModelViewSet):
    """Reviews of countries, with the documents they rest on. The Task Team keeps them."""

    policy = ()  # public facts; those in drafts of sessions are left out below
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    queryset = Review.objects.none()

    def get_queryset(self):
        rows = Review.objects.select_related("session__mechanism", "country", "adoption_session__mechanism")
        rows = rows.prefetch_related("documents").order_by("-session__opens_on", "country", "pk")
        if not is_task_team(self.request.user):
            rows = rows.filter(session__publication=Publication.PUBLISHED)
        return rows

    @extend_schema(request=MoveReviewSerializer, responses=PlannedMoveSerializer(many=True))
    @action(detail=True, methods=["post"], pagination_class=None, filterset_class=None)
    def move(self, request, pk=None):
        """Put the review into another session, or with `dry_run` only say what would happen to its dates."""
        review, said = self.get_object(), parsed(MoveReviewSerializer, request)
        dry_run, reason = said.pop("dry_run"), said.pop("reason")
        lines = actions.preview_review_move(review=review, **said, by=request.user)
        answer = PlannedMoveSerializer(lines, many=True).data
        if not dry_run:
            actions.move_review(review=review, reason=reason, **said, by=request.user)
        return Response(answer)

    @extend_schema(request=ReviewDatesSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    def dates(self, request, pk=None):
        """Record the day of the review, the State report, the list of issues, the adoption: those that are named."""
        review, said = self.get_object(), parsed(ReviewDatesSerializer, request)
        # All that is named, or nothing of it.
        with transaction.atomic():
            if "review_on" in said:
                source = said.get("source", "")
                actions.set_review_day(review=review, review_on=said.pop("review_on"), source=source, by=request.user)
            actions.set_review_dates(review=review, by=request.user, **said)
        return Response(ReviewSerializer(self.get_object()).data)

    @extend_schema(request=NewReviewDocumentSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    def document(self, request, pk=None):
        """Write down one of the three documents of a UPR review."""
        review, said = self.get_object(), parsed(NewReviewDocumentSerializer, request)
        actions.set_review_document(review=review, by=request.user, **said)
        return Response(ReviewSerializer(self.get_object()).data)
