"""A mail server for tests, with aiosmtpd. The address says how a mail is treated; everything is told on standard output,
one JSON object a line: first the port, then each attempt, and each message as Python's own parser reads it."""

import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP

seen = {}


def tell(**event):
    print(json.dumps(event), flush=True)


def first_time(address):
    seen[address] = seen.get(address, 0) + 1
    return seen[address] == 1


class Sink:
    async def handle_RCPT(self, server, session, envelope, address, options):
        tell(attempt=address)
        kind = address.split("@")[0]
        if kind == "refused":
            return "550 5.1.1 nobody of that name"
        if kind == "later" and first_time(address):
            return "451 4.7.1 greylisted, come again"
        if kind.startswith("stall"):
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        bodies = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        tell(
            message=envelope.rcpt_tos,
            headers=[[name, str(value)] for name, value in message.items()],
            text=bodies.get("text/plain"),
            html=bodies.get("text/html"),
        )
        if envelope.rcpt_tos[0].startswith("drop") and first_time(envelope.rcpt_tos[0]):
            server.transport.abort()
            await asyncio.sleep(3600)
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), hostname="127.0.0.1"), "127.0.0.1", 0)
    tell(port=server.sockets[0].getsockname()[1])
    # Ends with the one who started it.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
