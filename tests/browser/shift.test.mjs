// Nothing of ours moves under the eyes of a reader while a page of any kind comes: cumulative layout shift, as browsers count it.
// The fonts come late, as they do on a slow line.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { book, harness, open } from "./support.mjs";

const { browser, url } = harness();

/** The most that counts as calm here; browsers call 0.1 good. */
const CALM = 0.05;

/** How long fonts are held back, in milliseconds: until after the first paint. */
const LATE = 600;

/** The first page in a folder, or deeper. */
const first = (folder) => `${folder}/${readdirSync(join(book, folder), { recursive: true }).sort().find((name) => name.endsWith(".html") && !name.endsWith("index.html"))}`;
/** One page of each kind. */
const PAGES = ["index.html", "catalog.html", "guide/taxonomies.html", "guide/search.html", ...["patterns/core", "paths", "laws", "case-studies", "catalog"].map(first), "404.html", "print.html"]
    .filter((path) => existsSync(join(book, path)));

/** How much moved until all has come. */
async function shift(path, options) {
    const page = await open(browser(), `${url()}${path}`, {
        ...options,
        prepare: async (page) => {
            await page.route("**/fonts/*.woff2", async (route) => {
                await new Promise((done) => { setTimeout(done, LATE); });
                await route.continue();
            });
            await page.addInitScript(() => {
                globalThis.moved = [];
                new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) {
                        if (!entry.hadRecentInput) {
                            globalThis.moved.push([entry.value, ...entry.sources.map(({ node }) => node?.className || node?.nodeName)]);
                        }
                    }
                }).observe({ type: "layout-shift", buffered: true });
            });
        },
    });
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => { setTimeout(done, 300); })));
    const moved = await page.evaluate(() => globalThis.moved);
    await page.context().close();
    return { sum: moved.reduce((sum, [value]) => sum + value, 0), moved };
}

describe("layout shift", () => {
    test("there is a page of each kind", () => assert.ok(PAGES.length === 11, PAGES.join(" ")));
    for (const path of PAGES) {
        for (const [width, height] of [[1280, 900], [390, 844]]) {
            test(`${path} at ${width} x ${height}`, async (t) => {
                const { sum, moved } = await shift(path, { viewport: { width, height } });
                t.diagnostic(sum.toFixed(4));
                assert.ok(sum <= CALM, JSON.stringify(moved));
            });
        }
    }
});
