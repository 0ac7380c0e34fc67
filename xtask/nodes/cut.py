"""Is what clients saw a history that may have been, also when the network is cut?

Three nodes reach database and bus by wires of ours, which can be cut so that nothing passes and nobody is told. Senders send
revisions of a few stories at all nodes; watchers pull the wire and hear newsfeeds of each. Meanwhile wires are cut and mended.
At the end the histories are held against each other: nothing acknowledged is lost, nothing comes twice, a story's revisions
come in their order, and a send that was answered before another began stands before it.

Called by `cargo xtask ci nodes` with the program, an empty folder and the folder of PostgreSQL's programs.
"""

import contextlib
import json
import os
import random
import re
import select
import signal
import socket
import sys
import threading
import time
import urllib.request

from check import Node, Postgres, clean, ended, free_port, get, must, nats, wait_for

COPY = """---
slug: {story}
section: world
---
Ferry line {story} is late: {text}

The ferry is late for the reason {text}.

It was late on the days before, for others.
"""
STORIES = 6
SENDERS = 8


class Wire:
    """A wire to a port, which can be cut: what is under way on it is lost, and no end is told."""

    def __init__(self, to):
        self.to, self.is_cut = to, threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            if self.is_cut.is_set():
                # As if nobody were there: it is taken and never answered.
                threading.Thread(target=self.hold, args=(near,), daemon=True).start()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.to), 5)
            except OSError:
                near.close()
                continue
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    def hold(self, near):
        while self.is_cut.is_set():
            time.sleep(0.1)
        near.close()

    def carry(self, near, far):
        """Carries both ways; once cut, it carries nothing more, and lets go when the wire is mended."""
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(OSError):
            while not self.is_cut.is_set():
                ready, _, _ = select.select([near, far], [], [], 0.1)
                for end in ready:
                    data = end.recv(1 << 16)
                    if not data:
                        raise OSError
                    if self.is_cut.is_set():
                        break
                    (far if end is near else near).sendall(data)
        self.hold(near)
        far.close()


class History:
    """What everybody saw, each in their order."""

    def __init__(self):
        self.lock = threading.Lock()
        self.sends, self.pulls, self.heard, self.refused = [], {}, {}, 0

    def send(self, node, story, text):
        began = time.monotonic()
        done = node.dateline("send", "-", input=COPY.format(story=story, text=text))
        ended = time.monotonic()
        with self.lock:
            if done.returncode == 0:
                self.sends.append({"began": began, "ended": ended, "text": text, **json.loads(done.stdout)})
            else:
                self.refused += 1

    def pull(self, node, token, stop):
        """Pulls the wire at a node, each time from where the last pull ended, until all that was acknowledged has come.

        What a subscriber is given follows the wire: after a cut another node may first have to take that duty over."""
        seen, after, until = self.pulls.setdefault(node.url, []), "", None
        while True:
            if stop.is_set() and until is None:
                until = time.monotonic() + 60
            request = urllib.request.Request(f"{node.url}/api/wire?limit=50&after={after}", headers={"authorization": f"Bearer {token}"})
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    told = json.load(answer)
            except (OSError, ValueError):
                time.sleep(0.3)
                continue
            seen += [entry for entry in told["entries"] if "Ferry line" in json.dumps(entry)]
            after = told["next"]
            if told.get("nothing_new"):
                if until and (self.has_come(seen) or time.monotonic() > until):
                    return
                time.sleep(0.5)

    def has_come(self, seen):
        """Whether all that was acknowledged is in what somebody saw; asked when nobody sends any more."""
        return {it["text"] for it in self.sends} <= {text for entry in seen for text in self.texts(entry)}

    @staticmethod
    def texts(entry):
        """The text that an entry has of its own: in its headline, not in what it tells of others."""
        return set(re.findall(r"is late: (t[0-9]+x)", entry["headline"]))

    def hear(self, node):
        """Hears the newsfeed of a node, and opens it again where it ends."""
        heard = self.heard.setdefault(node.url, [])
        while True:
            with contextlib.suppress(OSError, ValueError):
                with urllib.request.urlopen(f"{node.url}/live", timeout=30) as stream:
                    for line in stream:
                        heard += re.findall(r"Ferry line (s[0-9]+) is late: (t[0-9]+x)", line.decode())
            time.sleep(0.2)

    def check(self):
        """Ends with what cannot have been."""
        by_place = sorted(self.sends, key=lambda it: it["sequence"])
        must(len({it["sequence"] for it in by_place}) == len(by_place), "two sends were told one place on the wire")
        must(len({(it["story"], it["revision"]) for it in by_place}) == len(by_place), "two sends were told one revision")
        # Whoever was answered before another began stands before it.
        first_end = float("inf")
        for it in reversed(by_place):
            must(it["began"] <= first_end, f"{it['text']} began after one was answered that stands behind it")
            first_end = min(first_end, it["ended"])
        ids = []
        for url, seen in self.pulls.items():
            versions = {}
            for entry in seen:
                story, version = entry["story"], entry["version"]
                must(version == versions.get(story, 0) + 1, f"{url}: {story} goes from {versions.get(story)} to {version}")
                versions[story] = version
            ids.append([(entry["story"], entry["version"]) for entry in seen])
        must(all(other == ids[0] for other in ids), f"those who pull saw {[len(it) for it in ids]} entries, or another order")
        where = {}
        for entry in next(iter(self.pulls.values())):
            for text in self.texts(entry):
                must(text not in where, f"{text} came twice")
                where[text] = (entry["story"], entry["version"])
        last = {}
        for it in by_place:
            story, version = where.get(it["text"], (None, 0))
            must(story == it["story"], f"{it['text']} was acknowledged and those who pull did not see it")
            must(version > last.get(story, 0), f"{it['text']} stands behind a later one of its story")
            last[story] = version
        order = {it["text"]: it["sequence"] for it in self.sends}
        for url, heard in self.heard.items():
            last = {}
            for story, text in heard:
                place = order.get(text, 0)
                must(place == 0 or place >= last.get(story, 0), f"{url}: the newsfeed of {story} goes back to {text}")
                last[story] = max(place, last.get(story, 0))
        return ids[0]


