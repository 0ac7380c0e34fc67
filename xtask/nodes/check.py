"""Do three nodes hold what one holds? A demo is moved to PostgreSQL and served by three nodes behind haproxy, with NATS and a
bucket; then nodes, bus and database are killed, stopped and cut off while stories are sent.

Called by `cargo xtask ci nodes` with the program, an empty folder and the folder of PostgreSQL's programs; a fault is an
exit status other than 0. What was measured is printed and checked by nobody.
"""

import concurrent.futures
import contextlib
import http.cookiejar
import http.server
import json
import os
import queue
import re
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib

COPY = """---
slug: {slug}
section: world
---
Ferry {slug} is late

The ferry {slug} is late, the line said.
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, found, seconds=60):
    """What is found in the end, or the end."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError, urllib.error.URLError):
            if value := found():
                return value
        time.sleep(0.05)
    sys.exit(f"never: {what}")


def get(url, seconds=10):
    """Status, headers and text of an answer, whatever the status."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


class Postgres:
    """A PostgreSQL server whose files survive its death."""

    def __init__(self, programs):
        self.programs, self.port = programs, free_port()
        self.folder = tempfile.mkdtemp(prefix="dateline-nodes-")
        self.owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.getuid() == 0 else []
        if self.owner:
            shutil.chown(self.folder, "postgres", "postgres")
        self.data = os.path.join(self.folder, "data")
        subprocess.run(
            [*self.owner, f"{programs}/initdb", "--locale=C", "--encoding=UTF8", "--auth=trust", "--username=dateline", "-D", self.data],
            check=True, cwd=self.folder, stdout=subprocess.DEVNULL,
        )
        self.certificate, self.key = self.encrypt()
        self.start()
        wait_for("PostgreSQL", self.is_ready)
        subprocess.run([f"{programs}/createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "dateline", "agency"], check=True)

    def encrypt(self):
        """Gives the server a certificate; where it is, and its key."""
        key, certificate = os.path.join(self.data, "server.key"), os.path.join(self.data, "server.crt")
        subprocess.run(
            [*self.owner, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"],
            check=True, capture_output=True, cwd=self.folder,
        )
        with open(os.path.join(self.data, "postgresql.conf"), "a") as file:
            file.write("ssl = on\n")
        shown = tempfile.NamedTemporaryFile(prefix="dateline-nodes-", suffix=".crt", delete=False).name
        shutil.copy(certificate, shown)
        return shown, key

    def start(self):
        log = open(os.path.join(self.folder, "log"), "a")
        self.child = subprocess.Popen(
            [*self.owner, f"{self.programs}/postgres", "-D", self.data, "-p", str(self.port), "-k", self.folder],
            cwd=self.folder, stdout=log, stderr=log,
        )

    def is_ready(self):
        return subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0

    def stop(self, how):
        self.child.send_signal(how)
        self.child.wait()

    def ask(self, statements):
        """What the last statement says, in one line."""
        words = [f"{self.programs}/psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "dateline", "-d", "agency", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", statements]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()

    def address(self):
        return f"postgres://dateline@127.0.0.1:{self.port}/agency"


class Node:
    """One of the nodes."""

    def __init__(self, program, folder, env):
        self.program, self.folder, self.env, self.port = program, folder, env, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        log = open(f"{self.folder}.log", "a")
        words = [self.program, "serve", "--demo", "--listen", f"127.0.0.1:{self.port}", "--data", self.folder]
        self.child = subprocess.Popen(words, stdout=log, stderr=log, env=self.env)

    def is_ready(self):
        return get(f"{self.url}/", 2)[0] == 200

    def dateline(self, *words, **more):
        return subprocess.run([self.program, "--data", self.folder, *words, "--json"], capture_output=True, text=True, env=self.env, **more)

    def send(self, slug):
        """Sends a story by this node; what it answered, or nothing where it did not acknowledge it."""
        done = self.dateline("send", "-", input=COPY.format(slug=slug))
        if done.returncode != 0:
            return None
        sent = json.loads(done.stdout)
        return sent | {"path": urllib.parse.urlparse(sent["address"]).path}


class Ear:
    """An open newsfeed of a node: when it heard of which headline."""

    def __init__(self, url, query=""):
        self.heard, self.connection = {}, None
        self.url, self.query = url, query
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            with contextlib.suppress(OSError, ValueError):
                with urllib.request.urlopen(f"{self.url}/live{self.query}", timeout=600) as stream:
                    for line in stream:
                        now = time.monotonic()
                        for slug in re.findall(rb"Ferry ([a-z0-9-]+) is late", line):
                            self.heard.setdefault(slug.decode(), now)
                        for word in re.findall(rb"said at node [a-z0-9]+", line):
                            self.heard.setdefault(word.decode(), now)
            time.sleep(0.2)


def receiver():
    """A destination: how often each delivery came, and of which story."""
    came, lock = {}, threading.Lock()

    class Destination(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                times, _ = came.get(self.headers["webhook-id"], (0, None))
                came[self.headers["webhook-id"]] = (times + 1, json.loads(body)["data"].get("story"))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Destination)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/", came


def proxy(folder, nodes):
    """haproxy before the nodes, each asked whether it is there."""
    port = free_port()
    config = os.path.join(folder, "haproxy.cfg")
    servers = "".join(f"  server n{n} 127.0.0.1:{node.port} check inter 500ms fall 2 rise 1\n" for n, node in enumerate(nodes))
    with open(config, "w") as file:
        file.write(
            "global\n  maxconn 1000\ndefaults\n  mode http\n  timeout connect 2s\n  timeout client 60s\n  timeout server 60s\n"
            "  option redispatch\n  retries 3\n  retry-on conn-failure\n"
            f"frontend site\n  bind 127.0.0.1:{port}\n  default_backend nodes\n"
            f"backend nodes\n  balance roundrobin\n  option httpchk GET /healthz\n{servers}"
        )
    return subprocess.Popen([shutil.which("haproxy") or "/usr/sbin/haproxy", "-q", "-f", config]), f"http://127.0.0.1:{port}", port


class Person:
    """A browser with cookies."""

    def __init__(self, url):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def post(self, path, **fields):
        request = urllib.request.Request(self.url + path, urllib.parse.urlencode(fields).encode(), {"sec-fetch-site": "same-origin"})
        with self.opener.open(request, timeout=30) as answer:
            return answer.read().decode()

    def upload(self, path, data):
        headers = {"sec-fetch-site": "same-origin", "content-type": "application/octet-stream"}
        with self.opener.open(urllib.request.Request(self.url + path, data, headers), timeout=30) as answer:
            return json.load(answer)

    def at(self, url):
        """The same browser at another node."""
        other = Person(url)
        other.opener = self.opener
        return other

    def picture(self, path):
        with self.opener.open(self.url + path, timeout=30) as answer:
            return answer.headers["content-type"]


def png():
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x30\x60\x90" * 640 for _ in range(400))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 640, 400, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def must(is_so, what):
    if not is_so:
        sys.exit(what)


def nats(port, watched, folder, database):
    """A NATS server that speaks TLS to whoever wants it, and says at another port who is there."""
    config = os.path.join(folder, "nats.conf")
    with open(config, "w") as file:
        file.write(
            f'listen: "127.0.0.1:{port}"\nhttp: "127.0.0.1:{watched}"\nallow_non_tls: true\n'
            f'tls {{ cert_file: "{database.certificate}", key_file: "{database.key}" }}\n'
        )
    return subprocess.Popen([shutil.which("nats-server") or "/usr/sbin/nats-server", "-c", config], stderr=subprocess.DEVNULL)


def clean():
    """The variables without those that configure an agency."""
    return {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}


@contextlib.contextmanager
def ended(database, children):
    """Ends what was started, however it went."""
    try:
        yield
    finally:
        for child in children:
            child.kill()
        with contextlib.suppress(Exception):
            database.stop(signal.SIGINT)
        shutil.rmtree(database.folder, ignore_errors=True)


def main(program, folder, programs):
    database = Postgres(programs)
    bus_port, watched, s3_port = free_port(), free_port(), free_port()
    start_bus = lambda: nats(bus_port, watched, folder, database)
    bus = start_bus()
    s3 = subprocess.Popen([os.path.join(os.path.dirname(sys.executable), "moto_server"), "-p", str(s3_port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children = [s3]
    with ended(database, children):
        run(program, folder, database, (bus, start_bus, bus_port, watched), s3_port, children)


def run(program, folder, database, bus, s3_port, children):
    bus, start_bus, bus_port, watched = bus
    children.append(bus)

    # An agency in a folder, moved to the database with everything in it.
    first = os.path.join(folder, "n0")
    alone = Node(program, first, clean())
    alone.start()
    children.append(alone.child)
    wait_for("the demo", alone.is_ready)
    before = json.loads(alone.dateline("verify").stdout)
    alone.child.terminate()
    alone.child.wait()
    moved = subprocess.run([program, "--data", first, "move", "--to", database.address()], capture_output=True, text=True, env=clean())
    must(moved.returncode == 0 and "holds entry by entry" in moved.stdout, f"the agency was not moved: {moved.stdout}{moved.stderr}")
    print(f"a demo of {before['entries']} entries is moved to PostgreSQL")

    # Three nodes, one address.
    keys = os.path.join(first, "keys")
    hook, came = receiver()
    wait_for("the bucket's server", lambda: get(f"http://127.0.0.1:{s3_port}/")[0] == 200)
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{s3_port}/pictures", method="PUT"), timeout=10).close()
    env = clean() | {
        "DATELINE_DATABASE": database.address(), "DATELINE_BUS": f"nats://127.0.0.1:{bus_port}", "DATELINE_KEYS": keys,
        "DATELINE_MEDIA": f"s3://pictures/agency?endpoint=http://127.0.0.1:{s3_port}&region=us-east-1",
        "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "DATELINE_PRIVATE_NETWORKS": "127.0.0.0/8",
    }
    nodes = [Node(program, os.path.join(folder, f"n{n}"), env) for n in range(3)]
    balance, site, port = proxy(folder, nodes)
    children.append(balance)
    # One of them speaks to database and bus by TLS, and to nobody whom it does not know.
    by_tls = database.address().replace("127.0.0.1", "localhost") + "?sslmode=require"
    stranger = subprocess.run(
        [program, "--data", os.path.join(folder, "stranger"), "serve", "--listen", "127.0.0.1:0"],
        capture_output=True, text=True, env=env | {"DATELINE_DATABASE": by_tls}, timeout=60,
    )
    must(stranger.returncode == 1 and "certificate" in stranger.stderr, f"a server that nobody vouches for is taken: {stranger.stdout}{stranger.stderr}")
    nodes[1].env = env | {
        "DATELINE_DATABASE": by_tls, "DATELINE_BUS": f"tls://localhost:{bus_port}", "SSL_CERT_FILE": database.certificate,
    }
    for node in nodes:
        node.env = node.env | {"DATELINE_PUBLIC_URL": site}
        node.start()
        children.append(node.child)
    for node in nodes:
        wait_for("a node", node.is_ready)
    wait_for("the site", lambda: get(f"{site}/")[0] == 200)
    after = json.loads(nodes[1].dateline("verify").stdout)
    must((before["entries"], before["head"]) == (after["entries"], after["head"]), f"{before} became {after}")
    encrypted = int(database.ask("SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE s.ssl AND a.usename = 'dateline' AND a.application_name = 'dateline'"))
    must(encrypted >= 2, f"{encrypted} connections are encrypted")
    woken = json.loads(get(f"http://127.0.0.1:{watched}/connz")[2])["connections"]
    by_tls = [it for it in woken if it.get("tls_version")]
    must((len(woken), len(by_tls)) == (3, 1), f"on the bus there are {woken}")
    print("three nodes serve what one had, one of them by TLS")

    found = json.loads(nodes[0].dateline("doctor", "--dns", "127.0.0.1:9").stdout)
    said = next(it for it in found if it["of"] == "database")
    must(said["health"] == "well" and "locale C" in said["says"], f"the doctor says {said}")

    secret = json.loads(nodes[0].dateline("subscriber", "add", "Hook", "--to", hook).stdout)
    must("secret" in secret, f"no subscriber: {secret}")

    # What one sends, the others show, hear and deliver.
    ears = [Ear(node.url) for node in nodes]
    time.sleep(1.5)
    acknowledged, late = {}, []
    for n in range(24):
        sent = nodes[n % 3].send(f"calm-{n}")
        told = time.monotonic()
        must(sent, "a send in calm was not acknowledged")
        acknowledged[f"calm-{n}"] = sent
        for ear in ears:
            wait_for(f"calm-{n} in a newsfeed", lambda: f"calm-{n}" in ear.heard, 10)
        late += [max(0.0, ear.heard[f"calm-{n}"] - told) for ear in ears]
        other = nodes[(n + 1) % 3]
        must(f"calm-{n}" in get(other.url + sent["path"])[2], "another node does not show it")
    print(f"newsfeeds of three nodes heard, after the answer: median {statistics.median(late) * 1000:.0f} ms, last {max(late) * 1000:.0f} ms")

    # A room is one room.
    story = acknowledged["calm-0"]
    reader = Person(nodes[0].url)
    reader.post("/account/log-in", address="reader1@readers.example", password="lanterns over the lenn")
    room_ear = Ear(nodes[2].url, f"?room={story['story']}:0")
    time.sleep(1)
    said = json.loads(reader.post(f"{story['path']}/chat/say", text="This was said at node null", client_id="first-words-01"))
    must(said["state"] in ("visible", "held"), f"nothing was said: {said}")
    if said["state"] == "visible":
        wait_for("what was said, at another node", lambda: "said at node null" in room_ear.heard, 10)
        print("what is said at one node is heard at another")

    # Many at once.
    def one(n):
        return f"many-{n}", nodes[n % 3].send(f"many-{n}")

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for slug, sent in pool.map(one, range(96)):
            must(sent, f"{slug} was not acknowledged")
            acknowledged[slug] = sent
    sequences = [sent["sequence"] for sent in acknowledged.values()]
    must(len(set(sequences)) == len(sequences), "two sends have one place")
    print("sixteen senders at three nodes: no gap, none twice")

    # A picture taken by one node is shown by another.
    link = json.loads(nodes[0].dateline("user", "add", "ada@press.example", "--name", "Ada", "--role", "editor").stdout)
    ada = Person(nodes[1].url)
    claim = next(value for value in link.values() if isinstance(value, str) and "/claim/" in value)
    ada.post(urllib.parse.urlparse(claim).path, password="a good long password")
    taken = ada.upload("/desk/media-upload", png())
    must(ada.at(nodes[2].url).picture(f"/desk/media/{taken['id']}/files/file.jpg") == "image/jpeg", "a picture is not shown elsewhere")
    must(not os.path.exists(os.path.join(nodes[1].folder, "media")), "a picture is in a node's folder")
    print("a picture taken at one node is shown at another")

    under_fault(nodes, ears, acknowledged, children)
    bus.kill()
    sent = nodes[0].send("without-bus")
    must(sent, "without a bus nothing is sent")
    acknowledged["without-bus"] = sent
    wait_for("a send without a bus", lambda: all("without-bus" in ear.heard for ear in ears), 10)
    children.append(start_bus())
    print("without NATS the others find by themselves what is new")

    without_database(nodes, site, database, acknowledged)
    moving_schema(nodes, database, acknowledged, children)
    finish(nodes, site, acknowledged, came, before)


def under_fault(nodes, ears, acknowledged, children):
    """Every node in turn is killed, then stopped for longer than it may keep the duties, while the others send."""
    for n, node in enumerate(nodes):
        others = [each for each in nodes if each is not node]
        for how in (signal.SIGKILL, signal.SIGSTOP):
            node.child.send_signal(how)
            for m in range(6):
                slug = f"fault-{n}-{how.name.lower()}-{m}"
                if sent := others[m % 2].send(slug):
                    acknowledged[slug] = sent
            if how == signal.SIGSTOP and n == 0:
                time.sleep(12)
            if how == signal.SIGKILL:
                node.start()
                children.append(node.child)
            else:
                node.child.send_signal(signal.SIGCONT)
            wait_for("the node again", node.is_ready)
    print("each node was killed and stopped while the others sent")


def without_database(nodes, site, database, acknowledged):
    """The database dies while stories are sent; what is at hand is shown meanwhile, and nobody is restarted."""
    path = acknowledged["calm-1"]["path"]
    for node in nodes:
        must(get(node.url + path)[0] == 200, "a story is not there")
    database.stop(signal.SIGQUIT)
    for node in nodes:
        status, _, text = get(node.url + path)
        must(status == 200 and "calm-1" in text, f"a page at hand is {status} while the database is away")
        status, headers, _ = get(f"{node.url}{acknowledged['many-5']['path']}/revisions/0")
        must(status == 503 and headers["retry-after"], f"a page that is not at hand is {status}")
    must(get(f"{nodes[0].url}/healthz")[0] == 200 and get(f"{nodes[0].url}/readyz")[0] == 503, "a node does not say how it is")
    must(nodes[0].send("away") is None, "a send was acknowledged without a database")
    database.start()
    wait_for("PostgreSQL again", database.is_ready)
    wait_for("a node that is ready", lambda: get(f"{nodes[0].url}/readyz")[0] == 200, 30)
    for n, node in enumerate(nodes):
        acknowledged[f"back-{n}"] = wait_for("a send after it", lambda: node.send(f"back-{n}"), 30)
        wait_for("the page after it", lambda: get(site + acknowledged[f"back-{n}"]["path"])[0] == 200, 30)
    print("while the database was away pages at hand were served, and all was whole again by itself")


def moving_schema(nodes, database, acknowledged, children):
    """The schema of the next version comes while stories are sent, played here by its statements: what only adds is worked
    beside, by nodes that run and by nodes that start; what takes away is not."""
    known = int(database.ask("SELECT max(number) FROM migration"))
    going, failed = threading.Event(), []

    def send_on():
        n = 0
        while not going.is_set():
            slug = f"moving-{n}"
            if sent := nodes[n % 2].send(slug):
                acknowledged[slug] = sent
            else:
                failed.append(slug)
            n += 1

    sender = threading.Thread(target=send_on)
    sender.start()
    time.sleep(1)
    database.ask(
        "BEGIN; SELECT pg_advisory_xact_lock(7233190455493095013);"
        "ALTER TABLE story ADD COLUMN next_build TEXT; ALTER TABLE wire ADD COLUMN next_build BIGINT NOT NULL DEFAULT 7;"
        "CREATE TABLE next_build (id BIGINT PRIMARY KEY); CREATE INDEX next_build_story ON story (next_build);"
        f"INSERT INTO migration VALUES (1000, ''); INSERT INTO migration_least VALUES (1000, {known}); COMMIT"
    )
    time.sleep(1)
    last = nodes[2]
    last.child.terminate()
    last.child.wait()
    last.start()
    children.append(last.child)
    wait_for("a node on the newer schema", last.is_ready)
    going.set()
    sender.join()
    must(not failed, f"not acknowledged while the schema moved: {failed}")
    acknowledged["moved"] = last.send("moved")
    must(acknowledged["moved"], "a node that started on the newer schema does not send")
    backup = subprocess.run([last.program, "--data", last.folder, "backup", f"{last.folder}.backup"], capture_output=True, text=True, env=last.env)
    must(backup.returncode == 1 and "newer dateline" in backup.stderr, f"a backup without what is newer: {backup.stdout}{backup.stderr}")

    database.ask("INSERT INTO migration VALUES (1001, ''); INSERT INTO migration_least VALUES (1001, 1000)")
    last.child.terminate()
    last.child.wait()
    last.start()
    children.append(last.child)
    must(last.child.wait(30) == 1, "a node started on a schema that took away what it needs")
    with open(f"{last.folder}.log") as log:
        must("use the newer dateline" in log.read(), "it does not say why")
    database.ask(
        "DELETE FROM migration WHERE number >= 1000; DELETE FROM migration_least WHERE number >= 1000; DROP TABLE next_build;"
        "ALTER TABLE story DROP COLUMN next_build; ALTER TABLE wire DROP COLUMN next_build"
    )
    last.start()
    children.append(last.child)
    wait_for("the node again", last.is_ready)
    sent = sum(slug.startswith("moving-") for slug in acknowledged)
    print(f"{sent} stories were sent while a newer schema came, and nodes ran and started on it")


def finish(nodes, site, acknowledged, came, before):
    """All that was acknowledged is there, in one wire without a gap, and was delivered under one id each."""
    for slug, sent in acknowledged.items():
        status, _, text = get(site + sent["path"])
        must(status == 200 and slug in text, f"{slug} was acknowledged and is {status}")
    verdict = json.loads(nodes[2].dateline("verify").stdout)
    must(verdict["fault"] is None, f"the wire does not hold: {verdict}")
    wanted = {sent["story"] for sent in acknowledged.values()}
    wait_for("every delivery", lambda: wanted <= {story for _, story in came.values()}, 90)
    by_story = [story for _, story in came.values() if story in wanted]
    must(len(by_story) == len(set(by_story)), "a story was delivered under two ids")
    again = sum(times - 1 for times, _ in came.values())
    print(
        f"in all: {len(acknowledged)} sends at three nodes, {verdict['entries'] - before['entries']} entries, none lost; "
        f"{len(by_story)} deliveries, {again} of them tried again under the same id"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
