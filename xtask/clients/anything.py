"""Does anything that can be asked of the whole site make it fail? Every page is walked and every form is found, by nobody and by
an administrator; then all of it is asked again, changed in every way that dice can think of.

Whatever is asked, the answer is one that HTTP knows, in time; none says that the house failed; no mark-up that was typed comes
back as mark-up; and afterwards the record still verifies.

Called by `cargo xtask ci clients` with the program and an empty folder, and by hand with a number of seconds and a seed too; a fault
is an exit status other than 0.
"""

import collections
import html.parser
import http.client
import os
import random
import re
import subprocess
import sys
import time
import urllib.parse

from ground import Desk

MARK = "dtl7mark"
# Typed as it is, it must never come back as it is.
TAG = f"<script>{MARK}</script>"
ODD = [
    "", " ", "0", "-1", "99999999999999999999", "1e309", "NaN", "null", "true", "[]", "{}", "a" * 70_000, "\0", "a\0b", "\ufeff", "\u202e",
    "é" * 300, "日本語", "🎈" * 50, "ﷺ", TAG, f"\"'>{TAG}", f"javascript:{MARK}", f"]]>{TAG}", "' OR 1=1 --", "%00", "%", "../" * 20, "..\\..",
    "http://127.0.0.1:1/", "file:///etc/passwd", "\r\nSet-Cookie: own=1\r\n\r\n", "a\nb", "2026-02-30", "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59Z", "en", "ru", "world", "{{ 7 * 7 }}", "{% include 'x' %}", "*" * 5000, "(" * 5000, "> " * 3000, "[a](" * 2000, "\\", "$(id)",
]
METHODS = ["GET"] * 6 + ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"]
FIELDS = {
    "accept": ["*/*", "text/html", "application/json;q=0.1,*/*", "x", "/", ",", "a/b;q=9"],
    "accept-encoding": ["gzip", "br", "zstd", "identity;q=0", "*;q=0", "gzip;q=a", ",,,"],
    "accept-language": ["ru", "ar, en;q=0.5", "x-klingon", "a" * 4000, ";;q="],
    "cookie": ["=", ";;;", "settings=%FF%FE", "session=", "session=" + "a" * 3000, "a=b; a=c"],
    "if-none-match": ["*", '"x"', "W/", '"' * 99, "x"],
    "if-modified-since": ["Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"],
    "range": ["bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=0-,0-,0-", "lines=1"],
    "content-type": ["text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=x", "x", "application/x-www-form-urlencoded; charset=utf-16"],
    "origin": ["null", "http://elsewhere.example", ""],
    "sec-fetch-site": ["cross-site", "none", "x"],
    "host": ["elsewhere.example", "localhost:1", "a" * 300, "[::1]", "-"],
    "last-event-id": ["-1", "x", "99999999999999999999", "1 x:y z"],
    "authorization": ["Bearer", "Bearer x", "Basic eDp5", "x"],
    "x-forwarded-for": ["127.0.0.1", "x, y", "::"],
    "prefer": ["return=minimal"],
    "expect": ["100-continue"],
}
# What ends the session that asks, or waits for what never comes.
LEFT_OUT = ("/sign-out", "/live", "/account/sign-out", "/account/leave")
# What the house says of itself when it fails.
ALLOWED_5XX = {501, 503, 505}


