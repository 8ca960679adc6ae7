// What the browser tests share: the built book over http and as files, Chromium, and a page in it.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
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

/** A book of 1,200 entries, which `cargo xtask test` makes. */
export const longBook = process.env.LONG_BOOK ?? join(root, "target/book-long/book/html");

/**
 * Serves a folder on a free port of this machine, below a path; `headers` go with each file, and `missing` stands for files
 * that are not there.
 */
export async function serve(folder, headers = {}, below = "/", missing = null) {
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
            const body = missing === null ? undefined : await readFile(join(folder, missing));
            response.writeHead(404, { "Content-Type": "text/html" }).end(body);
        }
    });
    // A test that fails before it closes its server must not keep the process alive.
    server.unref();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${server.address().port}${below}`, close: () => server.close() };
}

/** The book as files. */
export const asFiles = `${pathToFileURL(book).href}/`;

/** Debian's Chromium, best without windows, or the one that CHROMIUM names. */
export async function launch() {
    const names = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    const executablePath = process.env.CHROMIUM ?? names.find((name) => existsSync(name));
    return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/**
 * A page in a browser of its own memory, failing its test at any error of a script. Routes of what the page's scripts
 * load are set in `prepare`: Chromium tells a page that is there already of its first route too late for the next file.
 */
export async function open(browser, url, options = {}) {
    const { theme = "light", prepare = async () => {}, ...context } = options;
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context })).newPage();
    page.setDefaultTimeout(30000);
    page.errors = [];
    page.on("pageerror", (error) => page.errors.push(error.message));
    await page.addInitScript((name) => {
        try {
            localStorage.setItem("mdbook-theme", name);
        } catch {
            // The test is about storage that is not there.
        }
    }, theme);
    await prepare(page);
    await page.goto(url);
    if (options.javaScriptEnabled !== false) {
        await painted(page);
    }
    return page;
}

/** Waits until a page was painted: a browser drops the keys that come before. */
function painted(page) {
    return page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => done()));
    }));
}

/** Waits until a catalog has drawn what it draws. */
export function drawn(page) {
    return page.locator(".patterns-results:not([aria-busy])").waitFor({ state: "attached" });
}

/** The titles that a catalog shows, in order. */
export async function titles(page) {
    await drawn(page);
    return page.locator(".patterns-results [data-id]").evaluateAll((entries) =>
        entries.map((entry) => entry.querySelector("a:not(.patterns-badge)").textContent));
}

/** What the count says. */
export function shown(page) {
    return page.locator(".patterns-shown").textContent();
}

/** The query of the address, once what the reader did last is in it: behind the next frame. */
export function query(page) {
    return page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => setTimeout(() => setTimeout(() => done(location.search))));
    }));
}

/**
 * Opens an address as readers do who come back. What a page of a file kept is carried over by hand: Chromium gives
 * each file a process of its own, and now and then one whose storage never hears of what another wrote.
 */
export async function comeBack(page, address) {
    if (address.startsWith("file:")) {
        await query(page);
        const kept = await page.evaluate(() => Object.entries(localStorage));
        await page.addInitScript((kept) => kept.forEach(([key, value]) => localStorage.setItem(key, value)), kept);
    }
    await page.goto(address);
}

/** mdBook's themes. */
export const THEMES = ["light", "rust", "coal", "navy", "ayu"];

/** Chromium and the served book for the tests of a file, and a test with a page of its own. */
export function harness() {
    let browser;
    let server;
    before(async () => {
        assert.ok(existsSync(book), `there is no ${book}: run \`cargo xtask book\` first`);
        browser = await launch();
        server = await serve(book);
    });
    after(async () => {
        await browser?.close();
        server?.close();
    });
    /** A test with a page of its own, which no error of a script may touch. */
    const it = (name, path, run, options = {}) => test(name, async () => {
        const page = await open(browser, (options.base?.() ?? server.url) + path, options);
        try {
            await run(page);
            assert.deepEqual(page.errors, []);
        } finally {
            await page.context().close();
        }
    });
    return { it, browser: () => browser, url: () => server.url };
}

/** A page whose HTML is changed on its way. */
export async function changed(browser, url, path, change, prepare = async () => {}) {
    return open(browser, url + path, {
        prepare: async (page) => {
            await prepare(page);
            await page.route(`**/${path}`, async (route) => {
                const response = await route.fetch();
                await route.fulfill({ response, body: change(await response.text()) });
            });
        },
    });
}

/** The script of axe. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong in a part of a page. */
export async function violations(page, part) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate((part) => globalThis.axe.run(part), part);
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)]);
}
