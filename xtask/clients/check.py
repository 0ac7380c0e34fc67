"""Do the clients of others understand the wire? Standard Webhooks verifies, Schemathesis finds no fault.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import http.server
import json
import os
import queue
import subprocess
import sys
import threading

from standardwebhooks import Webhook, WebhookVerificationError

COPY = """---
slug: ferry-fares
section: world
---
Ferry fares rise in spring

Fares on the strait ferries rise by a tenth in spring, the line said.
"""


def receiver():
    """A destination that keeps what is posted to it."""
    posted = queue.Queue()

    class Destination(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            posted.put((dict(self.headers), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Destination)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/", posted


def verify(secret, posted):
    """What was posted is signed, and nothing else passes for it."""
    while True:
        headers, body = posted.get(timeout=30)
        event = Webhook(secret).verify(body, headers)
        try:
            Webhook(secret).verify(body + b" ", headers)
            sys.exit("a body that was changed passes for a signed one")
        except WebhookVerificationError:
            pass
        if event["type"] == "wire.new":
            return event


def main(program, folder):
    env = dict(os.environ, DATELINE_PRIVATE_NETWORKS="127.0.0.0/8")
    words = [program, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", folder]
    agency = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
    try:
        url = agency.stdout.readline().removeprefix("Dateline is at ").strip()

        def dateline(*words, **more):
            done = subprocess.run([program, "--data", folder, *words, "--json"], check=True, capture_output=True, text=True, **more)
            return json.loads(done.stdout)

        address, posted = receiver()
        secret = dateline("subscriber", "add", "Hook", "--to", address)["secret"]
        sent = dateline("send", "-", input=COPY)
        event = verify(secret, posted)
        if event["data"]["story"] != sent["story"]:
            sys.exit(f"another story was delivered: {event}")
        print("standardwebhooks verifies what is delivered")

        token = dateline("subscriber", "add", "Pull")["token"]
        dateline("send", "-", input=COPY.replace("a tenth", "an eighth"))
        schemathesis = os.path.join(os.path.dirname(sys.executable), "schemathesis")
        subprocess.run(
            [
                schemathesis, "run", f"{url}/api/openapi.json", "--header", f"Authorization: Bearer {token}",
                "--exclude-path", "/api/wire/live", "--checks", "all", "--max-examples", "25", "--seed", "7",
                "--rate-limit", "500/m", "--no-color",
            ],
            check=True, cwd=folder,
        )
    finally:
        agency.terminate()
        agency.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
