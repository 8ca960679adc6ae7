// The search as readers meet it: this project's own book in Chromium, over http and as files.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { asFiles, axe, book, bookOfBoth, harness, open, query, serve, THEMES } from "./support.mjs";

const PAGE = "patterns/data/caching.html";

const { it, browser, url } = harness();
/** The same book with mdBook's own search beside ours. */
let both;
before(async () => {
    assert.ok(existsSync(bookOfBoth), `there is no ${bookOfBoth}: run \`cargo xtask test\` first`);
    both = await serve(bookOfBoth);
});
after(() => both?.close());

const box = (page) => page.getByRole("combobox", { name: "Search" });
const dialog = (page) => page.getByRole("dialog", { name: "Search" });
const toggle = (page) => page.locator("#patterns-search-toggle");
const options = (page) => page.getByRole("option");
const found = (page) => page.locator(".patterns-found");
const count = (page) => page.locator(".patterns-search-count");
const option = (page, facet, label) =>
    page.getByRole("group", { name: new RegExp(`${facet}$`) }).getByRole("checkbox", { name: new RegExp(`^\\W*${label} `) });
const active = (page) => page.evaluate(() => {
    const id = document.activeElement.getAttribute("aria-activedescendant");
    return id === null ? null : document.getElementById(id).querySelector(".patterns-found-title")?.textContent ?? document.getElementById(id).textContent;
});
/** Opens the box and types; waits for the first option. */
async function type(page, text) {
    await page.keyboard.press("Control+k");
    await box(page).fill(text);
    await page.locator(".patterns-option-found").first().waitFor();
}
/** What a Highlight marks. */
const marked = (page, name) => page.evaluate((name) => [...CSS.highlights.get(name) ?? []].map((range) => range.toString()), name);

for (const [name, base] of [["http", () => url()], ["file", () => asFiles]]) {
    describe(`over ${name}`, () => {
        it("a site hears what is asked, and which result is opened", PAGE, async (page) => {
            await page.evaluate(() => {
                for (const name of ["patterns-search", "patterns-open"]) {
                    document.addEventListener(name, ({ detail }) => {
                        const heard = JSON.parse(sessionStorage.getItem("heard") ?? "[]");
                        sessionStorage.setItem("heard", JSON.stringify([...heard, { name, ...detail }]));
                    });
                }
            });
            const heard = () => page.evaluate(() => JSON.parse(sessionStorage.getItem("heard") ?? "[]"));
            const hears = (number) =>
                page.waitForFunction((n) => JSON.parse(sessionStorage.getItem("heard") ?? "[]").length === n, number);
            await type(page, "timeout");
            await hears(1);
            await page.locator(".patterns-option-found").first().click();
            await page.waitForURL(/timeout/);
            await hears(2);
            const [asked, opened] = await heard();
            assert.deepEqual([asked.name, asked.query, asked.missing], ["patterns-search", "timeout", []]);
            assert.ok(asked.count > 3, `${asked.count}`);
            assert.deepEqual([opened.name, opened.query, opened.place], ["patterns-open", "timeout", 1]);
            assert.match(opened.url, /timeout\.html/);
        });

        it("from the box to the words on the page", PAGE, async (page) => {
            await type(page, "retry stor");
            const first = page.locator(".patterns-option-found").first();
            assert.ok((await first.locator(".patterns-mark").allTextContents()).length > 0, "matches are marked");
            await page.locator(".patterns-option-found .patterns-found-text .patterns-mark").first().waitFor();
            await page.keyboard.press("Enter");
            await found(page).first().waitFor();
            assert.equal(await query(page), "?patterns-q=retry%20stor");
            await page.locator(".patterns-found-headings a").first().waitFor();
            const link = page.locator(".patterns-found-headings a").first();
            const href = await link.getAttribute("href");
            assert.match(href, /\?patterns-mark=[^#]+#./);
            await link.click();
            await page.locator(".patterns-hits").waitFor();
            assert.ok(page.url().endsWith(href.slice(href.indexOf("?"))), page.url());
            const words = await marked(page, "patterns-hit");
            assert.ok(words.length > 0 && words.every((word) => /^(retr|stor)/i.test(word)), words.join());
            await page.goBack();
            await found(page).first().waitFor();
            assert.equal(await box(page).inputValue(), "retry stor", "Back shows the results again");
        }, { base });

        it("an address asks for results", `${PAGE}?x=1&patterns-q=cache&patterns-in-tier=gold&patterns-sort=title`, async (page) => {
            await found(page).first().waitFor();
            assert.equal(await box(page).inputValue(), "cache");
            assert.equal(await option(page, "Tier", "Gold").isChecked(), true);
            const titles = await page.locator(".patterns-found-title > a").allTextContents();
            assert.deepEqual(titles, titles.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })));
            await page.keyboard.press("Escape");
            assert.equal(await dialog(page).isVisible(), false);
            assert.equal(await query(page), "?x=1", "what is not ours stays");
        }, { base });
    });
}

