"""Do the clients of others understand the wire? Standard Webhooks verifies, mail servers and OpenSSH take what comes,
Schemathesis finds no fault.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import contextlib
import getpass
import http.cookiejar
import http.server
import json
import os
import queue
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

import dkim
import oidc_provider_mock
from aiosmtpd.controller import Controller
from ground import Desk, free_port, wait_for
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
    """A mail server that keeps what it is handed and knows nobody at refused.example: its port and the mails."""
    mails = queue.Queue()

    class Handler:
        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.endswith("@refused.example"):
                return "550 5.1.1 nobody of that name"
            envelope.rcpt_tos.append(address)
            return "250 known"

        async def handle_DATA(self, server, session, envelope):
            mails.put(envelope)
            return "250 taken"

    server = Controller(Handler(), hostname="127.0.0.1", port=free_port())
    server.start()
    return server.port, mails


def relay(folder, onward, returns):
    """Exim, which hands on what it takes and writes to whoever sent what it cannot: the server and its address."""
    home = os.path.join(folder, "exim")
    os.makedirs(os.path.join(home, "spool"))
    port, owner = free_port(), owner_of_mail()
    config = os.path.join(home, "config")
    with open(config, "w") as file:
        file.write(
            f"primary_hostname = relay.example\nlocal_interfaces = <; [127.0.0.1]:{port}\n"
            f"spool_directory = {home}/spool\nlog_file_path = {home}/%slog\npid_file_path = {home}/pid\n"
            f"exim_user = {owner}\nexim_group = {owner}\nnever_users =\n"
            "keep_environment =\ntls_advertise_hosts =\nacl_smtp_rcpt = accept\nacl_smtp_data = accept\n"
            "local_from_check = false\n"
            "begin routers\n"
            "ours:\n  driver = accept\n  domains = meridian.example\n  transport = keep\n"
            "onward:\n  driver = manualroute\n  route_list = * 127.0.0.1\n  self = send\n  transport = onward\n"
            "begin transports\n"
            f"keep:\n  driver = appendfile\n  directory = {returns}\n  maildir_format\n  user = {owner}\n  group = {owner}\n"
            f"onward:\n  driver = smtp\n  port = {onward}\n  hosts_try_prdr =\n  allow_localhost\n"
        )
    for path, _, names in os.walk(home):
        for name in [path, *(os.path.join(path, each) for each in names)]:
            if os.getuid() == 0 and name != config:
                os.chown(name, owner, owner)
    server = subprocess.Popen([shutil.which("exim4") or "/usr/sbin/exim4", "-C", config, "-bdf", "-q1s"])
    return server, f"smtp://127.0.0.1:{port}"


def owner_of_mail():
    """Whose the mailboxes are: nobody's where this is root, for no mail program delivers as root."""
    return 65534 if os.getuid() == 0 else os.getuid()


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


