// A catalog so long that the page holds a plain list of it: 1,200 entries of a book that real mdBook built.

import { before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { drawn, harness, longBook, open, query, serve, shown, titles, violations } from "./support.mjs";

const TOTAL = 1200;
const PAGE = 50;
const { it: own, browser } = harness();
let long;
before(async () => {
    assert.ok(existsSync(longBook), `there is no ${longBook}: \`cargo xtask test\` makes it`);
    long = await serve(longBook);
});
const it = (name, path, run, options = {}) => own(name, path, run, { base: () => long.url, ...options });

const option = (page, facet, label) =>
    page.getByRole("group", { name: new RegExp(`^${facet}`) }).getByRole("checkbox", { name: new RegExp(`^\\W*${label} `) });
const text = (page) => page.getByRole("searchbox", { name: "Filter", exact: true });
const rows = (page) => page.locator(".patterns-results [data-id]");
const count = async (page) => Number((await shown(page)).match(/\d+/)[0]);

/** What the plain list says, read without the script: the titles and places of terms. */
async function plain() {
    const page = await open(browser(), `${long.url}index.html`, { javaScriptEnabled: false });
    const all = await page.locator(".patterns-plain > li").evaluateAll((items) => items.map((item) => ({
        title: item.querySelector("a").textContent,
        text: item.textContent,
        terms: item.dataset.t.split(";").map((row) => row.split(",").filter((at) => at !== "").map(Number)),
        minutes: Number(item.dataset.m),
    })));
    const data = JSON.parse(await page.locator(".patterns-catalog").getAttribute("data-patterns"));
    await page.context().close();
    for (const entry of all) {
        entry.text += entry.terms.flatMap((row, at) => row.map((place) => ` ${data.taxonomies[at].terms[place].label}`)).join("").toLowerCase();
    }
    const row = (name) => data.taxonomies.findIndex((taxonomy) => taxonomy.name === name);
    const has = (entry, name, ...ids) => entry.terms[row(name)].some((at) => ids.includes(data.taxonomies[row(name)].terms[at].id));
    return { all, has };
}

describe("without JavaScript", () => {
    it("every entry is there, with its link and its description, and no control is", "index.html", async (page) => {
        const items = page.locator(".patterns-catalog .patterns-plain > li");
        assert.equal(await items.count(), TOTAL);
        assert.equal(await items.locator("a[href$='.html']").count(), TOTAL);
        assert.equal(await items.nth(TOTAL - 1).isVisible(), true);
        assert.match(await items.first().textContent(), /^\w+ \w+ 0 (\w+ ){13}\w+\.$/);
        assert.equal(await page.locator(".patterns-catalog").locator("button, input, select, search").count(), 0);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 400, String(wide));
    }, { javaScriptEnabled: false, viewport: { width: 400, height: 800 } });

    test("the page is small", () => {
        const { size } = statSync(join(longBook, "index.html"));
        assert.ok(size < 250 * TOTAL + 50_000, `${size} bytes`);
    });
});

for (const [name, base] of [["http", undefined], ["file", () => `${pathToFileURL(longBook).href}/`]]) {
    describe(`over ${name}`, () => {
        it("facets, words, order, address and Back say what the list says", "index.html", async (page) => {
            const { all, has } = await plain();
            const show = async (entries) => {
                assert.equal(await count(page), entries.length);
                assert.deepEqual(await titles(page), entries.slice(0, PAGE).map(({ title }) => title));
            };
            await show(all);
            await option(page, "Tier", "Gold").check();
            await option(page, "Tier", "Bronze").check();
            await option(page, "Category", "Data").check();
            const some = all.filter((entry) => has(entry, "tier", "gold", "bronze") && has(entry, "category", "data"));
            await show(some);
            assert.equal(await query(page), "?tier=gold,bronze&category=data");
            await text(page).fill("quorum sh");
            const found = some.filter((entry) => /quorum/.test(entry.text) && /sh/.test(entry.text));
            assert.ok(found.length > 1 && found.length < some.length);
            await show(found);
            await page.getByRole("columnheader", { name: "Title" }).getByRole("button").click();
            const sorted = found.toSorted((a, b) => a.title.localeCompare(b.title, "en", { numeric: true }));
            await show(sorted);
            await page.waitForURL(/sort=title/);
            await page.goBack();
            await show(all);
            await page.goForward();
            await show(sorted);
        }, { ...(base && { base }), viewport: { width: 1920, height: 900 } });
    });
}

