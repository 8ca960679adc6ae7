// The search where readers or the book want it otherwise: forced colours, less motion, no keys, words of the book's own.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { changed, harness } from "./support.mjs";

const PAGE = "patterns/data/caching.html";
const { it, browser, url } = harness();
const dialog = (page) => page.locator("dialog.patterns-search");

/** Opens the box, types, and makes the first option the active one. */
async function choose(page, text) {
    await page.keyboard.press("Control+k");
    await page.locator(".patterns-search-input").fill(text);
    await page.locator(".patterns-option-found .patterns-found-text .patterns-mark").first().waitFor();
    await page.keyboard.press("ArrowDown");
}

/** What a system colour is here. */
const system = (page, name) => page.evaluate((name) => {
    const probe = document.createElement("p");
    probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
}, name);

/** A computed property of an element, or of a part of it. */
const style = (page, selector, property, part = null) => page.evaluate(([selector, property, part]) =>
    getComputedStyle(document.querySelector(selector), part)[property], [selector, property, part]);

describe("forced colours", () => {
    const options = { forcedColors: "active" };

    it("the active option has an outline, matches are underlined, and the box shows where the focus is", PAGE, async (page) => {
        await choose(page, "retry");
        assert.equal(await style(page, ".patterns-search-list [aria-selected=true]", "outlineStyle"), "solid");
        assert.equal(await style(page, ".patterns-search-list [aria-selected=true]", "outlineColor"), await system(page, "Highlight"));
        assert.equal(await style(page, ".patterns-search-list [aria-selected=false]", "outlineStyle"), "none");
        assert.equal(await style(page, ".patterns-found-text .patterns-mark", "textDecorationLine"), "underline");
        assert.equal(await style(page, ".patterns-search-bar", "borderBlockEndColor"), await system(page, "Highlight"));
        assert.equal(await style(page, ".patterns-search .patterns-sign path", "stroke"), await style(page, ".patterns-search .patterns-sign", "color"));
    }, options);

    it("all results have borders around what can be pressed", `${PAGE}?patterns-q=retry`, async (page) => {
        await page.locator(".patterns-found").first().waitFor();
        for (const control of [".patterns-search-head select", ".patterns-more > button"]) {
            if (await page.locator(control).count() > 0) {
                assert.notEqual(await style(page, control, "borderTopStyle"), "none", control);
            }
        }
        // The browser itself draws boxes to tick in the colours of the system.
        assert.equal(await style(page, ".patterns-search-facets input", "appearance"), "auto");
    }, options);

    it("matches on the page have the colours that the system marks with", `${PAGE}?patterns-mark=cache`, async (page) => {
        await page.locator(".patterns-hits").waitFor();
        const hit = (property, name) => style(page, "main p", property, `::highlight(${name})`);
        assert.equal(await hit("backgroundColor", "patterns-hit"), await system(page, "Mark"));
        assert.equal(await hit("backgroundColor", "patterns-hit-current"), await system(page, "Highlight"));
        assert.equal(await style(page, ".patterns-hits", "borderTopStyle"), "solid");
    }, options);
});

describe("less motion", () => {
    /** The animations of the line that shows that something is on its way. */
    const busy = async (page) => {
        await page.keyboard.press("Control+k");
        await dialog(page).evaluate((element) => element.classList.add("patterns-busy"));
        return style(page, ".patterns-search-bar", "animationName", "::after");
    };
    /** How the page scrolls to the next match, as often as it does. */
    const scrolls = async (page) => {
        await page.locator(".patterns-hits").waitFor();
        await page.evaluate(() => {
            globalThis.ways = [];
            window.scrollBy = ({ behavior }) => globalThis.ways.push(behavior);
        });
        const next = page.locator(".patterns-hits button").nth(1);
        for (let hits = 0; hits < 30 && await page.evaluate(() => globalThis.ways.length === 0); hits += 1) {
            await next.click();
        }
        return page.evaluate(() => globalThis.ways);
    };

    it("nothing runs, and the page jumps to a match", `${PAGE}?patterns-mark=cache`, async (page) => {
        assert.deepEqual(await scrolls(page), ["auto"]);
        assert.equal(await busy(page), "patterns-appear");
    }, { reducedMotion: "reduce" });

    it("where motion is welcome a line runs, and the page glides", `${PAGE}?patterns-mark=cache`, async (page) => {
        assert.deepEqual(await scrolls(page), ["smooth"]);
        assert.equal(await busy(page), "patterns-appear, patterns-run");
    }, { reducedMotion: "no-preference" });
});

describe("what the book says", () => {
    /** A page of a book with these settings, as the preprocessor puts them. */
    const with_ = (settings, path = PAGE, prepare = async () => {}) => changed(browser(), url(), path, (html) =>
        html.replace("<main>", `<main>\n<div data-patterns-search="${JSON.stringify(settings).replace(/"/g, "&quot;")}" hidden></div>`), prepare);

    test("no key opens the search where the book has none, and the button does", async () => {
        const page = await with_({ shortcuts: false });
        const toggle = page.locator("#patterns-search-toggle");
        assert.equal(await toggle.getAttribute("aria-keyshortcuts"), null);
        assert.equal(await toggle.getAttribute("title"), "Search");
        for (const key of ["/", "s", "Control+k"]) {
            await page.keyboard.press(key);
            assert.equal(await dialog(page).count(), 0, key);
        }
        await toggle.click();
        await dialog(page).waitFor();
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("its own words are there before the index, and where it does not come", async () => {
        const words = { search: "Find", search_close: "Away", search_failed: "It did not come.", search_retry: "Once more" };
        const page = await with_({ words }, PAGE, (page) => page.route("**/patterns-index/index.js*", (route) => route.abort()));
        await page.getByRole("button", { name: "Find" }).click();
        await page.getByRole("combobox", { name: "Find" }).waitFor();
        await page.getByRole("button", { name: "Away" }).waitFor();
        await page.locator(".patterns-search-error").getByText("It did not come.").waitFor();
        await page.getByRole("button", { name: "Once more" }).waitFor();
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("its own words are there where the search itself does not come", async () => {
        const words = { search: "Find", search_close: "Away", search_failed: "It did not come.", search_retry: "Once more" };
        const page = await with_({ words }, PAGE, (page) => page.route("**/patterns-index/**", (route) => route.abort()));
        await page.getByRole("button", { name: "Find" }).click();
        const said = page.getByRole("dialog", { name: "Find" });
        await said.getByText("It did not come.").waitFor();
        await said.getByRole("button", { name: "Once more" }).waitFor();
        await said.getByRole("button", { name: "Away" }).click();
        assert.equal(await said.count(), 0);
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("one word of its own, and the others of its language", async () => {
        const page = await with_({ words: { search: "Find" } });
        await page.getByRole("button", { name: "Find" }).click();
        await page.getByRole("button", { name: "Close" }).waitFor();
        await page.context().close();
    });

    it("a suggestion can be taken, and filters that leave nothing dropped", `${PAGE}?patterns-q=zzxqyv&patterns-in-tier=gold`, async (page) => {
        await page.locator(".patterns-empty button").click();
        await page.waitForURL(/patterns-q=zzxqyv$/);
        assert.equal(await page.locator(".patterns-empty button").count(), 0);
    });
});