class Page(html.parser.HTMLParser):
    """The links and forms of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.forms = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        if tag in ("a", "link", "img", "script", "source") and (to := of.get("href") or of.get("src")):
            self.links.add(to)
        if tag == "form":
            self.forms.append([of.get("method", "get").upper(), of.get("action") or "", of.get("enctype") or "", []])
        if tag in ("input", "button", "select", "textarea") and of.get("name") and self.forms:
            self.forms[-1][3].append((of["name"], of.get("value") or ""))
        if tag == "option" and self.forms and self.forms[-1][3]:
            name, value = self.forms[-1][3][-1]
            self.forms[-1][3][-1] = (name, value or of.get("value") or "")


class Visitor:
    """Who asks: on a connection of their own, with the cookies of their session."""

    def __init__(self, name, host, cookies=""):
        self.name, self.host, self.cookies = name, host, cookies
        self.connection = None

    def ask(self, method, path, body=None, fields=()):
        """The status, the fields and the body of the answer; none where the other side ended without one."""
        sent = {"host": self.host, "sec-fetch-site": "same-origin", "cookie": self.cookies, **dict(fields)}
        for is_last in (False, True):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, timeout=20)
            try:
                self.connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                for name, value in sent.items():
                    self.connection.putheader(name, value.encode("utf-8", "replace") if isinstance(value, str) else value)
                if body is not None:
                    self.connection.putheader("content-length", str(len(body)))
                self.connection.endheaders(body)
                answer = self.connection.getresponse()
                told = answer.read()
                found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, told
                if answer.will_close:
                    self.close()
                return found
            except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
                # A kept connection may have been let go; a new one must be answered.
                self.close()
                if is_last:
                    return None
        return None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def within(base, to, host):
    """The path of a link on the same site, without its fragment."""
    whole = urllib.parse.urlsplit(urllib.parse.urljoin(f"http://{host}{base}", to))
    if whole.scheme != "http" or whole.netloc != host:
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def walk(visitor, starts, most):
    """The addresses and forms that somebody finds by following links."""
    waiting, seen, forms = collections.deque(starts), set(starts), {}
    shapes = collections.Counter()
    while waiting and len(seen) < most:
        path = waiting.popleft()
        answer = visitor.ask("GET", path)
        if not answer or not answer[1].get("content-type", "").startswith("text/html"):
            continue
        page = Page(answer[2].decode("utf-8", "replace"))
        for method, action, kind, fields in page.forms:
            if to := within(path, action or path, visitor.host):
                forms[(method, re.sub(r"[0-9a-z]{8,}", "*", to), tuple(sorted(name for name, _ in fields)))] = (method, to, kind, fields)
        for link in page.links:
            to = within(path, link, visitor.host)
            # Of pages that are alike, some are enough.
            shape = re.sub(r"[0-9a-z-]{8,}|\d+", "*", to or "")
            if to and to not in seen and shapes[shape] < 6 and not any(left in to for left in LEFT_OUT):
                shapes[shape] += 1
                seen.add(to)
                waiting.append(to)
    return sorted(seen), list(forms.values())


def odd_path(dice, path):
    """A path, changed in one or two places."""
    plain, _, query = path.partition("?")
    parts = plain.split("/")
    for _ in range(dice.choice([1, 1, 2])):
        at = dice.randrange(len(parts))
        what = dice.randrange(6)
        if what == 0:
            parts[at] = urllib.parse.quote(dice.choice(ODD)[:2000], safe="")
        elif what == 1:
            parts.insert(at, dice.choice(["..", ".", "", "%2e%2e", "%2f", "%00", "%ff", "revisions", "feed.xml", "live", "0"]))
        elif what == 2:
            del parts[at]
            parts = parts or [""]
        elif what == 3:
            parts[at] = parts[at].swapcase()
        elif what == 4:
            parts[at] += dice.choice([".json", ".xml", "~", ";x", "..", "%20", ":", "@"])
        else:
            query = "&".join(
                f"{dice.choice(['q', 'page', 'after', 'before', 'from', 'to', 'limit', 'format', 'room', 'filter', 'wait', 'next', 'kind', 'lang', 'x'])}={urllib.parse.quote(dice.choice(ODD)[:3000])}"
                for _ in range(dice.randrange(1, 5))
            )
    plain = "/" + "/".join(parts).lstrip("/")
    return plain + (f"?{query}" if query else "")


def filled(dice, fields):
    """A form as somebody sends it who is not careful."""
    sent = []
    for name, value in fields:
        what = dice.randrange(10)
        if what < 4:
            sent.append((name, value or dice.choice(["word", "A few words", "2026-10-12", "3"])))
        elif what < 8:
            sent.append((name, dice.choice(ODD)))
        elif what == 8:
            sent += [(name, value), (name, dice.choice(ODD))]
    if dice.randrange(8) == 0:
        sent.append((dice.choice(["x", "do", "id", "version", "next"]), dice.choice(ODD)))
    return sent


def encoded(dice, sent, kind):
    """The body of a form and its kind, in one of the ways in which forms are sent."""
    what = dice.randrange(12)
    if what == 0:
        return bytes(dice.randrange(256) for _ in range(dice.randrange(300))), kind or "application/x-www-form-urlencoded"
    if what == 1 or kind == "multipart/form-data":
        body = b""
        for name, value in sent:
            file = dice.choice(["", "", '; filename="a.jpg"', '; filename="../a.svg"\r\nContent-Type: image/svg+xml'])
            body += f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{value}\r\n'.encode("utf-8", "replace")
        return body + dice.choice([b"--edge--\r\n", b"", b"--edge"]), "multipart/form-data; boundary=edge"
    body = urllib.parse.urlencode(sent, encoding="utf-8", errors="replace").encode()
    if what == 2:
        body = body.replace(b"%", b"%%")
    return body, "application/x-www-form-urlencoded"


def judge(answer, seconds):
    """What is wrong with an answer, if anything."""
    if answer is None:
        return "no answer"
    status, fields, body = answer
    if seconds > 15:
        return f"answered after {seconds:.1f} s"
    if status >= 500 and status not in ALLOWED_5XX:
        return f"{status}: {body[:300]!r}"
    if status == 503 and "retry-after" not in fields:
        return "503 without a word when to come back"
    kind = fields.get("content-type", "")
    if kind.startswith("text/html"):
        if TAG.encode() in body:
            return "what was typed comes back as mark-up"
        if status < 400 and "content-security-policy" not in fields:
            return "a page without a policy"
    if any("\n" in value for value in fields.values()) or "own=1" in fields.get("set-cookie", ""):
        return "a field of the answer was typed by whoever asked"
    return None


def main(program, folder, seconds="40", seed="7"):
    dice = random.Random(int(seed))
    data = os.path.join(folder, "data")
    words = [program, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", data]
    log_path = os.path.join(folder, "agency.log")
    with open(log_path, "wb") as log:
        agency = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        url = agency.stdout.readline().removeprefix("Dateline is at ").strip()
        link = agency.stdout.readline().split()[-1]
        host = url.removeprefix("http://")

        def administrator(number):
            words = ["user", "add", f"admin{number}@press.example", "--name", f"Admin {number}", "--role", "administrator"]
            said = subprocess.run([program, "--data", data, *words], check=True, capture_output=True, text=True)
            return cookies(Desk(url, re.search(r"http\S+/claim/\S+", said.stdout).group()))

        def cookies(desk):
            return "; ".join(f"{it.name}={it.value}" for it in desk.jar)

        everybody = [Visitor("nobody", host), Visitor("administrator", host, cookies(Desk(url, link)))]
        known = {}
        for visitor in everybody:
            starts = ["/", "/ru/", "/ar/", "/account", "/search?q=bridge", "/chats", "/api/openapi.json", "/sitemap.xml", "/feed.xml", "/client"]
            if visitor.cookies:
                starts = ["/desk", "/desk/drafts", "/setup"]
            known[visitor.name] = walk(visitor, starts, 500)
        count = {name: (len(paths), len(forms)) for name, (paths, forms) in known.items()}
        if min(paths for paths, _ in count.values()) < 40 or count["administrator"][1] < 20:
            sys.exit(f"hardly anything was found: {count}")
        until, asked_of, faults, renewed = time.monotonic() + float(seconds), collections.Counter(), [], 0
        while time.monotonic() < until and len(faults) < 20:
            visitor = dice.choice(everybody)
            paths, forms = known[visitor.name]
            fields, body, method = [], None, "GET"
            if dice.randrange(3) == 0:
                method, path, kind, names = dice.choice(forms)
                sent = filled(dice, names)
                if method == "POST":
                    body, kind = encoded(dice, sent, kind)
                    fields.append(("content-type", kind))
                else:
                    path = path.partition("?")[0] + "?" + urllib.parse.urlencode(sent, errors="replace")[:12_000]
            else:
                method, path = dice.choice(METHODS), odd_path(dice, dice.choice(paths))
                if method in ("POST", "PUT", "PATCH"):
                    body = dice.choice(ODD).encode("utf-8", "replace")
            if any(left in path for left in LEFT_OUT):
                continue
            for name in dice.sample(sorted(FIELDS), dice.choice([0, 0, 1, 2])):
                fields.append((name, dice.choice(FIELDS[name])))
            fields = [(name, value) for name, value in fields if not re.search(r"[\r\n\0]", value)]
            began = time.monotonic()
            answer = visitor.ask(method, path, body, fields)
            if wrong := judge(answer, time.monotonic() - began):
                faults.append(f"{visitor.name} {method} {path[:300]} {fields} {body and body[:300]}: {wrong}")
            asked_of[answer[0] if answer else 0] += 1
            # An administrator may lock themselves out by a form.
            if visitor.cookies and sum(asked_of.values()) % 200 == 0 and visitor.ask("GET", "/desk")[0] != 200:
                renewed += 1
                visitor.cookies = administrator(renewed)
        if agency.poll() is not None:
            faults.append(f"the agency ended: {agency.returncode}")
        with open(log_path, "rb") as log:
            faults += [line for line in log.read().decode("utf-8", "replace").splitlines() if "panicked" in line or " ERROR " in line]
        agency.terminate()
        agency.wait()
        verdict = subprocess.run([program, "--data", data, "verify"], capture_output=True, text=True)
        if verdict.returncode != 0:
            faults.append(f"the record does not verify: {verdict.stdout}{verdict.stderr}")
        if faults:
            sys.exit("\n".join(faults))
        total = sum(asked_of.values())
        print(f"anything was asked {total} times of {count['nobody'][0]} and {count['administrator'][0]} addresses and {count['nobody'][1] + count['administrator'][1]} forms: {dict(sorted(asked_of.items()))}")
    finally:
        agency.kill()
        agency.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
