"""What the checks of clients stand on: free ports, waits, and the desk's forms as a browser sends them."""

import http.cookiejar
import socket
import ssl
import sys
import time
import urllib.parse
import urllib.request


def free_port():
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, found, seconds=60):
    """What is found in the end, or the end."""
    until, last = time.monotonic() + seconds, None
    while time.monotonic() < until:
        try:
            if value := found():
                return value
        except (OSError, ssl.SSLError) as error:
            last = error
        time.sleep(0.1)
    sys.exit(f"never: {what}" + (f" ({last})" if last else ""))


class Desk:
    """The desk's forms, as a browser sends them."""

    def __init__(self, url, link):
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.post(link.removeprefix(url), password="a good long password")

    def post(self, path, **fields):
        body = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.url + path, body, {"sec-fetch-site": "same-origin"})
        with self.opener.open(request, timeout=30) as answer:
            return answer.read().decode()

    def get(self, path):
        with self.opener.open(self.url + path, timeout=30) as answer:
            return answer.read().decode()
