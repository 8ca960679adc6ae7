// What a reader loads of ours before any click: a page that is no catalog is light, and the search comes when it is used.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { pathToFileURL } from "node:url";
import { harness, open, serve, shown, titles } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

/** The most that a page may load, in bytes of gzip. */
const PAGE = 25_000;
const CATALOG = 42_000;

const LIBRARY = {
    "book.toml": "[book]\ntitle = \"Light\"\n[output.html]\nsite-url = \"/\"\n[output.html.search]\nenable = false\n",
    "src/steps.md": "# Steps\n\n{{#patterns progress}}\n\n- [ ] one\n- [ ] two\n",
    "src/SUMMARY.md": "# Summary\n\n- [Steps](steps.md)\n- [Start](README.md)\n- [A](deep/a.md)\n- [B](deep/b.md)\n- [All](deep/all.md)\n- [Every one](every.md)\n- [Code](code.md)\n",
    "src/README.md": "# Start\n\nWords.\n",
    "src/deep/a.md": "---\ntitle: Alpha\ntype: pattern\ntier: gold\nrelated: [b]\n---\n# Alpha\n\nText of one.\n",
    "src/deep/b.md": "---\ntitle: Beta\ntype: pattern\ntier: silver\n---\n# Beta\n\nText of two.\n",
    "src/deep/all.md": "# All\n\n{{#patterns catalog view=cards}}\n",
    "src/every.md": "# Every one\n\n{{#patterns catalog}}\n",
    "src/code.md": "# Code\n\n```html\n<div class=\"patterns-catalog\" data-patterns-catalog=\"table\" data-patterns=\"{}\">\n```\n",
};

/** What of ours a page loads by itself: names without hashes, and all their bytes as they travel. */
async function loaded(page, url) {
    const ours = [];
    const listen = (response) => {
        if (/\/(theme\/patterns|patterns-index\/)/.test(response.url())) {
            ours.push(response);
        }
    };
    page.on("response", listen);
    await page.goto(url, { waitUntil: "networkidle" });
    page.off("response", listen);
    const sizes = await Promise.all(ours.map(async (response) => gzipSync(await response.body()).length));
    const names = ours.map((response) => new URL(response.url()).pathname.replace(/-[0-9a-f]{8}\./, ".").replace(/^.*\/(?=theme|patterns-index)/, ""));
    return { names: names.sort(), size: sizes.reduce((sum, size) => sum + size, 0) };
}

const EVERYWHERE = ["theme/patterns-common.js", "theme/patterns-graph.js", "theme/patterns-preview.js", "theme/patterns-search.js",
    "theme/patterns-tabs.js", "theme/patterns.css"];