describe("opening", () => {
    for (const key of ["/", "s", "Control+k"]) {
        it(`${key} opens the box, and Escape closes it`, PAGE, async (page) => {
            assert.equal(await toggle(page).getAttribute("aria-keyshortcuts"), "/ s Control+K");
            await page.keyboard.press(key);
            assert.equal(await box(page).evaluate((input) => input === document.activeElement), true);
            assert.equal(await box(page).inputValue(), "");
            assert.equal(await toggle(page).getAttribute("aria-expanded"), "true");
            await page.keyboard.press("Escape");
            assert.equal(await dialog(page).isVisible(), false);
            assert.equal(await toggle(page).getAttribute("aria-expanded"), "false");
        });
    }

    it("nothing loads before the reader is about to search", PAGE, async (page) => {
        // The page has a list that remembers ticks; its script stands beside the index and is none of the search.
        const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /\/patterns-index\/(?!progress\.js)/.test(name)).length);
        assert.equal(await loaded(), 0);
        await toggle(page).hover();
        await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/patterns-index/index.js")));
        // The box, its look, and the manifest.
        assert.equal(await loaded(), 3);
    });

    it("the index comes beside the box, not after it", PAGE, async (page) => {
        const index = page.waitForRequest(/\/patterns-index\/index\.js/);
        await page.route(/\/search-box\.js/, async (route) => {
            await index;
            await route.continue();
        });
        await page.keyboard.press("Control+k");
        await dialog(page).waitFor();
    });

    it("keys that are typed into a field stay there", PAGE, async (page) => {
        await page.evaluate(() => document.querySelector("main").append(document.createElement("textarea")));
        await page.locator("main textarea").focus();
        await page.keyboard.type("s/");
        assert.equal(await page.locator("main textarea").inputValue(), "s/");
        assert.equal(await dialog(page).count(), 0);
    });

    it("a reader who turned single keys off has Ctrl+K", PAGE, async (page) => {
        await page.evaluate(() => localStorage.setItem("mdbook-patterns:/:shortcuts", "off"));
        await page.keyboard.press("s");
        await page.keyboard.press("/");
        assert.equal(await dialog(page).count(), 0);
        await page.keyboard.press("Control+k");
        await dialog(page).waitFor();
    });

    it("on the catalog page / is the filter's, s and Ctrl+K the search's", "catalog.html", async (page) => {
        const filter = page.getByRole("searchbox", { name: "Filter", exact: true });
        assert.equal(await filter.getAttribute("aria-keyshortcuts"), "/");
        assert.equal(await toggle(page).getAttribute("aria-keyshortcuts"), "s Control+K");
        await page.keyboard.press("/");
        assert.equal(await filter.evaluate((input) => input === document.activeElement), true);
        await page.keyboard.press("Control+k");
        await dialog(page).waitFor();
        await type(page, "saga");
        await page.keyboard.press("Escape");
        await page.locator("h1").first().click();
        await page.keyboard.press("s");
        assert.equal(await dialog(page).isVisible(), true);
    });

    it("a click beside the dialog closes it", PAGE, async (page) => {
        await toggle(page).click();
        await dialog(page).waitFor();
        await page.mouse.click(5, 5);
        assert.equal(await dialog(page).isVisible(), false);
    });
});

