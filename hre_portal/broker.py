"""The embedded broker: messages as files in a folder, for a portal without Redis.

Kombu's own transport opens a message's file before it writes into it. A worker that looks in that moment takes an empty
file away, loses the message and ends with an error. Here a message gets its name only when it is whole.
"""

import os
import time
import uuid
from json import JSONDecodeError

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

SCHEME = "folder"
# The table of an exchange is written in place, once, when a portal starts for the first time.
_TRIES, _SECONDS = 40, 0.05


def register():
    """Let `folder://` name this transport. Again changes nothing."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs):
        """Put a message onto `queue`: written under another name, then named in one step."""
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        whole = os.path.join(self.data_folder_out, name)
        part = f"{whole}.part"
        try:
            with open(part, "wb") as file:
                file.write(str_to_bytes(dumps(payload)))
            os.replace(part, whole)
        except OSError as error:
            raise ChannelError(f"Cannot add file {whole!r} to directory") from error

    def get_table(self, exchange):
        """As kombu's. A table that stays broken is an error of the broker like any other: whoever sends goes on, and
        the sweeper finds what waits."""
        try:
            return _when_whole(super().get_table, exchange)
        except JSONDecodeError as error:
            raise OSError(f"The table of the exchange {exchange!r} is broken") from error

    def _queue_bind(self, exchange, *args):
        """As kombu's. A table that stays broken (somebody was killed while writing it) is written anew: every worker
        and every sender binds its queue itself."""
        try:
            _when_whole(super()._queue_bind, exchange, *args)
        except JSONDecodeError:
            self._exchange_file(exchange).unlink(missing_ok=True)
            super()._queue_bind(exchange, *args)


def _when_whole(act, *args):
    """`act(*args)`, again after a moment where it met a table that somebody is just writing."""
    for _try in range(_TRIES):
        try:
            return act(*args)
        except JSONDecodeError:
            time.sleep(_SECONDS)
    return act(*args)


class Transport(filesystem.Transport):
    Channel = Channel

    @property
    def default_connection_params(self):
        """Nothing: a folder has no host, and kombu shall not warn of a missing one at every start."""
        return {}