describe("a long catalog", () => {
    it("shows a page, more at a click, and the same entries in all views", "index.html?tier=silver&q=cache", async (page) => {
        const total = await count(page);
        assert.ok(total > PAGE + 20 && total < 400, String(total));
        for (const view of ["Cards", "List", "Table"]) {
            await page.getByRole("radio", { name: view }).click();
            await drawn(page);
            assert.equal(await rows(page).count(), PAGE, view);
        }
        const before = await titles(page);
        await page.getByRole("button", { name: `Show more (${total - PAGE})` }).click();
        await drawn(page);
        const after = await titles(page);
        assert.equal(after.length, Math.min(total, PAGE + 100));
        assert.deepEqual(after.slice(0, PAGE), before);
        assert.equal(new Set(await rows(page).evaluateAll((all) => all.map((row) => row.dataset.id))).size, after.length);
    });

    it("an entry that stays keeps its node, its place and the focus", "index.html", async (page) => {
        await drawn(page);
        const link = rows(page).filter({ has: page.locator(".patterns-term-tier-gold") }).first().locator("th a");
        await link.focus();
        await link.evaluate((one) => { globalThis.kept = one; });
        await page.evaluate(() => document.querySelector(".patterns-option input[value=gold]").click());
        await drawn(page);
        assert.equal(await page.evaluate(() => globalThis.kept.isConnected && document.activeElement === globalThis.kept), true);
        const names = await titles(page);
        assert.deepEqual(names, (await plainOf("gold")).slice(0, PAGE), "in the order of the book");
    });

    it("ranges of terms and of minutes", "index.html?difficulty=intermediate..&reading-time=10..20", async (page) => {
        const { all, has } = await plain();
        const wanted = all.filter((entry) => has(entry, "difficulty", "intermediate", "advanced", "expert") && entry.minutes >= 10 && entry.minutes <= 20);
        assert.equal(await count(page), wanted.length);
        assert.deepEqual(await titles(page), wanted.slice(0, PAGE).map(({ title }) => title));
    });

    it("paper has every entry that passes, not only the page, and the names of the filters", "index.html?tier=gold&category=core", async (page) => {
        await drawn(page);
        assert.ok(await count(page) > PAGE);
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        await page.emulateMedia({ media: "print" });
        assert.equal(await rows(page).locator("visible=true").count(), await count(page));
        assert.equal(await page.locator(".patterns-on-paper").innerText(), "Active filters: Tier: Gold; Category: Core");
        assert.equal(await page.locator(".patterns-controls").isVisible(), false);
        assert.equal(await page.locator(".patterns-more button").count(), 0);
    });

    for (const [theme, width] of [["light", 1280], ["ayu", 400]]) {
        it(`axe finds nothing in ${theme} at ${width} px, and nothing is too wide`, "index.html?tier=gold", async (page) => {
            for (const view of ["Table", "Cards", "List"]) {
                await page.getByRole("radio", { name: view }).click();
                await drawn(page);
                assert.deepEqual(await violations(page, ".patterns-catalog"), [], view);
                const wide = await page.evaluate(() => document.documentElement.scrollWidth);
                assert.ok(wide <= width, `${view}: ${wide}`);
            }
        }, { theme, viewport: { width, height: 800 } });
    }
});

/** The titles of a tier, in the order of the book. */
async function plainOf(tier) {
    const { all, has } = await plain();
    return all.filter((entry) => has(entry, "tier", tier)).map(({ title }) => title);
}