describe("beside mdBook's own search", () => {
    const base = () => both.url;
    it("/ and s are mdBook's, Ctrl+K is ours, and the menu bar has one button", PAGE, async (page) => {
        assert.equal(await toggle(page).count(), 0);
        await page.keyboard.press("s");
        assert.equal(await page.locator("#mdbook-searchbar").isVisible(), true);
        assert.equal(await dialog(page).count(), 0);
        await page.keyboard.press("Escape");
        await type(page, "saga");
        assert.equal(await page.locator("#mdbook-searchbar").isVisible(), false);
        await page.keyboard.press("Enter");
        await found(page).first().waitFor();
        assert.equal(await query(page), "?patterns-q=saga");
    }, { base });

    it("the catalog page has a button", "catalog.html", async (page) => {
        await page.getByRole("button", { name: "Search", exact: true }).click();
        await dialog(page).waitFor();
    }, { base });

    it("marks of mdBook and ours keep apart", `${PAGE}?patterns-mark=cache&highlight=stale`, async (page) => {
        await page.locator(".patterns-hits").waitFor();
        const theirs = await page.locator("mark[data-markjs]").count();
        assert.ok(theirs > 0);
        const words = await marked(page, "patterns-hit");
        assert.ok(words.length > 0 && words.every((word) => word.toLowerCase() === "cache"), words.join());
        await page.locator("h1").last().click();
        await page.keyboard.press("Escape");
        assert.equal(await page.locator(".patterns-hits").count(), 0);
        assert.ok(!(await query(page)).includes("patterns-mark"), await query(page));
    }, { base });
});

describe("the combobox", () => {
    it("arrows, Home, End and Enter", PAGE, async (page) => {
        await type(page, "retry");
        assert.equal(await box(page).getAttribute("aria-expanded"), "true");
        const titles = await page.locator(".patterns-option-found .patterns-found-title").allTextContents();
        assert.equal(titles[0], "Retry with Exponential Backoff and Jitter");
        assert.equal(await active(page), null);
        await page.keyboard.press("ArrowDown");
        assert.equal(await active(page), titles[0]);
        await page.keyboard.press("ArrowDown");
        assert.equal(await active(page), titles[1]);
        assert.equal(await page.getByRole("option", { selected: true }).count(), 1);
        await page.keyboard.press("End");
        assert.match(await active(page), /^All results \(\d+\)$/);
        await page.keyboard.press("ArrowDown");
        assert.equal(await active(page), null, "behind the last one is the box");
        await page.keyboard.press("ArrowUp");
        assert.match(await active(page), /^All results/);
        await page.keyboard.press("Home");
        assert.equal(await active(page), titles[0]);
        await Promise.all([page.waitForURL(/retry-with-backoff\.html\?patterns-mark=/), page.keyboard.press("Enter")]);
        assert.equal(new URL(page.url()).hash, "", "its title says it all: the top of the page");
    });

    it("Left and Right move the caret, not the chapter", PAGE, async (page) => {
        const before = page.url();
        await type(page, "retry");
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Tab");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("Enter");
        assert.equal(page.url(), before);
        assert.equal(await dialog(page).isVisible(), false, "Tab went to Close");
    });

    it("screen readers hear the count once the reader pauses", PAGE, async (page) => {
        await type(page, "saga");
        await page.waitForFunction(() => /^Results: \d+$/.test(document.querySelector(".patterns-search [role=status]").textContent));
        await box(page).fill("qqqqqqqq");
        await page.waitForFunction(() => document.querySelector(".patterns-search [role=status]").textContent === "Nothing found for “qqqqqqqq”.");
        assert.equal(await box(page).getAttribute("aria-expanded"), "false");
    });

    it("nothing is said of another spelling where that finds nothing either", PAGE, async (page) => {
        const notes = page.locator(".patterns-search-main .patterns-search-notes");
        await page.goto(`${url()}${PAGE}?patterns-q=cachinng`);
        await found(page).first().waitFor();
        assert.match(await notes.textContent(), /Nothing found for “cachinng”/);
        await page.goto(`${url()}${PAGE}?patterns-q=cachinng%20-caching`);
        await page.locator(".patterns-empty").waitFor();
        assert.equal(await notes.textContent(), "");
    });

    it("recent queries can be asked again and forgotten", PAGE, async (page) => {
        await type(page, "saga");
        await page.keyboard.press("Enter");
        await found(page).first().waitFor();
        await page.keyboard.press("Escape");
        await page.goto(`${url()}index.html`);
        await page.keyboard.press("/");
        await options(page).first().waitFor();
        assert.deepEqual(await options(page).allTextContents(), ["saga"]);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        assert.equal(await box(page).inputValue(), "saga");
        await page.locator(".patterns-option-found").first().waitFor();
        await box(page).fill("");
        await page.getByRole("button", { name: "Forget recent queries" }).click();
        assert.equal(await options(page).count(), 0);
        await page.reload();
        await page.keyboard.press("/");
        await page.locator(".patterns-search-hints").waitFor();
        assert.equal(await options(page).count(), 0);
    });

    it("keyboard only: results, facets and back", PAGE, async (page) => {
        await type(page, "service");
        await page.keyboard.press("Enter");
        await found(page).first().waitFor();
        await page.keyboard.press("ArrowDown");
        const focused = () => page.evaluate(() => document.activeElement.closest(".patterns-found-title")?.textContent ?? document.activeElement.className);
        assert.equal(await focused(), await page.locator(".patterns-found-title").first().textContent());
        await page.keyboard.press("ArrowUp");
        assert.equal(await focused(), "patterns-search-input");
        for (let tabs = 0; tabs < 20 && await page.evaluate(() => document.activeElement.type !== "checkbox"); tabs += 1) {
            await page.keyboard.press("Tab");
        }
        const before = await count(page).textContent();
        const key = await page.evaluate(() => document.activeElement.dataset.key);
        await page.keyboard.press("Space");
        await page.waitForFunction((before) => document.querySelector(".patterns-search-count").textContent !== before, before);
        assert.equal(await page.evaluate(() => document.activeElement.dataset.key), key, "the focus stays");
    });
});