describe("what a page loads", () => {
    const [server] = serving(LIBRARY);

    for (const path of ["deep/a.html", "index.html", "code.html", "print.html"]) {
        test(`${path} loads what all pages need, and no more`, async (t) => {
            const page = await open(browser(), `${server.url}404.html`);
            const { names, size } = await loaded(page, server.url + path);
            assert.deepEqual(names, EVERYWHERE);
            assert.ok(size <= PAGE, `${size} bytes`);
            t.diagnostic(`${size} bytes`);
            assert.deepEqual(page.errors, []);
            await page.context().close();
        });
    }

    for (const path of ["every.html", "deep/all.html"]) {
        test(`${path} loads what a catalog needs as well`, async (t) => {
            const page = await open(browser(), `${server.url}404.html`);
            const { names, size } = await loaded(page, server.url + path);
            assert.deepEqual(names, ["patterns-index/catalog.css", "patterns-index/catalog.js", ...EVERYWHERE]);
            assert.ok(size > PAGE && size <= CATALOG, `${size} bytes`);
            t.diagnostic(`${size} bytes`);
            assert.equal(await shown(page), "Showing 2 of 2");
            assert.deepEqual(page.errors, []);
            await page.context().close();
        });
    }

    test("steps.html loads what a list that remembers needs as well", async () => {
        const page = await open(browser(), `${server.url}404.html`);
        const { names, size } = await loaded(page, `${server.url}steps.html`);
        assert.deepEqual(names, ["patterns-index/progress.js", ...EVERYWHERE]);
        assert.ok(size <= PAGE, `${size} bytes`);
        await page.getByRole("checkbox", { name: "one" }).check();
        assert.match(await page.locator(".patterns-progress-text").innerText(), /1 of 2/);
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    for (const kind of ["http", "file"]) {
        test(`the search comes with its first key over ${kind}, and loses no letter`, async () => {
            const base = kind === "http" ? server.url : `${pathToFileURL(server.html).href}/`;
            const page = await open(browser(), `${base}deep/a.html`);
            assert.equal(await page.evaluate(() => typeof PatternsSearchBox), "undefined");
            await page.keyboard.press("/");
            await page.keyboard.type("beat");
            await page.keyboard.press("Backspace");
            await page.keyboard.press("Backspace");
            await page.keyboard.type("ta");
            await page.getByRole("option", { name: /Beta/ }).first().waitFor();
            assert.equal(await page.getByRole("combobox").inputValue(), "beta");
            assert.ok((await page.locator("dialog.patterns-search").boundingBox()).width > 300);
            assert.deepEqual(page.errors, []);
            await page.context().close();
        });
    }

    test("letters typed while the search is still on its way are there when it opens", async () => {
        let release;
        const waiting = new Promise((resolve) => { release = resolve; });
        const page = await open(browser(), `${server.url}deep/a.html`, {
            prepare: (page) => page.route("**/search-box.js?*", async (route) => {
                await waiting;
                await route.continue();
            }),
        });
        await page.keyboard.press("Control+k");
        await page.keyboard.type("sx");
        await page.keyboard.press("Backspace");
        await page.keyboard.type("even /");
        release();
        await page.locator("dialog.patterns-search[open]").waitFor();
        assert.equal(await page.getByRole("combobox").inputValue(), "seven /");
        assert.equal(new URL(page.url()).pathname, "/deep/a.html");
        await page.context().close();
    });

    for (const file of ["search-box.js", "search.css"]) test(`where ${file} does not come, the reader hears it and may try again`, async () => {
        let isBroken = true;
        const page = await open(browser(), `${server.url}deep/a.html`, {
            prepare: (page) => page.route(`**/${file}?*`, (route) => (isBroken ? route.abort() : route.continue())),
        });
        await page.getByRole("button", { name: "Search" }).click();
        await page.getByRole("alert").filter({ hasText: "The search index did not load." }).waitFor();
        isBroken = false;
        await page.getByRole("button", { name: "Try again" }).click();
        await page.getByRole("combobox").waitFor();
        assert.equal(await page.locator(".patterns-search-failed").count(), 0);
        await page.keyboard.press("Escape");
        assert.equal(await page.evaluate(() => document.activeElement.id), "patterns-search-toggle");
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("an address that asks brings the search, and one that marks brings the marks", async () => {
        const page = await open(browser(), `${server.url}deep/a.html?patterns-q=beta`);
        await page.locator(".patterns-search .patterns-found").first().waitFor();
        await page.goto(`${server.url}deep/a.html?patterns-mark=text`);
        await page.locator(".patterns-hits, .patterns-search-hits, [class*=patterns-hit]").first().waitFor();
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("without scripts a catalog has its entries and its look", async () => {
        const page = await open(browser(), `${server.url}every.html`, { javaScriptEnabled: false });
        const entries = page.locator(".patterns-catalog [data-id]");
        assert.equal(await entries.count(), 2);
        assert.equal(await entries.first().isVisible(), true);
        await page.context().close();
    });

    test("under a strict policy and as files, a catalog filters", async () => {
        const strict = await serve(server.html, { "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'" });
        for (const base of [strict.url, `${pathToFileURL(server.html).href}/`]) {
            const page = await open(browser(), `${base}deep/all.html?tier=gold`);
            assert.deepEqual(await titles(page), ["Alpha"]);
            await page.context().close();
        }
        strict.close();
    });
});
