"""The part of the walk's world that is about support, exchange and stakeholders."""

from core import clock
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply
from tests.factories.knowledge import make_exchange, make_request


def add_rooms(world):
    _support(world)
    _exchange(world)


def _support(world):
    """A request of their cluster that was delivered, with every text that a request can have."""
    world.things["support"] = make_request(
        world.theirs,
        text=world.word("support", "text"),
        state="delivered",
        delivered_on=clock.today(),
        evidence=world.word("support", "evidence"),
        reason=world.word("support", "reason"),
        asked_by=world.owner,
    )


def _exchange(world):
    """An exchange that coordinators see, with one guest."""
    exchange = make_exchange()
    guest = world.second
    ExchangeInvitation.objects.create(exchange=exchange, cluster=world.theirs, user=guest, invited_by=world.owner)
    ExchangeReply.objects.create(exchange=exchange, user=guest, reply="coming")
    ExchangeConcern.objects.create(exchange=exchange, text="Who listens?", raised_on=clock.today())
    world.things["exchange"] = exchange
