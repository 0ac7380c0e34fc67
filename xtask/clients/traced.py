"""Does a collector get traces that OpenTelemetry's own types read? A small one stands here, and decodes what it gets.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import http.server
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request

from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from ground import free_port, wait_for


class Collector(http.server.BaseHTTPRequestHandler):
    """Takes traces by OTLP over HTTP; the first time it says that it is busy."""

    got, was_busy = [], False

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path != "/v1/traces" or self.headers["content-type"] != "application/x-protobuf":
            sys.exit(f"asked at {self.path} with {self.headers['content-type']}")
        if not Collector.was_busy:
            Collector.was_busy = True
            self.send_response(503)
            self.send_header("content-length", "0")
            self.end_headers()
            return
        Collector.got.append(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.send_header("content-type", "application/x-protobuf")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def spans():
    """All spans that came, with their attributes in plain values."""
    found = []
    for request in Collector.got:
        for resource in request.resource_spans:
            service = {it.key: it.value.string_value for it in resource.resource.attributes}
            assert service["service.name"] == "dateline", service
            for scope in resource.scope_spans:
                for span in scope.spans:
                    about = {it["key"]: next(iter(it["value"].values())) for it in MessageToDict(span).get("attributes", [])}
                    found.append((span, about))
    return found


def main(program, folder):
    collector = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    data, port = os.path.join(folder, "data"), free_port()
    env = {
        **os.environ, "DATELINE_TRACES": f"http://127.0.0.1:{collector.server_port}", "OTEL_BSP_SCHEDULE_DELAY": "200",
        "no_proxy": "127.0.0.1",
    }
    with open(os.path.join(folder, "serve.log"), "w") as log:
        agency = subprocess.Popen(
            [program, "serve", "--demo", "--data", data, "--listen", f"127.0.0.1:{port}"], env=env, stdout=subprocess.PIPE, stderr=log, text=True,
        )
    secret = None
    for line in agency.stdout:
        if claim := re.search(r"(http\S+)/claim/(\S+)", line):
            url, secret = claim.groups()
            break
    # What is kept cannot be seen in a trace of requests: it never comes that far.
    for path in ("/newsfeed?page=2", "/nowhere", f"/claim/{secret}"):
        try:
            urllib.request.urlopen(url + path, timeout=30).read()
        except urllib.error.HTTPError:
            pass
    copy = os.path.join(folder, "copy.md")
    with open(copy, "w") as file:
        file.write("---\nslug: FERRY-TRACED\nsection: world\n---\nThe traced ferry sails\n\nIt sails at noon.\n")
    subprocess.run([program, "send", copy, "--data", data], check=True, capture_output=True)
    wait_for("the searcher's span", lambda: any(span.name == "follow" and about.get("follower") == "searcher" for span, about in spans()))
    agency.terminate()
    assert agency.wait(30) == 0
    found = spans()
    by_name = {}
    for span, about in found:
        by_name.setdefault(span.name, []).append((span, about))
    claim, about = by_name["GET /claim/{token}"][0]
    assert claim.kind == 2 and about["http.route"] == "/claim/{token}" and about["http.request.method"] == "GET", about
    assert int(about["http.response.status_code"]) == 200, about
    # A send, and what it waits for, stand in one trace.
    send, about = by_name["send"][-1]
    sequence = int(about["sequence"])
    for part in ("keep", "announce"):
        assert any(span.parent_span_id == send.span_id and span.trace_id == send.trace_id for span, _ in by_name[part]), part
    assert all(int(about["changes"]) > 0 for _, about in by_name["commit"])
    followers = {about["follower"] for _, about in by_name["follow"]}
    assert followers >= {"announcer", "searcher"}, followers
    assert max(int(about["sequence"]) for _, about in by_name["follow"]) >= sequence
    # What only some may know is in no trace.
    told = b"".join(request.SerializeToString() for request in Collector.got)
    for hidden in (secret, "traced ferry", "127.0.0.1"):
        assert hidden.encode() not in told, hidden
    print(f"OpenTelemetry's own types read {len(found)} spans")


main(*sys.argv[1:])
