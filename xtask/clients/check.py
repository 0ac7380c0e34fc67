"""Do the clients of others understand the wire? Standard Webhooks verifies, a mail server and OpenSSH take what comes,
Schemathesis finds no fault.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import getpass
import http.server
import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time

from aiosmtpd.controller import Controller
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


def mail_server():
    """A mail server that keeps what it is handed: its address and the mails."""
    mails = queue.Queue()

    class Handler:
        async def handle_DATA(self, server, session, envelope):
            mails.put(envelope)
            return "250 taken"

    server = Controller(Handler(), hostname="127.0.0.1", port=free_port())
    server.start()
    return f"smtp://127.0.0.1:{server.port}", mails


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def file_server(folder):
    """OpenSSH with keys of its own: the address of its inbox, the inbox, and the file of keys that it lets in."""
    home = os.path.join(folder, "ssh")
    inbox, keys = os.path.join(home, "inbox"), os.path.join(home, "keys")
    os.makedirs(os.path.join(inbox, "other"))
    os.makedirs("/run/sshd", exist_ok=True)
    host, port = os.path.join(home, "host"), free_port()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", host], check=True)
    shown = subprocess.run(["ssh-keygen", "-lf", f"{host}.pub"], check=True, capture_output=True, text=True)
    config = os.path.join(home, "config")
    with open(config, "w") as file:
        file.write(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {keys}\nStrictModes no\n"
            "PasswordAuthentication no\nPermitRootLogin prohibit-password\nUsePAM no\nPidFile none\n"
            "Subsystem sftp internal-sftp\n"
        )
    server = subprocess.Popen([shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-e", "-f", config])
    fingerprint = shown.stdout.split()[1]
    return server, f"sftp://{getpass.getuser()}@127.0.0.1:{port}{inbox}", fingerprint, inbox, keys


def wait_for(what, found, seconds=60):
    """What is found in the end, or the end."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := found():
            return value
        time.sleep(0.1)
    sys.exit(f"never: {what}")


def main(program, folder):
    smtp, mails = mail_server()
    env = dict(
        os.environ, DATELINE_PRIVATE_NETWORKS="127.0.0.0/8", DATELINE_SMTP=smtp,
        DATELINE_MAIL_FROM="Meridian <wire@meridian.example>",
    )
    ssh, files, fingerprint, inbox, keys = file_server(folder)
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

        dateline("subscriber", "add", "Mail", "--to", "desk@courier.example", "--format", "nitf")
        wrong = dateline("subscriber", "add", "Wrong", "--to", f"{files}/other#SHA256:anotherkey")["secret"]
        right = dateline("subscriber", "add", "Files", "--to", f"{files}#{fingerprint}")["secret"]
        with open(keys, "w") as file:
            file.write(f"{wrong}\n{right}\n")
        dateline("send", "-", input=COPY.replace("a tenth", "a ninth"))

        def mail():
            while not mails.empty():
                envelope = mails.get()
                if b"a ninth" in envelope.content and b"nitf+xml" in envelope.content:
                    return envelope
            return None

        envelope = wait_for("the mail", mail)
        if envelope.rcpt_tos != ["desk@courier.example"] or envelope.mail_from != "wire@meridian.example":
            sys.exit(f"a mail from {envelope.mail_from} to {envelope.rcpt_tos}")
        print("aiosmtpd takes what is mailed")

        written = wait_for("the file", lambda: [name for name in os.listdir(inbox) if "ferry-fares" in name and name[0] != "."])
        with open(os.path.join(inbox, written[0])) as file:
            if "a ninth" not in file.read():
                sys.exit(f"{written[0]} says something else")
        if os.listdir(os.path.join(inbox, "other")):
            sys.exit("a server whose key the address does not name was given a file")
        print("OpenSSH takes what is put there, and only with the key that the address names")

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
        ssh.terminate()
        agency.terminate()
        agency.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