describe("results", () => {
    it("or within a facet, and across facets; counts say what a click would show", `${PAGE}?patterns-q=service`, async (page) => {
        await found(page).first().waitFor();
        const numberOf = async (facet, label) => Number(await option(page, facet, label).locator("xpath=..").locator(".patterns-count").textContent());
        const gold = await numberOf("Tier", "Gold");
        const silver = await numberOf("Tier", "Silver");
        await option(page, "Tier", "Gold").check();
        await page.waitForURL(/patterns-in-tier=gold$/);
        await page.waitForFunction((n) => document.querySelector(".patterns-search-count").textContent === `Results: ${n}`, gold);
        await option(page, "Tier", "Silver").check();
        await page.waitForFunction((n) => document.querySelector(".patterns-search-count").textContent === `Results: ${n}`, gold + silver);
        const resilience = await numberOf("Category", "Resilience");
        await option(page, "Category", "Resilience").check();
        await page.waitForFunction((n) => document.querySelector(".patterns-search-count").textContent === `Results: ${n}`, resilience);
        assert.equal(await query(page), "?patterns-q=service&patterns-in-tier=gold,silver&patterns-in-category=resilience");
        await page.goBack();
        assert.equal(await query(page), "?patterns-q=service", "all choices are one step of the history");
        await page.waitForFunction((n) => document.querySelector(".patterns-search-count").textContent !== `Results: ${n}`, resilience);
        assert.equal(await option(page, "Tier", "Gold").isChecked(), false);
        await page.goForward();
        await page.waitForFunction((n) => document.querySelector(".patterns-search-count").textContent === `Results: ${n}`, resilience);
        await page.getByRole("button", { name: "Reset" }).click();
        await page.waitForURL(/patterns-q=service$/);
    });

    it("order by title and by date", `${PAGE}?patterns-q=service`, async (page) => {
        await found(page).first().waitFor();
        await page.getByLabel("Sort by").selectOption("Date");
        await page.waitForURL(/patterns-sort=date/);
        await page.waitForFunction(() => {
            const dates = [...document.querySelectorAll(".patterns-found time")].map((time) => time.textContent);
            return dates.length > 2 && dates.every((date, at) => at === 0 || date <= dates[at - 1]);
        });
    });

    it("the language of queries: phrases, words left out, terms", PAGE, async (page) => {
        await page.keyboard.press("/");
        const titlesOf = async (text) => {
            await box(page).fill(text);
            await page.waitForFunction((text) => !document.querySelector(".patterns-busy") && document.querySelector(".patterns-search-input").value === text, text);
            return page.locator(".patterns-option-found .patterns-found-title").allTextContents();
        };
        const all = await titlesOf("circuit breaker");
        const without = await titlesOf("circuit -breaker");
        assert.ok(all.includes("Circuit Breaker") && !without.includes("Circuit Breaker"), without.join());
        const phrase = await titlesOf("\"half-open\"");
        assert.ok(phrase.includes("Circuit Breaker"), phrase.join());
        const bronze = await titlesOf("tier:bronze");
        assert.deepEqual(bronze.toSorted(), ["Command Query Responsibility Segregation", "Event Sourcing", "Hedged Requests", "Two-Phase Commit"]);
    });

    it("a misspelt word is said, and what was taken for it", PAGE, async (page) => {
        await page.keyboard.press("/");
        await box(page).fill("sagga ");
        await page.locator(".patterns-search-note").first().waitFor();
        assert.match(await page.locator(".patterns-search-notes").first().textContent(), /saga/);
    });

    it("markup in titles, queries and addresses is text", `${PAGE}?patterns-q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&patterns-in-x=%3Cb%3E`, async (page) => {
        await page.locator(".patterns-search-count").waitFor();
        assert.equal(await page.locator(".patterns-search img").count(), 0);
    });
});

