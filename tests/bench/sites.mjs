// What the measurements in Node and Chromium share: a local server with gzip that keeps account, and where each
// search system has its box and its results.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".wasm": "application/wasm" };

/** Reads the JSON that `cargo xtask bench` hands over. */
export async function input() {
    const pieces = [];
    for await (const piece of process.stdin) {
        pieces.push(piece);
    }
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
}

/** Answers `cargo xtask bench`. */
export const answer = (value) => process.stdout.write(JSON.stringify(value));

export function median(numbers) {
    const sorted = [...numbers].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Pagefind's own interface in a page, without the 300 ms for which it waits for more keys. */
const PAGEFIND_START = "addEventListener(\"DOMContentLoaded\", () => new PagefindUI({ element: \"#pagefind-search\", "
    + "pageSize: 10, showImages: false, showSubResults: false, debounceTimeoutMs: 0 }));";

function withPagefind(html) {
    const head = "<link rel=\"stylesheet\" href=\"/pagefind/pagefind-ui.css\"><script src=\"/pagefind/pagefind-ui.js\"></script>"
        + "<script src=\"/pagefind-start.js\"></script></head>";
    return html.replace("</head>", head).replace("<main>", "<div id=\"pagefind-search\"></div><main>");
}

/** A line of the third generation: milliseconds until an answer begins, and bytes in each millisecond of all answers together. */
export const SLOW = { latency: 300, rate: 200 };

/**
 * Waits as long as an answer of so many bytes takes; answers come one behind the other, and workers of a page are as slow as itself.
 */
function sender() {
    let free = 0;
    return async ({ latency, rate }, bytes) => {
        free = Math.max(free, performance.now() + latency) + bytes / rate;
        await new Promise((resolve) => setTimeout(resolve, free - performance.now()));
    };
}

/**
 * Serves a site on a free port, with gzip as web servers do it. `sent` counts the bytes of each answer's body by its
 * path, and `line.slow` is the line that answers take. A site of Pagefind's is plain HTML, to which its interface is added on the way.
 */
export async function serve({ system, folder, pagefind }) {
    const packed = new Map();
    const sent = [];
    const line = { slow: null };
    const send = sender();
    const file = async (path) => {
        if (path === "/pagefind-start.js") {
            return Buffer.from(PAGEFIND_START);
        }
        if (pagefind !== undefined && path.startsWith("/pagefind/")) {
            return readFile(join(pagefind, normalize(path.slice("/pagefind/".length))));
        }
        const body = await readFile(join(folder, normalize(path)));
        return system === "pagefind" && path.endsWith(".html") ? Buffer.from(withPagefind(body.toString("utf8"))) : body;
    };
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
        try {
            if (!packed.has(path)) {
                packed.set(path, gzipSync(await file(path), { level: 6 }));
            }
            const body = packed.get(path);
            sent.push({ path, bytes: body.length });
            if (line.slow !== null) {
                await send(line.slow, body.length);
            }
            response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Content-Encoding": "gzip" });
            response.end(body);
        } catch {
            response.writeHead(404).end();
        }
    });
    server.unref();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${server.address().port}/`, sent, line, close: () => server.close() };
}

/** Which files a system's search is made of, how its box opens, where one types, and what its results are. */
export const SYSTEMS = {
    ours: {
        files: /^\/(patterns-index\/|theme\/patterns-(common|search))/,
        opens: { key: "k" },
        box: ".patterns-search-input",
        result: "#patterns-search-list [role=option]",
    },
    pagefind: {
        files: /^\/pagefind[-/]/,
        box: ".pagefind-ui__search-input",
        result: ".pagefind-ui__result-link",
    },
    mdbook: {
        files: /^\/(elasticlunr|mark|searcher|searchindex)[-.]/,
        opens: { click: "#mdbook-search-toggle" },
        box: "#mdbook-searchbar",
        result: "#mdbook-searchresults li",
    },
};
