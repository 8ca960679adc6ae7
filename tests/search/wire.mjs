// What a reader's first query brings over the wire: Chromium asks each query in a browser of its own, until ten excerpts
// are there, and every answer counts with what `gzip -6` makes of it. `node tests/search/wire.mjs HTML [PAGE]` over a book
// that `install` linked (java-design-patterns for the queries below). Styles and mdBook's own files do not count.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, serve } from "../browser/support.mjs";

const ONE = ["retry", "singleton", "java", "caching", "transaction", "microservices", "thread", "immutable", "factory", "observer",
    "performance", "quadtree", "undo", "gateway", "lambda", "queue", "database", "proxy", "singelton", "hexag"];
const TWO = ["circuit breaker", "event sourcing", "thread pool", "null object", "api gateway", "lazy loading", "state machine",
    "rate limiting", "object pool", "message queue", "data access", "method chaining", "leader election", "token bucket", "dirty flag",
    "domain model", "unit test", "game loop", "remote service", "design principle"];

const [, , html, start = "index.html"] = process.argv;
const size = (path) => gzipSync(readFileSync(join(html, path)), { level: 6 }).length;
const kilo = (bytes) => (bytes / 1000).toFixed(1);
const middle = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

/** The files of ours that a query brings, on the page and behind it. */
async function files(browser, url, query) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const brought = new Set();
    page.on("response", (response) => {
        const path = decodeURIComponent(new URL(response.url()).pathname).slice(1);
        if (response.ok() && /^(theme\/patterns.*\.js|patterns-index\/)/.test(path)) {
            brought.add(path);
        }
    });
    await page.goto(url + start);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(query);
    await page.locator(".patterns-option-found").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".patterns-found").first().waitFor();
    const wanted = Math.min(10, await page.locator(".patterns-found").count());
    for (let at = 0; at < wanted; at += 1) {
        const text = page.locator(".patterns-found").nth(at).locator(".patterns-found-text");
        await text.scrollIntoViewIfNeeded();
        await page.waitForFunction((at) => document.querySelectorAll(".patterns-found-text:not(.patterns-option-found *)")[at].textContent !== "", at);
    }
    await context.close();
    return [...brought];
}

const server = await serve(html);
const browser = await launch();
for (const [name, queries] of [["one word", ONE], ["two words", TWO]]) {
    const sums = [];
    for (const query of queries) {
        const all = await files(browser, server.url, query);
        const sum = (some) => some.reduce((bytes, path) => bytes + size(path), 0);
        const scripts = all.filter((path) => path.startsWith("theme/"));
        const interface_ = scripts.filter((path) => /patterns-(search|common)/.test(path));
        const index = all.filter((path) => path.startsWith("patterns-index/"));
        sums.push({ query, search: sum([...interface_, ...index]), all: sum([...scripts, ...index]), files: index.length });
    }
    for (const key of ["search", "all"]) {
        const bytes = sums.map((one) => one[key]);
        const most = sums.find((one) => one[key] === Math.max(...bytes));
        process.stdout.write(`${name}, ${key === "all" ? "with every script of ours" : "scripts of the search, engine and index"}: `
            + `median ${kilo(middle(bytes))} KB, most ${kilo(most[key])} KB (${most.query}); ${middle(sums.map(({ files }) => files))} files of the index\n`);
    }
}
await browser.close();
server.close();
