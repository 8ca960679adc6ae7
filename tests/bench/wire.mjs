// Bytes over the wire and time to the first results, in Chromium with a cold cache.
//
//   in    { sites: [{ system, folder, page, pagefind }], queries: [{ text, kind }], runs }
//   out   [{ system, text, kind, ms, slow, bytes, results }], medians of the runs
//
// The clock starts when the reader opens the box with the query ready, and stops when the first result shows. Bytes
// are those of the search's own files, scripts included, until ten results have their excerpts. `slow` is the time until
// then over a line of the third generation, once the page is there; nothing for mdBook, whose index takes a minute.

import { launch } from "../browser/support.mjs";
import { SLOW, SYSTEMS, answer, input, median, serve } from "./sites.mjs";

/** Asks, in the page; the milliseconds until a result shows, or null after a minute. */
async function ask({ text, opens, box, result }) {
    const isShown = () => [...document.querySelectorAll(result)].some((found) => found.checkVisibility());
    const shown = new Promise((resolve) => {
        setTimeout(() => resolve(null), 60000);
        const changed = () => {
            if (isShown()) {
                globalThis.changed = performance.now();
                resolve(globalThis.changed);
            }
        };
        new MutationObserver(changed)
            .observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    });
    const begun = performance.now();
    globalThis.begun = begun;
    if (opens?.key) {
        document.dispatchEvent(new KeyboardEvent("keydown", { key: opens.key, ctrlKey: true, bubbles: true, cancelable: true }));
    }
    if (opens?.click) {
        document.querySelector(opens.click).click();
    }
    // The box comes with its script once it is asked for.
    const input = await new Promise((resolve) => {
        const look = () => {
            const found = document.querySelector(box);
            return found ? resolve(found) : setTimeout(look, 4);
        };
        look();
    });
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    const ended = await shown;
    return ended === null ? null : ended - begun;
}

/** Ours shows eight results at once and excerpts as they scroll into view: ten of them, as the rivals show. */
async function tenExcerpts(text) {
    const engine = await PatternsSearchOpening.engine();
    const found = await engine.search(text, { typing: true });
    const results = await engine.results(found, 0, 10);
    await Promise.all(results.map(({ hit }) => engine.excerpt(found, hit)));
    globalThis.excerpts = performance.now();
}

async function run(browser, server, { system, page: path }, text, line = null) {
    const { files, opens, box, result } = SYSTEMS[system];
    // Tall enough for ten results, so that what is drawn when it scrolls into view is drawn.
    const context = await browser.newContext({ viewport: { width: 1280, height: 3000 } });
    const page = await context.newPage();
    server.sent.length = 0;
    await page.goto(server.url + path);
    await page.locator(box).or(page.locator("#patterns-search-toggle")).or(page.locator("#mdbook-search-toggle")).first().waitFor();
    await page.waitForLoadState("networkidle");
    server.line.slow = line;
    const ms = await page.evaluate(ask, { text, opens, box, result });
    if (system === "ours") {
        await page.evaluate(tenExcerpts, text);
    }
    await page.waitForLoadState("networkidle");
    const all = await page.evaluate(() => Math.max(globalThis.changed, globalThis.excerpts ?? 0) - globalThis.begun);
    server.line.slow = null;
    const results = await page.locator(result).count();
    await context.close();
    const bytes = server.sent.filter(({ path }) => files.test(path)).reduce((sum, { bytes }) => sum + bytes, 0);
    return { ms, all, bytes, results };
}

const { sites, queries, runs } = await input();
const browser = await launch();
const servers = await Promise.all(sites.map((site) => serve(site)));
const found = [];
// Once for nothing: Chromium and the server warm up.
for (const [at, site] of sites.entries()) {
    await run(browser, servers[at], site, queries[0].text);
}
for (const { text, kind } of queries) {
    const taken = sites.map(() => []);
    for (let turn = 0; turn < runs; turn += 1) {
        for (const [at, site] of sites.entries()) {
            taken[at].push(await run(browser, servers[at], site, text));
        }
    }
    const slow = [];
    for (const [at, site] of sites.entries()) {
        slow.push(site.system === "mdbook" ? null : (await run(browser, servers[at], site, text, SLOW)).all);
    }
    sites.forEach(({ system }, at) => {
        const all = taken[at];
        const ms = all.some((run) => run.ms === null) ? null : median(all.map((run) => run.ms));
        found.push({ system, text, kind, ms, slow: slow[at], bytes: median(all.map((run) => run.bytes)), results: all[0].results });
    });
}
await browser.close();
servers.forEach((server) => server.close());
answer(found);
