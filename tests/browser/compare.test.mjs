// Comparing entries, as readers do it.

import { describe } from "node:test";
import assert from "node:assert/strict";
import { harness, asFiles, open, query, shown, THEMES, violations } from "./support.mjs";

const { it, browser, url } = harness();
const pick = (page, title) => page.getByRole("checkbox", { name: `Compare “${title}”` });
const bar = (page) => page.getByRole("button", { name: /^Compare \(\d\)$/ });
const rows = (page) => page.locator(".patterns-comparison tbody th").allTextContents();
const heads = (page) => page.locator(".patterns-comparison thead th a").allTextContents();
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

for (const [name, base] of [["http", undefined], ["file", () => asFiles]]) {
    describe(`comparing over ${name}`, () => {
        it("entries are ticked, set side by side, and Back leads to the catalog as it was", "catalog.html?tier=gold,silver", async (page) => {
            assert.equal(await bar(page).isVisible(), false);
            await pick(page, "Timeout").check();
            assert.equal(await bar(page).isDisabled(), true, "one entry compares with nothing");
            await page.getByRole("radio", { name: "Cards" }).click();
            assert.equal(await pick(page, "Timeout").isChecked(), true);
            await pick(page, "Retry").check();
            const title = await page.title();
            await bar(page).click();
            assert.equal(await query(page), "?tier=gold,silver&compare=timeout,retry-with-backoff&view=cards");
            assert.equal(await focused(page), "Comparison");
            assert.deepEqual(await heads(page), ["Timeout", "Retry"]);
            assert.match(await page.title(), /^Comparison: Timeout, Retry – /);
            assert.equal(await page.locator(".patterns-controls").isVisible(), false);
            await page.goBack();
            assert.equal(await query(page), "?tier=gold,silver&view=cards");
            assert.equal(await shown(page), "Showing 26 of 30");
            assert.equal(await focused(page), "Compare (2)");
            assert.equal(await page.title(), title);
            await page.goForward();
            assert.deepEqual(await heads(page), ["Timeout", "Retry"]);
            await page.getByRole("button", { name: "Back to the catalog" }).click();
            await page.waitForURL((at) => !at.search.includes("compare"));
            assert.equal(await focused(page), "Compare (2)");
        }, { base });
    });
}

describe("a comparison", () => {
    it("has the rows of the directive, word for word", "catalog.html?compare=timeout,retry-with-backoff", async (page) => {
        const texts = (page, root) => page.locator(`${root} tbody tr`).evaluateAll((rows) => rows.map((row) =>
            [...row.cells].map((cell) => cell.textContent.trim())));
        const drawn = await texts(page, ".patterns-comparison .patterns-compare");
        const built = await open(browser(), `${url()}guide/directives.html`, { javaScriptEnabled: false });
        const there = await texts(built, ".patterns-compare");
        await built.context().close();
        const known = drawn.filter(([label]) => there.some(([other]) => other === label));
        assert.deepEqual(known.map(([label]) => label), there.map(([label]) => label));
        assert.deepEqual(known, there);
        assert.ok(await page.locator(".patterns-comparison td a[href$='.html']").count() > 0, "relations are links");
    });

    it("has an address that works alone, and entries can be taken out", "catalog.html?compare=saga,nothing,timeout,saga,retry-with-backoff", async (page) => {
        assert.deepEqual(await heads(page), ["Saga", "Timeout", "Retry"]);
        await page.getByRole("button", { name: "Take “Saga” out of the comparison" }).click();
        assert.deepEqual(await heads(page), ["Timeout", "Retry"]);
        assert.equal(await query(page), "?compare=timeout,retry-with-backoff");
        await page.getByRole("button", { name: "Take “Timeout” out of the comparison" }).click();
        await page.waitForURL((at) => at.search === "");
        assert.equal(await shown(page), "Showing 30 of 30");
    });

    it("takes four at most, and says so", "catalog.html", async (page) => {
        const boxes = page.locator(".patterns-results .patterns-pick input");
        for (let at = 0; at < 4; at += 1) {
            await boxes.nth(at).check();
        }
        assert.equal(await page.locator(".patterns-compare-bar").innerText(), "Compare (4)\nClear\nAt most 4 can be compared");
        assert.equal(await boxes.nth(4).isDisabled(), true);
        await page.reload();
        assert.equal(await page.locator(".patterns-pick input:checked").count(), 4, "ticks are remembered");
        await page.getByRole("button", { name: "Clear" }).click();
        assert.equal(await page.locator(".patterns-pick input:checked").count(), 0);
        assert.equal(await bar(page).isVisible(), false);
    });

    it("scrolls by the arrow keys and keeps the chapter", "catalog.html?compare=saga,timeout,retry-with-backoff,circuit-breaker", async (page) => {
        const before = page.url();
        await page.locator(".patterns-comparison .patterns-compare").focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowLeft");
        await page.locator(".patterns-drop").first().focus();
        await page.keyboard.press("ArrowRight");
        assert.equal(page.url(), before);
        assert.ok((await rows(page)).length > 3);
    }, { viewport: { width: 400, height: 800 } });

    it("shows two columns on a phone, below the names of rows", "catalog.html?compare=saga,timeout", async (page) => {
        const table = page.locator(".patterns-comparison table");
        const [first, second] = await table.locator("thead th").evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().toJSON()));
        assert.ok(first.left < 30 && second.left - first.left > 140 && second.left + 140 <= 360, JSON.stringify([first, second]));
        const overlaps = await table.locator("tbody tr").evaluateAll((rows) => {
            const text = (cell) => {
                const range = document.createRange();
                range.selectNodeContents(cell);
                return range.getBoundingClientRect();
            };
            return rows.filter((row) => [...row.querySelectorAll("td:not(:empty)")].some((cell) => text(cell).top < text(row.querySelector("th")).bottom - 2)).map((row) => row.innerText);
        });
        assert.deepEqual(overlaps, []);
    }, { viewport: { width: 360, height: 800 } });

    it("reads numbers with their units from right to left, too", "catalog.html?compare=saga,timeout", async (page) => {
        await page.evaluate(() => { document.documentElement.dir = "rtl"; });
        const cell = page.locator(".patterns-comparison tbody td", { hasText: /^\d+ min$/ }).first();
        const [number, unit] = await cell.evaluate((cell) => [0, cell.firstChild.length - 1].map((at) => {
            const range = document.createRange();
            range.setStart(cell.firstChild, at);
            range.setEnd(cell.firstChild, at + 1);
            return range.getBoundingClientRect().left;
        }));
        assert.ok(number < unit, `${number} ${unit}`);
    });

    it("stays a table at any width", "catalog.html?compare=saga,timeout,retry-with-backoff,circuit-breaker", async (page) => {
        for (const width of [400, 600, 660, 740, 800, 1000]) {
            await page.setViewportSize({ width, height: 800 });
            const display = await page.locator(".patterns-comparison table").evaluate((table) => getComputedStyle(table).display);
            assert.equal(display, "table", `${width} px`);
        }
    });

    for (const theme of THEMES) {
        it(`axe finds nothing in ${theme}, and nothing is too wide on a phone`, "catalog.html?compare=saga,timeout,retry-with-backoff", async (page) => {
            assert.deepEqual(await violations(page, ".patterns-catalog"), []);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= 400, String(wide));
            await page.getByRole("button", { name: "Back to the catalog" }).click();
            await pick(page, "Saga").check();
            await page.locator(".patterns-compare-bar").waitFor();
            assert.deepEqual(await violations(page, ".patterns-catalog"), []);
        }, { theme, viewport: { width: 400, height: 800 } });
    }
});