def mailbox(folder):
    """Dovecot with two folders of mail, reached by TLS: the server, its address, its certificate, how mail is put into the
    inbox, and where the other keeps what comes back."""
    home = os.path.join(folder, "imap")
    box = os.path.join(home, "mail")
    returns = os.path.join(box, ".Returns")
    for part in ("new", "cur", "tmp"):
        os.makedirs(os.path.join(box, part))
        os.makedirs(os.path.join(returns, part))
    is_root, uid = os.getuid() == 0, owner_of_mail()
    if is_root:
        for path, _, _ in os.walk(home):
            os.chown(path, uid, uid)
    key, certificate, port = os.path.join(home, "key"), os.path.join(home, "certificate"), free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-addext", "basicConstraints=critical,CA:FALSE"],
        check=True, capture_output=True,
    )
    config = os.path.join(home, "config")
    with open(config, "w") as file:
        file.write(
            f"protocols = imap\nbase_dir = {home}/run\nlog_path = {home}/log\nlisten = 127.0.0.1\n"
            f"ssl = required\nssl_cert = <{certificate}\nssl_key = <{key}\n"
            f"mail_location = maildir:{box}\nfirst_valid_uid = 1\nlast_valid_uid = 0\n"
            "service imap-login {\n  chroot =\n  inet_listener imap {\n    port = 0\n  }\n"
            f"  inet_listener imaps {{\n    port = {port}\n    ssl = yes\n  }}\n}}\n"
            "passdb {\n  driver = static\n  args = password=a-secret\n}\n"
            f"userdb {{\n  driver = static\n  args = uid={uid} gid={uid} home={home}\n}}\n"
        )
    server = subprocess.Popen([shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", config])

    def put(name, text):
        path = os.path.join(box, "tmp", name)
        with open(path, "w") as file:
            file.write(text)
        if is_root:
            os.chown(path, uid, uid)
        os.rename(path, os.path.join(box, "new", name))

    return server, f"imaps://wire@localhost:{port}", certificate, put, returns


def provider():
    """A provider of sign-ins that knows two people, of whom one has no verified address."""
    people = [
        oidc_provider_mock.User(sub="ada", claims={"email": "Ada@Press.example", "email_verified": True}),
        oidc_provider_mock.User(sub="eve", claims={"email": "ada@press.example", "email_verified": False}),
    ]
    running = oidc_provider_mock.run_server_in_thread(user_claims=people)
    return running, f"http://localhost:{running.__enter__().server_port}"


def sign_in_by_provider(url, sub):
    """Where somebody ends up who signs in by the provider: the address and the page."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with opener.open(f"{url}/sign-in/provider?next=/desk/drafts", timeout=30) as answer:
        asked = answer.url
    try:
        with opener.open(asked, urllib.parse.urlencode({"sub": sub}).encode(), timeout=30) as answer:
            return answer.url, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.url, error.read().decode()


def register(url, name, address):
    """Somebody wants to be a reader."""
    fields = {"name": name, "address": address, "password": "seven lanterns over Velm"}
    request = urllib.request.Request(
        f"{url}/account/register", urllib.parse.urlencode(fields).encode(), {"sec-fetch-site": "same-origin"}
    )
    urllib.request.urlopen(request, timeout=30).close()


def reader(url, mails, record):
    """A letter to a reader comes from an address that names it, and is signed as the published record says."""
    register(url, "Nora Vik", "nora@courier.example")
    letter = wait_for("the letter", lambda: next((it for it in iter_queue(mails) if b"/account/confirm/" in it.content.replace(b"=\r\n", b"")), None))
    if not re.fullmatch(r"wire\+[0-9a-f]{32}@meridian\.example", letter.mail_from):
        sys.exit(f"a letter from {letter.mail_from}")
    text = record[record.index("v=DKIM1"):].strip().strip('"').encode()
    found = dkim.verify(letter.content, dnsfunc=lambda name, timeout=5: text if b"dateline._domainkey.meridian.example" in name else b"")
    if not found:
        sys.exit(f"the letter is not signed as the record says: {record}")


def iter_queue(mails):
    """What is in a queue now."""
    while not mails.empty():
        yield mails.get()


def state_of_letter(folder, address):
    """How the last letter to an address stands; it is shown on no page."""
    with contextlib.closing(sqlite3.connect(f"file:{folder}/agency.sqlite?mode=ro", uri=True)) as database:
        found = database.execute("SELECT state FROM letter WHERE address = ? ORDER BY made_at DESC", [address]).fetchone()
    return found and found[0]


def main(program, folder):
    onward, mails = mail_server()
    ssh, files, fingerprint, inbox, keys = file_server(folder)
    imap, box, certificate, put, returns = mailbox(folder)
    exim, smtp = relay(folder, onward, returns)
    env = dict(
        os.environ, DATELINE_PRIVATE_NETWORKS="127.0.0.0/8", DATELINE_SMTP=smtp,
        DATELINE_MAIL_FROM="Meridian <wire@meridian.example>",
    )
    env["SSL_CERT_FILE"] = certificate
    env["DATELINE_RETURNS"] = box.replace("wire@", "wire:a-secret@") + "/Returns"
    signing_in, issuer = provider()
    env |= {"DATELINE_OIDC_ISSUER": issuer, "DATELINE_OIDC_CLIENT": "dateline", "DATELINE_OIDC_SECRET": "a secret"}
    words = [program, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", folder]
    agency = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
    try:
        url = agency.stdout.readline().removeprefix("Dateline is at ").strip()
        link = agency.stdout.readline().split()[-1]

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
        print("Exim takes what is mailed, and aiosmtpd from it")

        reader(url, mails, subprocess.run([program, "--data", folder, "dkim"], check=True, capture_output=True, text=True, env=env).stdout)
        print("dkimpy verifies a letter to a reader")

        written = wait_for("the file", lambda: [name for name in os.listdir(inbox) if "ferry-fares" in name and name[0] != "."])
        with open(os.path.join(inbox, written[0])) as file:
            if "a ninth" not in file.read():
                sys.exit(f"{written[0]} says something else")
        if os.listdir(os.path.join(inbox, "other")):
            sys.exit("a server whose key the address does not name was given a file")
        print("OpenSSH takes what is put there, and only with the key that the address names")

        dateline("user", "add", "ada@press.example", "--name", "Ada", "--role", "editor")
        where, page = sign_in_by_provider(url, "ada")
        if not where.endswith("/desk/drafts") or "Ada" not in page:
            sys.exit(f"Ada ends up at {where}: {page}")
        where, page = sign_in_by_provider(url, "eve")
        if "/sign-in/provider/return" not in where or "Ada" in page:
            sys.exit(f"who has no verified address ends up at {where}")
        print("a provider of sign-ins lets in whom it knows")

        desk = Desk(url, link)
        put("1", "From: a@press.example\nSubject: What was there before\nMessage-ID: <1@press.example>\n\nIt is left.\n")
        wait_for("dovecot", lambda: not socket.socket().connect_ex(("127.0.0.1", int(box.split(":")[-1]))))
        desk.post(
            "/desk/sources", do="source", name="Mailbox", intake="mailbox", address=box, token="a-secret", minutes="1",
            to="en/world", becomes="draft",
        )
        page = desk.get("/desk/sources")
        source = next(part.split('"')[0] for part in page.split("/desk/sources/")[1:] if "Mailbox" in part[:80])
        wait_for("the first look", lambda: "unchanged" in desk.get(f"/desk/sources/{source}"))
        put("2", "From: a@press.example\nSubject: Storm closes the pass\nMessage-ID: <2@press.example>\n\nThe pass closed.\n")
        desk.post("/desk/sources", do="rest", id=source)
        desk.post("/desk/sources", do="use", id=source)
        page = wait_for("the mail that came in", lambda: (it := desk.get(f"/desk/sources/{source}")) and "Storm closes" in it and it)
        if "What was there before" in page or "2@press.example" not in page:
            sys.exit("the mailbox gave something else")
        print("Dovecot gives what came, by TLS")

        token = dateline("subscriber", "add", "Pull")["token"]
        dateline("send", "-", input=COPY.replace("a tenth", "an eighth"))
        schemathesis = os.path.join(os.path.dirname(sys.executable), "schemathesis")
        subprocess.run(
            [
                schemathesis, "--config-file", os.path.join(os.path.dirname(os.path.abspath(__file__)), "schemathesis.toml"), "run", f"{url}/api/openapi.json", "--header", f"Authorization: Bearer {token}",
                "--exclude-path", "/api/wire/live", "--checks", "all", "--max-examples", "25", "--seed", "7",
                "--rate-limit", "500/m", "--no-color",
            ],
            check=True, cwd=folder,
        )

        register(url, "Nobody There", "nobody@refused.example")
        wait_for("what comes back", lambda: os.listdir(os.path.join(returns, "new")) or os.listdir(os.path.join(returns, "cur")))
        # What came back is read when the agency starts, and every two minutes.
        agency.terminate()
        agency.wait()
        agency = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
        wait_for("the letter noted as one that came back", lambda: state_of_letter(folder, "nobody@refused.example") == "bounced")
        print("what Exim returns is read and noted")
    finally:
        ssh.terminate()
        exim.terminate()
        imap.terminate()
        signing_in.__exit__(None, None, None)
        agency.terminate()
        agency.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