describe("on the page", () => {
    const marks = "patterns/resilience/circuit-breaker.html?x=1&patterns-mark=retry+retries+break*#sources";
    it("next, previous and Escape; the page's elements stay as they are", marks, async (page) => {
        const bar = page.getByRole("group", { name: "Matches on this page" });
        await bar.waitFor();
        assert.equal(await page.locator("main mark").count(), 0);
        const position = () => bar.getByRole("status").textContent();
        const [, at, all] = (await position()).match(/^Match (\d+) of (\d+)$/).map(Number);
        assert.ok(at > 1, "the first match behind the heading");
        await bar.getByRole("button", { name: "Next match" }).click();
        assert.equal(await position(), `Match ${at + 1} of ${all}`);
        await bar.getByRole("button", { name: "Previous match" }).click();
        await bar.getByRole("button", { name: "Previous match" }).click();
        assert.equal(await position(), `Match ${at - 1} of ${all}`);
        assert.equal((await marked(page, "patterns-hit-current")).length, 1);
        const before = page.url();
        await page.keyboard.press("ArrowRight");
        assert.equal(page.url(), before, "the chapter stays");
        await page.keyboard.press("Escape");
        assert.equal(await bar.count(), 0);
        assert.deepEqual(await marked(page, "patterns-hit"), []);
        assert.equal(new URL(page.url()).search + new URL(page.url()).hash, "?x=1#sources");
    });

    it("without ranges to highlight there are marks, which leave no trace", "index.html", async (page) => {
        await page.addInitScript(() => { delete globalThis.Highlight; });
        await page.goto(`${url()}${PAGE}`);
        const clean = await page.locator("main").innerHTML();
        await page.goto(`${url()}${PAGE}?patterns-mark=cache+load*`);
        await page.locator(".patterns-hits").waitFor();
        assert.ok(await page.locator("main mark.patterns-mark").count() > 3);
        assert.equal(await page.locator("main mark.patterns-hit-current").count(), 1);
        await page.keyboard.press("Escape");
        assert.equal(await page.locator("main mark.patterns-mark").count(), 0);
        assert.equal(await page.locator("main").innerHTML(), clean);
    });

    it("words that are not there show no bar", `${PAGE}?patterns-mark=qqqqqq`, async (page) => {
        await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/patterns-index/index.js")));
        assert.equal(await page.locator(".patterns-hits").count(), 0);
    });
});

