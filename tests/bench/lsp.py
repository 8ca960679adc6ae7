"""How long the language server takes over a library, and how much memory: what BENCHMARKS.md says of it.

    python tests/bench/lsp.py PROGRAM BOOK [PAGE]

It needs nothing but Python, and /proc for the memory. PAGE is a page of BOOK, from its folder; the first of its summary otherwise.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

TIMES = 20


class Server:
    def __init__(self, program, root):
        self.root, self.next = Path(root).resolve(), 0
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params):
        self.next += 1
        self.send(id=self.next, method=method, params=params)
        while (message := self.read()).get("id") != self.next:
            pass
        return message["result"]

    def diagnostics(self, uri, version):
        """Waits for what the server says of one version of a file."""
        while True:
            message = self.read()
            params = message.get("params", {})
            if params.get("uri") == uri and params.get("version") == version:
                return

    def cpu(self):
        """The time of the processor so far, in seconds: what others run beside it does not count."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def at(times, part):
    """The time that so many of them do not exceed, in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(len(times) * part))]


def main(program, book, page=None):
    root = Path(book).resolve()
    page = page or "src/" + re.search(r"\]\(<?([^)>]+)", (root / "src/SUMMARY.md").read_text())[1]
    text = (root / page).read_text()
    uri = (root / page).as_uri()
    version = 1
    start = time.monotonic()
    server = Server(program, root)
    server.ask("initialize", {"rootUri": root.as_uri(), "capabilities": {}})
    server.send(method="initialized", params={})
    document = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
    server.send(method="textDocument/didOpen", params={"textDocument": document})
    server.diagnostics(uri, version)
    print(f"first diagnostics {time.monotonic() - start:.2f} s after the start")

    # An address at the end of the page: the choices are all pages.
    link = "\n\n[x]("
    place = {"textDocument": {"uri": uri}, "position": {"line": (text + link).count("\n"), "character": len("[x](")}}

    def type_in(words):
        nonlocal version
        version += 1
        document = {"uri": uri, "version": version}
        server.send(
            method="textDocument/didChange",
            params={"textDocument": document, "contentChanges": [{"text": text + link + words}]},
        )

    def completion():
        begin = time.monotonic()
        items = server.ask("textDocument/completion", place)["items"]
        assert items, "nothing is offered"
        return time.monotonic() - begin

    typed, idle, keys = [], [], []
    for turn in range(TIMES):
        begin = time.monotonic()
        type_in("abcdefghij"[: turn % 10])
        typed.append(completion())
        server.diagnostics(uri, version)
        keys.append(time.monotonic() - begin)
        idle.append(completion())
    for name, times in [("completion after a keystroke", typed), ("completion of a checked page", idle), ("from a keystroke to its diagnostics", keys)]:
        print(f"{name}: median {at(times, 0.5):.0f} ms, 95th percentile {at(times, 0.95):.0f} ms of {len(times)}")
    begin = server.cpu()
    for _ in range(TIMES):
        completion()
    print(f"a completion takes {1000 * (server.cpu() - begin) / TIMES:.1f} ms of the processor")
    begin = server.cpu()
    type_in("!")
    server.diagnostics(uri, version)
    print(f"a keystroke takes {server.cpu() - begin:.2f} s of the processor, its diagnostics included")
    print(f"pages parsed for the last keystroke: {server.ask('mdbook-patterns/parsed', {})}")
    print(f"peak memory {server.peak():.0f} MB")
    server.ask("shutdown", None)
    server.send(method="exit")
    server.process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
