"""Does an authority certify the site? Pebble, Let's Encrypt's small one for tests, looks for its answer at the site's own port.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import json
import os
import socket
import ssl
import stat
import subprocess
import sys
import urllib.request

from ground import free_port, wait_for

NAME = "news.example"


def authority(folder, port):
    """Pebble, which finds every name on this machine and the site at `port`: its processes, its directory and its root."""
    listens, manages, names = free_port(), free_port(), free_port()
    chain, key = os.path.join(folder, "pebble.pem"), os.path.join(folder, "pebble.key")
    wanted = os.path.join(folder, "openssl.conf")
    with open(wanted, "w") as file:
        file.write("[req]\ndistinguished_name = who\n[who]\n[own]\nsubjectAltName = DNS:localhost\nbasicConstraints = CA:FALSE\n")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-config", wanted, "-extensions", "own", "-subj", "/CN=localhost", "-out", chain, "-keyout", key,
        ],
        check=True, capture_output=True,
    )
    config = os.path.join(folder, "pebble.json")
    with open(config, "w") as file:
        about = {
            "listenAddress": f"127.0.0.1:{listens}", "managementListenAddress": f"127.0.0.1:{manages}",
            "certificate": chain, "privateKey": key, "httpPort": free_port(), "tlsPort": port,
        }
        json.dump({"pebble": about}, file)
    server = subprocess.Popen(
        ["pebble-challtestsrv", "-http01", "", "-https01", "", "-tlsalpn01", "", "-dns01", f"127.0.0.1:{names}",
         "-management", "", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", ""],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    # One nonce in twenty is refused: whoever asks has to ask again.
    env = {**os.environ, "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "5"}
    with open(os.path.join(folder, "pebble.log"), "w") as log:
        pebble = subprocess.Popen(
            ["pebble", "-config", config, "-dnsserver", f"127.0.0.1:{names}"], env=env, stdout=log, stderr=log
        )
    trusts = ssl.create_default_context(cafile=chain)
    root = wait_for(
        "Pebble",
        lambda: urllib.request.urlopen(f"https://localhost:{manages}/roots/0", context=trusts).read().decode(),
    )
    return [server, pebble], f"https://localhost:{listens}/dir", chain, root


def shown(port, root):
    """The certificate that the site shows, where it goes back to the root and names the site."""
    trusts = ssl.create_default_context(cadata=root)
    with socket.create_connection(("127.0.0.1", port)) as plain, trusts.wrap_socket(plain, server_hostname=NAME) as it:
        it.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        if not it.recv(100).startswith(b"HTTP/1.1 200"):
            sys.exit("the certified site does not answer")
        return it.getpeercert()["serialNumber"]


def main(program, folder):
    port = free_port()
    processes, directory, chain, root = authority(folder, port)
    data = os.path.join(folder, "data")
    env = {
        **os.environ, "DATELINE_ACME": f"post@{NAME}", "DATELINE_ACME_DIRECTORY": directory, "DATELINE_ACME_ROOT": chain,
        "DATELINE_PUBLIC_URL": f"https://{NAME}",
    }
    words = [program, "serve", "--demo", "--data", data, "--listen", f"127.0.0.1:{port}"]
    try:
        processes.append(agency := subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env))
        agency.stdout.readline()
        first = wait_for("a certificate", lambda: shown(port, root))
        kept = os.path.join(data, "certificate")
        for name in ["account.json", "chain.pem", "key.pem"]:
            if stat.S_IMODE(os.stat(os.path.join(kept, name)).st_mode) != 0o600:
                sys.exit(f"others can read {name}")
        agency.terminate()
        agency.wait()
        processes.append(agency := subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env))
        agency.stdout.readline()
        if wait_for("the site", lambda: shown(port, root)) != first:
            sys.exit("a start asks for another certificate although one is kept")
        print("Pebble certifies the site")
    finally:
        for process in processes:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