describe("people", () => {
    for (const theme of THEMES) {
        for (const width of [1280, 400]) {
            it(`axe finds nothing in ${theme} at ${width} px`, PAGE, async (page) => {
                await page.evaluate(axe);
                const look = async (where, what) => {
                    const { violations } = await page.evaluate((where) => globalThis.axe.run(where), where);
                    const all = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)]);
                    assert.deepEqual(all, [], `${what} in ${theme}`);
                };
                await page.keyboard.press("Control+k");
                await page.locator(".patterns-search-hints").waitFor();
                await look(".patterns-search", "the start");
                await type(page, "retry back");
                await page.locator(".patterns-option-found .patterns-found-text .patterns-mark").first().waitFor();
                await page.keyboard.press("ArrowDown");
                await look(".patterns-search", "options");
                await box(page).focus();
                await page.keyboard.press("ArrowUp");
                await page.keyboard.press("Enter");
                await page.locator(".patterns-found-headings a").first().waitFor();
                if (width === 400) {
                    await page.getByRole("button", { name: "Filters" }).click();
                }
                await look(".patterns-search", "all results");
                const wide = await page.evaluate(() => document.querySelector(".patterns-search-body").scrollWidth - document.querySelector(".patterns-search-body").clientWidth);
                assert.ok(wide <= 0, `${wide} px too wide`);
                await box(page).fill("qqqqqqqq");
                await page.locator(".patterns-empty").waitFor();
                await look(".patterns-search", "nothing found");
                await page.goto(`${url()}${PAGE}?patterns-mark=cache`);
                await page.locator(".patterns-hits").waitFor();
                await page.evaluate(axe);
                await look(".patterns-hits", "the bar");
            }, { theme, viewport: { width, height: 900 } });
        }
    }

    it("on a phone the dialog is the screen, and all targets are 44 px", PAGE, async (page) => {
        await toggle(page).tap();
        await box(page).fill("retry");
        await page.locator(".patterns-option-found").first().waitFor();
        const size = await dialog(page).boundingBox();
        assert.deepEqual([size.x, size.y, size.width, size.height], [0, 0, 400, 800]);
        await options(page).last().tap();
        await found(page).first().waitFor();
        await page.getByRole("button", { name: "Filters" }).tap();
        const small = await page.locator(".patterns-search").locator("button:visible, select:visible, .patterns-option:visible, .patterns-found-title > a:visible")
            .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => `${one.textContent} ${one.getBoundingClientRect().height}`));
        assert.deepEqual(small, []);
    }, { viewport: { width: 400, height: 800 }, hasTouch: true, isMobile: true });

    it("paper shows nothing of it", `${PAGE}?patterns-mark=cache`, async (page) => {
        await page.locator(".patterns-hits").waitFor();
        await page.keyboard.press("Control+k");
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(".patterns-hits").isVisible(), false);
        assert.equal(await dialog(page).isVisible(), false);
    });

    it("right to left, nothing is too wide, and the close button is at the left", PAGE, async (page) => {
        await page.evaluate(() => { document.documentElement.dir = "rtl"; });
        await type(page, "retry");
        const [close, input] = await page.evaluate(() => [".patterns-search .patterns-sign-button", ".patterns-search-input"]
            .map((name) => document.querySelector(name).getBoundingClientRect().left));
        assert.ok(close < input, `${close} < ${input}`);
        const wide = await page.evaluate(() => document.querySelector(".patterns-search-body").scrollWidth - document.querySelector(".patterns-search-body").clientWidth);
        assert.ok(wide <= 0, `${wide} px too wide`);
    });

    it("the button speaks the page's language before anything is loaded", PAGE, async (page) => {
        await page.route("**/caching.html", async (route) => {
            const response = await route.fetch();
            await route.fulfill({ response, body: (await response.text()).replace("<html lang=\"en\"", "<html lang=\"de-AT\"") });
        });
        await page.reload();
        assert.equal(await toggle(page).getAttribute("aria-label"), "Suche");
    });
});

