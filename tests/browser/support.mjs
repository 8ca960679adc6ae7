// What the browser tests share: the built book over http and as files, Chromium, and a page in it.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The HTML of this project's own book; `cargo xtask test` builds it first. */
export const book = process.env.BOOK ?? join(root, "target/book/html");

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** The same with mdBook's own search on, which is off in the book itself. */
export const bookOfBoth = process.env.BOOK_OF_BOTH ?? join(root, "target/book-both/html");

/** Serves a folder on a free port of this machine, below a path; `headers` go with each file. */
export async function serve(folder, headers = {}, below = "/") {
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
        if (!path.startsWith(below)) {
            response.writeHead(404).end();
            return;
        }
        const inside = path.slice(below.length - 1);
        const file = join(folder, normalize(inside.endsWith("/") ? `${inside}index.html` : inside));
        try {
            const body = await readFile(file);
            response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
            response.end(body);
        } catch {
            response.writeHead(404).end();
        }
    });
    // A test that fails before it closes its server must not keep the process alive.
    server.unref();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${server.address().port}${below}`, close: () => server.close() };
}

/** The book as files. */
export const asFiles = `${pathToFileURL(book).href}/`;

/** Debian's Chromium, or the one that CHROMIUM names. */
export async function launch() {
    const names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    const executablePath = process.env.CHROMIUM ?? names.find((name) => existsSync(name));
    return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page in a browser of its own memory, failing its test at any error of a script. */
export async function open(browser, url, options = {}) {
    const { theme = "light", ...context } = options;
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context })).newPage();
    page.setDefaultTimeout(15000);
    page.errors = [];
    page.on("pageerror", (error) => page.errors.push(error.message));
    await page.addInitScript((name) => {
        try {
            localStorage.setItem("mdbook-theme", name);
        } catch {
            // The test is about storage that is not there.
        }
    }, theme);
    await page.goto(url);
    return page;
}

/** The titles that a catalog shows, in order. */
export function titles(page) {
    return page.locator(".patterns-results [data-id]").evaluateAll((entries) =>
        entries.map((entry) => entry.querySelector("a:not(.patterns-badge)").textContent));
}

/** What the count says. */
export function shown(page) {
    return page.locator(".patterns-shown").textContent();
}

/** The query of the address. */
export function query(page) {
    return new URL(page.url()).search;
}
