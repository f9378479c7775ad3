"""A mail server on a free port (aiosmtpd). Prints the port, then every letter that it took, one JSON object a line.

The argument says its manner: `takes` everything, `asks` for the password of a user, `refuses` every receiver, is `busy`.
"""

import asyncio
import json
import sys

from aiosmtpd.smtp import SMTP, AuthResult

MANNER = sys.argv[1]


class Letters:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if MANNER == "refuses":
            return "550 no such mailbox"
        if MANNER == "busy":
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode()}
        print(json.dumps(letter), flush=True)
        return "250 OK"


def let_in(server, session, envelope, mechanism, data):
    known = (data.login, data.password) == (b"shop", b"open sesame")
    return AuthResult(success=known, handled=False)


def peer():
    asks = MANNER == "asks"
    return SMTP(Letters(), auth_required=asks, auth_require_tls=False, authenticator=let_in)


async def main():
    server = await asyncio.get_running_loop().create_server(peer, "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


asyncio.run(main())
