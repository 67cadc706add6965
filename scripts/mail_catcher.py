"""Development mail catcher: takes every mail by SMTP and keeps it as a file that /dev/mail/ shows. Sends nothing on."""

import asyncio
import signal
import sys
import time
import uuid
from pathlib import Path

from aiosmtpd.smtp import SMTP

KEEP = 500


class Keeper:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope):  # the name is given by aiosmtpd
        # Written under a temporary name first, so that a reader never sees half a mail.
        name = f"{time.time_ns()}-{uuid.uuid4().hex}.eml"
        part = self.folder / f".{name}"
        part.write_bytes(envelope.content)
        part.rename(self.folder / name)
        for old in sorted(self.folder.glob("*.eml"))[:-KEEP]:
            old.unlink(missing_ok=True)
        return "250 Message kept"


async def serve(port, folder):
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    server = await loop.create_server(lambda: SMTP(keeper, enable_SMTPUTF8=True), "127.0.0.1", port)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