describe("hostile places", () => {
    const FILES = "**/patterns-index/**";

    it("an index that does not load says so, and can be tried again", PAGE, async (page) => {
        await page.keyboard.press("/");
        await page.getByText("The search index did not load.").first().waitFor();
        await page.unroute(FILES);
        await page.getByRole("button", { name: "Try again" }).click();
        await page.locator(".patterns-search-hints").waitFor();
        await box(page).fill("saga");
        await page.locator(".patterns-option-found").first().waitFor();
        assert.equal(await page.locator(".patterns-search-error").count(), 0);
    }, { prepare: (page) => page.route(FILES, (route) => route.abort()) });

    it("a shard that does not load says so, and can be tried again", PAGE, async (page) => {
        await page.keyboard.press("/");
        await page.locator(".patterns-search-hints").waitFor();
        await page.route(FILES, (route) => route.abort());
        await box(page).fill("saga");
        await page.locator(".patterns-search-error").waitFor();
        await page.unroute(FILES);
        await page.getByRole("button", { name: "Try again" }).click();
        await page.locator(".patterns-option-found").first().waitFor();
        assert.equal(await page.locator(".patterns-search-error").count(), 0);
    }, { prepare: (page) => page.route(FILES, (route) => route.continue()) });

    /** The manifest of yesterday, which names files that are gone, as a browser may have kept it. */
    const keepOld = (page) => page.route(/patterns-index\/index\.js$/, async (route) => {
        const response = await route.fetch();
        const stale = (await response.text()).replace(/"build":"[^"]*"/, "\"build\":\"yesterday\"").replace(/"(words|titles)":"[^"]*"/g,
            (all, name) => `"${name}":"${"zzzzz".repeat((all.length - name.length - 5) / 5)}"`);
        await route.fulfill({ response, body: stale });
    });

    it("an index that is older than the site is noticed and loaded anew", PAGE, async (page) => {
        await page.keyboard.press("/");
        await box(page).fill("saga");
        await page.locator(".patterns-option-found").first().waitFor();
        assert.equal(await page.locator(".patterns-search-note").first().textContent(), "The book was updated; these are the results of the new version.");
    }, { prepare: keepOld });

    test("our files keep a strict Content-Security-Policy", async () => {
        const strict = await serve(book, { "Content-Security-Policy": "script-src 'self'; style-src 'self'" });
        const context = await browser().newContext();
        const page = await context.newPage();
        await page.addInitScript(() => {
            globalThis.broken = [];
            document.addEventListener("securitypolicyviolation", (event) => globalThis.broken.push(event.sourceFile));
        });
        page.setDefaultTimeout(15000);
        await page.goto(`${strict.url}patterns/data/caching.html`);
        await type(page, "saga");
        await page.keyboard.press("Enter");
        await found(page).first().waitFor();
        await page.locator(".patterns-found-title > a").first().click();
        await page.locator(".patterns-hits").waitFor();
        const ours = await page.evaluate(() => globalThis.broken.filter((file) => /patterns-/.test(file)));
        assert.deepEqual(ours, []);
        await context.close();
        strict.close();
    });

    test("storage that is not there is survived", async () => {
        const context = await browser().newContext();
        const page = await context.newPage();
        await page.addInitScript(() => {
            Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
        });
        await page.goto(`${url()}index.html`);
        await type(page, "saga");
        await page.keyboard.press("Enter");
        await found(page).first().waitFor();
        await page.keyboard.press("Escape");
        await dialog(page).waitFor({ state: "hidden" });
        await page.keyboard.press("/");
        await box(page).fill("");
        await options(page).first().waitFor();
        assert.deepEqual(await options(page).allTextContents(), ["saga"], "for as long as the page");
        await context.close();
    });

    test("a site in a subfolder", async () => {
        const folder = await serve(book, {}, "/docs/lib/");
        const page = await open(browser(), `${folder.url}patterns/data/caching.html`);
        await type(page, "saga");
        await Promise.all([page.waitForURL(/\/docs\/lib\/patterns\/coordination\/saga\.html\?patterns-mark=/), page.locator(".patterns-option-found").first().click()]);
        await page.locator(".patterns-hits").waitFor();
        assert.deepEqual(page.errors, []);
        await page.context().close();
        folder.close();
    });
});