def main(program, folder, programs):
    database = Postgres(programs)
    bus_port = free_port()
    children = [nats(bus_port, free_port(), folder, database)]
    with ended(database, children):
        run(program, folder, database, bus_port, children)


def run(program, folder, database, bus_port, children):
    keys = os.path.join(folder, "keys")
    nodes = []
    for n in range(3):
        to_database, to_bus = Wire(database.port), Wire(bus_port)
        node = Node(program, os.path.join(folder, f"n{n}"), clean() | {
            "DATELINE_DATABASE": f"postgres://dateline@127.0.0.1:{to_database.port}/agency", "DATELINE_KEYS": keys,
            "DATELINE_BUS": f"nats://127.0.0.1:{to_bus.port}",
        })
        node.to_database, node.to_bus = to_database, to_bus
        nodes.append(node)
        node.start()
        children.append(node.child)
        wait_for("a node", node.is_ready, 90)
    tokens = [json.loads(node.dateline("subscriber", "add", f"Pull {n}").stdout)["token"] for n, node in enumerate(nodes)]

    history, stop, end = History(), threading.Event(), threading.Event()
    numbers = iter(range(1, 1 << 30))
    dice = random.Random(7)

    def sender():
        while not stop.is_set():
            history.send(dice.choice(nodes), f"s{dice.randrange(STORIES)}", f"t{next(numbers)}x")

    for node in nodes:
        threading.Thread(target=history.hear, args=(node,), daemon=True).start()
    watchers = [threading.Thread(target=history.pull, args=(node, token, end)) for node, token in zip(nodes, tokens)]
    senders = [threading.Thread(target=sender) for _ in range(SENDERS)]
    for thread in watchers + senders:
        thread.start()

    def cut(seconds, *wires):
        for wire in wires:
            wire.is_cut.set()
        time.sleep(seconds)
        for wire in wires:
            wire.is_cut.clear()
        time.sleep(3)

    time.sleep(3)
    cut(8, nodes[0].to_database)
    cut(5, nodes[1].to_bus)
    nodes[2].child.send_signal(signal.SIGSTOP)
    time.sleep(7)
    nodes[2].child.send_signal(signal.SIGCONT)
    time.sleep(3)
    cut(4, nodes[0].to_database, nodes[1].to_database, nodes[1].to_bus)
    stop.set()
    for thread in senders:
        thread.join()
    for node in nodes:
        wait_for("a node that is ready", lambda: get(f"{node.url}/readyz")[0] == 200, 60)
    end.set()
    for thread in watchers:
        thread.join()
    seen = history.check()
    verdict = json.loads(nodes[1].dateline("verify").stdout)
    must(verdict["fault"] is None, f"the wire does not hold: {verdict}")
    times = sorted(it["ended"] for it in history.sends)
    longest = max(b - a for a, b in zip(times, times[1:]))
    print(
        f"with wires cut: {len(history.sends)} sends acknowledged and {history.refused} not, {len(seen)} entries seen alike at three nodes, "
        f"{sum(map(len, history.heard.values()))} heard in newsfeeds, a history that may have been; the longest time without any answer {longest:.1f} s"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
