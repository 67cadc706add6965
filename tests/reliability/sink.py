"""A mail server on loopback that keeps what it receives, and misbehaves as a test wants."""

import email
import email.policy
import socket
import threading
import time
from collections import Counter

from aiosmtpd.controller import Controller


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sink:
    """Counts arrivals by Message-ID. `answer(number, message)` may return an SMTP reply instead of accepting;
    `hold_at` lets the given arrival wait without an answer: the mail is here, but the sender does not know."""

    def __init__(self, *, answer=None, hold_at=None, per_connection=None):
        self.answer = answer or (lambda number, message: None)
        self.hold_at = hold_at
        self.per_connection = per_connection
        self.arrived = []
        # (address, message) of what was accepted.
        self.messages = []
        self.connections = 0
        self.held = threading.Event()
        self.released = threading.Event()
        self._lock = threading.Lock()
        self._tried = 0
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_error):
        self.released.set()
        self._controller.stop()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        with self._lock:
            self.connections += 1
        session.host_name = hostname
        session.carried = 0
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.per_connection is not None and session.carried >= self.per_connection:
            return "421 4.7.0 too many messages on this connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        import asyncio

        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._lock:
            self._tried += 1
            number = self._tried
        reply = self.answer(number, message)
        if reply:
            return reply
        session.carried += 1
        with self._lock:
            self.arrived.append((message["Message-ID"], tuple(envelope.rcpt_tos)))
            self.messages += [(address, message) for address in envelope.rcpt_tos]
        if number == self.hold_at:
            self.held.set()
            while not self.released.is_set():
                await asyncio.sleep(0.02)
        return "250 OK"

    @property
    def by_id(self):
        return Counter(message_id for message_id, _to in self.arrived)

    def wait_for(self, count, seconds=600):
        """Until `count` mails have arrived."""
        until = time.monotonic() + seconds
        while len(self.arrived) < count:
            if time.monotonic() > until:
                raise TimeoutError(f"only {len(self.arrived)} of {count} mails arrived")
            time.sleep(0.01)
