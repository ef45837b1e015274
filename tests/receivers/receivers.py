"""Receivers for the tests of exports: real ones (rsyslog, syslog-ng) and small ones of HTTPS, started on free ports of
this machine and stopped by whoever started them; certificates made for one test; an index filled with
invented findings.

rsyslog is taken from /usr/sbin. syslog-ng excludes it as a package: unpack it somewhere and name the folder in
BRAQUE_SYSLOG_NG.

    apt-get download syslog-ng-core libivykis0 libnet1 libpcre3 libwrap0
    for package in *.deb; do dpkg -x $package root; done
"""

import gzip
import hashlib
import http.server
import json
import os
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time
from pathlib import Path

RSYSLOG = "/usr/sbin/rsyslogd"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(condition, seconds=60, what="condition"):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Certificates:
    """An authority, a server called localhost, and a client."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                  "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=test authority")
        for name in ("localhost", "client", "elsewhere"):
            self._run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key",
                      "-out", f"{name}.csr", "-subj", f"/CN={name}")
            (self.folder / "ext").write_text(f"subjectAltName=DNS:{name}\n")
            self._run("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
                      "-out", f"{name}.pem", "-extfile", "ext")

    def _run(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def __getitem__(self, name):
        return str(self.folder / name)


class Process:
    """A program that is stopped when the test ends, or killed on demand."""

    def __init__(self):
        self.process = None
        self.port = free_port()

    def start(self):
        self.process = subprocess.Popen(self.command(), env=self.environment(), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        wait_for(lambda: listens(self.port) or self.process.poll() is not None, what=type(self).__name__)
        assert self.process.poll() is None, f"{type(self).__name__} ended at once"

    def environment(self):
        return dict(os.environ)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def lines(self):
        path = self.folder / "out.log"
        return path.read_bytes().split(b"\n")[:-1] if path.exists() else []

    def size(self):
        path = self.folder / "out.log"
        return path.stat().st_size if path.exists() else 0


class Rsyslog(Process):
    """Octet-counted syslog over TLS; messages are written to a file before the next one is read."""

    def __init__(self, folder, certificates, tls=True, client_certificate=False):
        super().__init__()
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        mode = "x509/certvalid" if client_certificate else "anon"
        tls_lines = (f'global(defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="{certificates["ca.pem"]}" '
                     f'defaultNetstreamDriverCertFile="{certificates["localhost.pem"]}" '
                     f'defaultNetstreamDriverKeyFile="{certificates["localhost.key"]}")\n') if tls else ""
        driver = f' streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="{mode}"' if tls else ""
        (self.folder / "rsyslog.conf").write_text(
            f'global(workDirectory="{self.folder}" maxMessageSize="64k")\n{tls_lines}'
            'main_queue(queue.type="Direct")\n'
            f'module(load="imtcp"{driver})\n'
            'template(name="all" type="list"){ property(name="pri") constant(value=" ") property(name="hostname") '
            'constant(value=" ") property(name="app-name") constant(value=" ") property(name="msgid") constant(value=" ") '
            'property(name="structured-data") constant(value=" ") property(name="msg") constant(value="\\n") }\n'
            f'input(type="imtcp" port="{self.port}" address="127.0.0.1")\n'
            f'action(type="omfile" file="{self.folder}/out.log" template="all")\n')

    def command(self):
        (self.folder / "pid").unlink(missing_ok=True)
        return [RSYSLOG, "-n", "-f", str(self.folder / "rsyslog.conf"), "-i", str(self.folder / "pid")]


class SyslogNg(Process):
    def __init__(self, folder, certificates):
        super().__init__()
        self.root = Path(os.environ["BRAQUE_SYSLOG_NG"])
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "syslog-ng.conf").write_text(
            '@version: 3.38\noptions { stats-freq(0); keep-hostname(yes); };\n'
            f'source s {{ syslog(ip("127.0.0.1") port({self.port}) transport("tls") tls(key-file("{certificates["localhost.key"]}") '
            f'cert-file("{certificates["localhost.pem"]}") peer-verify(optional-untrusted))); }};\n'
            f'destination d {{ file("{self.folder}/out.log" template("$PRI $HOST $PROGRAM $MSGID - $MSG\\n")); }};\n'
            'log { source(s); destination(d); };\n')

    @staticmethod
    def available():
        return "BRAQUE_SYSLOG_NG" in os.environ

    def environment(self):
        libraries = {str(path.parent) for path in self.root.rglob("*.so*")}
        return dict(os.environ, LD_LIBRARY_PATH=":".join(sorted(libraries)))

    def command(self):
        modules = next(path.parent for path in self.root.rglob("libsyslogformat.so"))
        return [str(self.root / "usr/sbin/syslog-ng"), "-F", "-f", str(self.folder / "syslog-ng.conf"), "--no-caps",
                "--module-path", str(modules), "-p", str(self.folder / "pid"), "-c", str(self.folder / "control"),
                "-R", str(self.folder / "persist")]


class HttpReceiver:
    """HTTPS; `answer(path, headers, body)` gives (status, headers, body) for each request, or None to cut the connection
    without a word of TLS."""

    def __init__(self, certificates, answer):
        outer = self
        self.requests = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                outer.requests += 1
                answered = answer(self.path, self.headers, body)
                if answered is None:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers, text = answered
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates["localhost.pem"], certificates["localhost.key"])
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Home:
    """Keys, index and configuration of one test."""

    def __init__(self, program):
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="braque-receivers-"))
        self.share = self.folder / "share"
        self.share.mkdir()
        self.index = self.folder / "state/braque/index.db"
        self.configuration = self.folder / "config/braque/config.toml"
        self.configuration.parent.mkdir(parents=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C",
                            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_STATE_HOME": str(self.folder / "state"),
                            "XDG_CACHE_HOME": str(self.folder / "cache")}

    def close(self):
        shutil.rmtree(self.folder)

    def begin(self, *words):
        """The program at work: finish() waits for it."""
        return subprocess.Popen([self.program, *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True)

    @staticmethod
    def finish(process, check=0):
        out, err = process.communicate()
        assert process.returncode == check, f"{process.args}: {process.returncode}\n{out[-2000:]}\n{err[-2000:]}"

    def run(self, *words, check=None):
        done = subprocess.run([self.program, *words], env=self.environment, capture_output=True, text=True)
        if check is not None:
            assert done.returncode == check, f"{words}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done

    def configure(self, text):
        self.configuration.write_text(text)

    def plant(self, name, number=0):
        """A file with a bank account number of France whose key and check digits are right (ISO 13616)."""
        account = 12340000000 + number
        key = 97 - (89 * 30006 + 15 * 1 + 3 * account) % 97
        rest = f"3000600001{account}{key:02d}"
        check = 98 - int(rest + "152700") % 97
        path = self.share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"IBAN: FR{check:02d}{rest}\n")

    def scan(self):
        return self.run("scan", str(self.share), "--format", "jsonl")

    def state(self):
        return {one["destination"]: one for one in map(json.loads, self.run("export", "status", "--format", "jsonl", check=0).stdout.splitlines())}

    def database(self):
        return sqlite3.connect(self.index)

    def fill(self, names, texts=None, told=("new",)):
        """Findings, as a scan writes them, in items of these names (bytes), and their events. Takes a first scan's as a mould.
        `texts`: of each the locator, the column and the masked sample; `told`: what happened to each of them, in turn."""
        with self.database() as database:
            item = dict_row(database, "SELECT * FROM items LIMIT 1")
            finding = dict_row(database, "SELECT * FROM findings WHERE confidence = 3 LIMIT 1")
            next_item = database.execute("SELECT max(item_id) FROM items").fetchone()[0]
            next_row = database.execute("SELECT max(finding_row) FROM findings").fetchone()[0]
            run = database.execute("SELECT max(run_id) FROM runs").fetchone()[0]
            items, findings, samples, ids = [], [], [], []
            for number, name in enumerate(names):
                next_item += 1
                next_row += 1
                items.append(tuple((item | {"item_id": next_item, "relative": name, "inode": next_item}).values()))
                # As true ids are spread; the index knows them by their first bytes.
                identity = hashlib.sha256(next_row.to_bytes(8, "big")).digest()[:16]
                finding |= {"finding_row": next_row, "finding_id": identity, "item_id": next_item}
                if texts:
                    finding["locator"], finding["column_name"], masked = texts[number]
                    samples.append((next_row, sample_block(masked)))
                findings.append(tuple(finding.values()))
                ids.append(identity)
            places = lambda row: ",".join("?" * len(row))
            database.executemany(f"INSERT INTO items VALUES ({places(item)})", items)
            database.executemany(f"INSERT INTO findings VALUES ({places(finding)})", findings)
            database.executemany("INSERT INTO samples VALUES (?, 0, ?)", samples)
            database.executemany("INSERT INTO outbox (run_id, event, finding_id) VALUES (?, ?, ?)",
                                 [(run, event, identity) for event in told for identity in ids])
        database.close()


def sample_block(masked):
    """One sample of line 1 with that mask, as the index keeps it (scanner/index/sample_block.hpp)."""
    text = masked.encode()
    size = bytes([len(text)]) if len(text) < 128 else bytes([len(text) & 127 | 128, len(text) >> 7])
    return b"\2" + bytes([1, 0, 1]) + size + text + bytes(16) + bytes([0, 0])


def dict_row(database, query):
    cursor = database.execute(query)
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone()))
