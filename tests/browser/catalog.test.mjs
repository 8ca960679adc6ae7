// The catalog as readers meet it: this project's own book in Chromium, over http and as files.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { asFiles, book, bookOfBoth, changed, comeBack, drawn, harness, open, query, serve, shown, THEMES, titles, violations } from "./support.mjs";

const TOTAL = 30;
const { it, browser, url } = harness();
/** The same book with mdBook's own search beside ours. */
let both;
before(async () => { both = await serve(bookOfBoth); });
after(() => both?.close());

const option = (page, facet, label) =>
    page.getByRole("group", { name: new RegExp(`^${facet}`) }).getByRole("checkbox", { name: new RegExp(`^\\W*${label} `) });
const text = (page) => page.getByRole("searchbox", { name: "Filter", exact: true });
const status = (page) => page.locator(".patterns-catalog [role=status]");
const facetButton = (page, name) => page.getByRole("button", { name: new RegExp(`^${name}( \\(\\d+\\))?$`) });

for (const [name, base] of [["http", undefined], ["file", () => asFiles]]) {
    describe(`over ${name}`, () => {
        it("facets, text, counts, address and Back work together", "catalog.html", async (page) => {
            assert.equal(await shown(page), `Showing ${TOTAL} of ${TOTAL}`);
            await option(page, "Tier", "Gold").check();
            assert.equal(await shown(page), "Showing 14 of 30");
            assert.equal(await query(page), "?tier=gold");
            await option(page, "Tier", "Silver").check();
            assert.equal(await shown(page), "Showing 26 of 30");
            await option(page, "Category", "Resilience").check();
            assert.equal(await shown(page), "Showing 7 of 30");
            await text(page).fill("retry");
            assert.deepEqual(await titles(page), ["Retry"]);
            await page.waitForURL(/q=retry/);
            assert.equal(await query(page), "?tier=gold,silver&category=resilience&q=retry");
            await page.goBack();
            assert.equal(await query(page), "");
            assert.equal(await shown(page), `Showing ${TOTAL} of ${TOTAL}`);
            assert.equal(await text(page).inputValue(), "");
            await page.goForward();
            assert.deepEqual(await titles(page), ["Retry"]);
            assert.equal(await option(page, "Tier", "Gold").isChecked(), true);
        }, { base });

        it("an address filters, and storage keeps what the reader chose", "catalog.html?tier=bronze&sort=-title", async (page) => {
            await page.locator(".patterns-shown", { hasText: "Showing 4 of 30" }).waitFor();
            assert.deepEqual(await titles(page), ["Hedged Requests", "Event Sourcing", "CQRS", "2PC"]);
            await page.getByRole("radio", { name: "List" }).click();
            await comeBack(page, page.url().replace(/\?.*/, ""));
            // The script of a page may run a moment after it was loaded.
            await page.locator(".patterns-shown", { hasText: "Showing 4 of 30" }).waitFor();
            assert.deepEqual(await titles(page), ["Hedged Requests", "Event Sourcing", "CQRS", "2PC"]);
            assert.equal(await page.locator(".patterns-list").count(), 1);
            assert.equal(await query(page), "?tier=bronze&sort=-title&view=list");
            await page.goto(`${page.url().replace(/\?.*/, "")}?tier=gold`);
            await page.locator(".patterns-shown", { hasText: "Showing 14 of 30" }).waitFor();
        }, { base });
    });
}

describe("without JavaScript", () => {
    it("every entry is there and no control is", "catalog.html", async (page) => {
        assert.equal(await page.locator(".patterns-catalog [data-id]").count(), TOTAL);
        assert.equal(await page.locator(".patterns-catalog").locator("button, input, select, [role=search]").count(), 0);
    }, { javaScriptEnabled: false });
});

describe("facets", () => {
    it("counts leave out the facet's own choice, and what shows nothing is hidden unless chosen", "catalog.html", async (page) => {
        const tier = page.getByRole("group", { name: /^Tier/ });
        assert.deepEqual(await tier.locator(".patterns-option .patterns-count").allTextContents(), ["14", "12", "4"]);
        await option(page, "Tier", "Bronze").check();
        assert.deepEqual(await tier.locator(".patterns-option .patterns-count").allTextContents(), ["14", "12", "4"]);
        const category = page.getByRole("group", { name: /^Category/ });
        assert.deepEqual(await category.locator(".patterns-option:visible").allInnerTexts(), ["🏗️Core 1", "🛡️Resilience 1", "💾Data 1", "🤝Coordination 1"]);
        await page.goto(`${page.url().replace(/\?.*/, "")}?tier=bronze&category=operational`);
        assert.equal(await shown(page), "Showing 0 of 30");
        assert.equal(await option(page, "Category", "Operational").isVisible(), true, "chosen, so it can be undone");
    });

    it("all and none", "catalog.html", async (page) => {
        await option(page, "Tier", "Gold").focus();
        await page.getByRole("button", { name: "Tier: All" }).click();
        assert.equal(await page.getByRole("group", { name: /^Tier/ }).getByRole("checkbox", { checked: true }).count(), 3);
        await page.getByRole("button", { name: "Tier: None" }).click();
        assert.equal(await query(page), "");
    });

    it("ordered terms have ticks and no range beside them, and reading time has a range", "catalog.html?difficulty=..advanced", async (page) => {
        const difficulty = page.getByRole("group", { name: /^Difficulty/ });
        assert.equal(await difficulty.getByRole("combobox").count(), 0);
        assert.equal(await option(page, "Difficulty", "Beginner").isChecked(), true);
        assert.equal(await option(page, "Difficulty", "Expert").isChecked(), false);
        await page.getByRole("button", { name: "Difficulty: None" }).click();
        await drawn(page);
        await facetButton(page, "Reading time").click();
        await page.getByRole("group", { name: "Reading time" }).getByLabel("From").fill("5");
        await page.waitForURL(/reading-time=5\.\.$/);
        await drawn(page);
        const all = await page.locator(".patterns-results [data-id]").count();
        assert.ok(all > 0 && all < TOTAL, String(all));
    });

    it("all of several terms where the switch says so", "catalog.html?laws=correlated-failure,asynchronous-reality", async (page) => {
        const any = Number((await shown(page)).match(/\d+/)[0]);
        await facetButton(page, "Law").click();
        await page.getByRole("switch", { name: "Match all" }).first().check();
        const all = Number((await shown(page)).match(/\d+/)[0]);
        assert.ok(all < any, `${all} < ${any}`);
        assert.match(await query(page), /all=laws/);
    });

    it("quick filters are buttons that stay pressed", "catalog.html", async (page) => {
        const quick = page.getByRole("toolbar", { name: "Quick filters" }).getByRole("button", { name: /Performance/ });
        await quick.click();
        assert.equal(await quick.getAttribute("aria-pressed"), "true");
        assert.equal(await query(page), "?problems=performance");
        await quick.click();
        assert.equal(await query(page), "");
    });

    it("chips and reset undo, and the focus stays near", "catalog.html?tier=gold,silver&q=a", async (page) => {
        await page.getByRole("button", { name: "Remove the filter “Tier: Gold”" }).click();
        assert.equal(await query(page), "?tier=silver&q=a");
        const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
        assert.equal(focused, "Remove the filter “Tier: Silver”");
        await page.getByRole("button", { name: "Reset" }).click();
        assert.equal(await query(page), "");
        assert.equal(await page.locator(".patterns-chips").isVisible(), false);
    });

    it("the empty state says which filter to drop", "catalog.html?tier=bronze&category=operational", async (page) => {
        assert.deepEqual(await page.locator(".patterns-drops button").allTextContents(),
            ["Without “Tier: Bronze”: 5", "Without “Category: Operational”: 4"]);
        await page.locator(".patterns-drops button").first().click();
        assert.equal(await query(page), "?category=operational");
    });

    it("a badge filters this catalog", "catalog.html", async (page) => {
        await page.locator(".patterns-results .patterns-term-tier-bronze").first().click();
        assert.equal(await query(page), "?tier=bronze");
        assert.match(page.url(), /catalog\.html/);
    });
});

describe("text", () => {
    it("every word must match, in title, description, terms or other names, and matches are marked", "catalog.html", async (page) => {
        await text(page).fill("backoff resil");
        assert.deepEqual(await titles(page), ["Retry"], "by “Exponential backoff” and its category");
        await text(page).fill("bursty");
        assert.deepEqual(await page.locator(".patterns-results mark").allTextContents(), ["bursty"]);
        await text(page).fill("");
        assert.equal(await page.locator(".patterns-results mark").count(), 0);
        assert.equal(await shown(page), `Showing ${TOTAL} of ${TOTAL}`);
    });

    it("a marked badge is as wide as before: no space is lost", "catalog.html?view=table", async (page) => {
        const width = () => page.locator(".patterns-term-recommendation-use-with-caution").first().evaluate((badge) => badge.offsetWidth);
        const before = await width();
        await text(page).fill("with use");
        assert.ok(Math.abs(await width() - before) <= 1, `${before}, ${await width()}`);
    });

    it("markup in the text filter is text", "catalog.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", async (page) => {
        assert.equal(await page.locator(".patterns-catalog img").count(), 0);
        assert.equal(await shown(page), "Showing 0 of 30");
    });
});

describe("views, order and groups", () => {
    it("the table sorts by the buttons of its head", "catalog.html", async (page) => {
        const head = page.getByRole("columnheader", { name: "Title" });
        assert.equal(await head.getAttribute("aria-sort"), null);
        await head.getByRole("button").press("Enter");
        assert.equal(await head.getAttribute("aria-sort"), "ascending");
        const up = await titles(page);
        assert.deepEqual(up, up.toSorted((a, b) => a.localeCompare(b, "en")));
        await page.keyboard.press("Enter");
        assert.equal(await head.getAttribute("aria-sort"), "descending", "the focus stayed");
        assert.deepEqual(await titles(page), up.toReversed());
        assert.equal(await page.locator("th[aria-sort]").count(), 1);
    }, { viewport: { width: 1920, height: 900 } });

    it("all views show the same entries, and the build's group is the default", "patterns/index.html", async (page) => {
        const groups = async () => {
            await drawn(page);
            return page.locator(".patterns-catalog-group").evaluateAll((all) => all.map((group) => group.ariaLabel));
        };
        assert.deepEqual(await groups(), ["Core", "Resilience", "Data", "Coordination", "Operational"]);
        assert.equal(await page.locator(".patterns-card").count(), TOTAL);
        await page.getByRole("radio", { name: "List" }).click();
        await drawn(page);
        assert.equal(await page.locator(".patterns-list > li").count(), TOTAL);
        await page.getByLabel("Group by").selectOption({ label: "Tier" });
        assert.deepEqual(await groups(), ["Gold", "Silver", "Bronze"]);
        await page.getByRole("radio", { name: "Table" }).click();
        await drawn(page);
        assert.deepEqual(await page.locator(".patterns-group-row th").allTextContents(), ["🥇Gold 14", "🥈Silver 12", "🥉Bronze 4"]);
        await page.getByLabel("Group by").selectOption({ label: "Nothing" });
        await drawn(page);
        assert.equal(await page.locator(".patterns-results tbody tr").count(), TOTAL);
        assert.equal(await query(page), "?view=table&group=");
    });

    it("views of the script look as those of the build", "catalog.html?view=cards&group=category", async (page) => {
        await drawn(page);
        const html = (p) => p.locator(".patterns-card").evaluateAll((cards) => cards.map((card) => ({
            text: card.innerText.replace(/\s+/g, " "),
            classes: [...card.querySelectorAll(".patterns-badge")].map((badge) => badge.className),
            titles: [...card.querySelectorAll(".patterns-badge")].map((badge) => badge.title),
        })));
        const byScript = await html(page);
        const built = await open(browser(), `${url()}patterns/index.html`, { javaScriptEnabled: false });
        assert.deepEqual(byScript, await html(built));
        await built.context().close();
    });
});

describe("people", () => {
    it("screen readers hear the count once the reader pauses", "catalog.html", async (page) => {
        await page.waitForFunction(() => document.querySelector(".patterns-catalog [role=status]").textContent !== "");
        await text(page).pressSequentially("saga", { delay: 40 });
        assert.equal(await status(page).textContent(), `Showing ${TOTAL} of ${TOTAL}`);
        await page.waitForFunction(() => document.querySelector(".patterns-catalog [role=status]").textContent === "Showing 1 of 30");
    });

    it("beside mdBook's search, which keeps / and s, the filter has no key", "catalog.html", async (page) => {
        assert.equal(await text(page).getAttribute("aria-keyshortcuts"), null);
        await text(page).focus();
        await page.keyboard.type("s/");
        assert.equal(await text(page).inputValue(), "s/", "mdBook's search does not take what is typed here");
        await page.locator("h1").first().click();
        await page.keyboard.press("/");
        assert.equal(await page.locator("#mdbook-searchbar").isVisible(), true);
    }, { base: () => both.url });

    it("Left and Right in our controls do not change the chapter", "catalog.html", async (page) => {
        const path = () => new URL(page.url()).pathname;
        const before = path();
        await page.locator(".patterns-pick input").first().check();
        const ours = [
            page.locator(".patterns-sort").first(), facetButton(page, "Tag"), page.getByRole("radio", { name: "Cards" }),
            page.getByRole("toolbar", { name: "Quick filters" }).getByRole("button").first(),
            page.locator(".patterns-pick input").first(), page.locator(".patterns-compare-bar button").last(),
        ];
        for (const element of ours) {
            await element.focus();
            await page.keyboard.press("ArrowLeft");
            await page.keyboard.press("ArrowRight");
        }
        assert.equal(path(), before);
        await page.locator("h1").first().click();
        await Promise.all([page.waitForURL((url) => url.pathname !== before), page.keyboard.press("ArrowLeft")]);
    });

    it("a group of buttons is one stop for Tab, and the arrow keys move in it", "catalog.html?tier=gold,silver", async (page) => {
        const focused = () => page.evaluate(() => document.activeElement.textContent);
        const stops = (name) => page.locator(`${name} button[tabindex="0"]`).allTextContents();
        assert.deepEqual(await stops(".patterns-views"), ["Table"]);
        await page.getByRole("radio", { name: "Table" }).focus();
        await page.keyboard.press("ArrowRight");
        assert.equal(await focused(), "Cards");
        assert.equal(await page.getByRole("radio", { name: "Cards" }).getAttribute("aria-checked"), "true");
        assert.equal(await page.locator(".patterns-card").first().isVisible(), true, "it is chosen at once");
        await page.keyboard.press("End");
        assert.equal(await focused(), "List");
        await page.keyboard.press("ArrowRight");
        assert.equal(await focused(), "Table");
        const quick = page.getByRole("toolbar", { name: "Quick filters" });
        assert.equal((await stops(".patterns-quick")).length, 1);
        await quick.getByRole("button").first().focus();
        await page.keyboard.press("ArrowRight");
        assert.match(await focused(), /Reliability/);
        assert.equal(await quick.getByRole("button", { pressed: true }).count(), 0, "moving presses nothing");
        await page.keyboard.press("Home");
        assert.match(await focused(), /Performance/);
        await page.getByRole("toolbar", { name: "Active filters" }).getByRole("button").first().focus();
        await page.keyboard.press("ArrowLeft");
        assert.equal(await focused(), "Tier: Silver");
        assert.deepEqual(await stops(".patterns-chips"), ["Tier: Silver"]);
        await page.evaluate(() => { document.documentElement.dir = "rtl"; });
        await page.keyboard.press("ArrowRight");
        assert.equal(await focused(), "Tier: Gold", "right is back in a book that runs from the right");
    });

    it("the reader turns the shortcuts off, and the book remembers", "catalog.html", async (page) => {
        const isFocused = () => text(page).evaluate((input) => input === document.activeElement);
        await page.getByRole("switch", { name: /Keyboard shortcuts/ }).uncheck();
        assert.equal(await text(page).getAttribute("aria-keyshortcuts"), null);
        await page.keyboard.press("/");
        assert.equal(await isFocused(), false);
        await page.locator("h1").first().click();
        await page.reload();
        assert.equal(await page.getByRole("switch", { name: /Keyboard shortcuts/ }).isChecked(), false);
        assert.equal(await text(page).getAttribute("aria-keyshortcuts"), null);
        await page.getByRole("switch", { name: /Keyboard shortcuts/ }).check();
        await page.keyboard.press("/");
        assert.equal(await isFocused(), true);
    });

    it("mdBook's search works beside ours, and its keys stay in the address", "catalog.html?highlight=patterns", async (page) => {
        await option(page, "Tier", "Gold").check();
        assert.equal(await query(page), "?highlight=patterns&tier=gold");
        await page.locator("h1").first().click();
        await page.keyboard.press("s");
        await page.keyboard.type("retry", { delay: 30 });
        await page.locator("#mdbook-searchresults li").first().waitFor();
        assert.equal(await shown(page), "Showing 14 of 30");
    }, { base: () => both.url });

    for (const theme of THEMES) {
        for (const width of [1280, 400]) {
            it(`axe finds nothing in ${theme} at ${width} px`, "catalog.html?tier=gold,silver&q=e&sort=title&group=category", async (page) => {
                if (width === 400) {
                    await page.getByRole("button", { name: /^Filters/ }).click();
                }
                await page.evaluate(() => document.querySelectorAll(".patterns-facet-toggle[aria-expanded=false]").forEach((one) => one.click()));
                for (const view of ["Table", "Cards", "List"]) {
                    await page.getByRole("radio", { name: view, exact: true }).click();
                    assert.deepEqual(await violations(page, ".patterns-catalog"), [], `${view} in ${theme}`);
                }
                await text(page).fill("nothing at all");
                assert.deepEqual(await violations(page, ".patterns-catalog"), [], "the empty state");
            }, { theme, viewport: { width, height: 900 } });
        }
    }

    it("on a phone the facets open behind a button that counts, and nothing is too wide", "catalog.html?tier=gold&q=e", async (page) => {
        const toggle = page.getByRole("button", { name: "Filters (2)" });
        assert.equal(await option(page, "Tier", "Gold").isVisible(), false);
        assert.equal(await toggle.getAttribute("aria-expanded"), "false");
        await toggle.click();
        assert.equal(await toggle.getAttribute("aria-expanded"), "true");
        assert.equal(await option(page, "Tier", "Gold").isVisible(), true);
        for (const view of ["Table", "Cards", "List"]) {
            await page.getByRole("radio", { name: view, exact: true }).click();
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= 400, `${view}: ${wide}`);
        }
        const small = await page.locator(".patterns-controls").locator("button:visible, select:visible, .patterns-option:visible")
            .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent));
        assert.deepEqual(small, []);
    }, { viewport: { width: 400, height: 800 }, hasTouch: true, isMobile: true });

    it("paper shows the entries and the names of the filters, and no control", "catalog.html?tier=gold", async (page) => {
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(".patterns-controls").isVisible(), false);
        assert.equal(await page.locator(".patterns-on-paper").innerText(), "Active filters: Tier: Gold");
        assert.equal(await page.locator(".patterns-results [data-id]:visible").count(), 14);
    });

    for (const [name, width] of [["on a screen beside the sidebar", 1280], ["on paper", 720]]) {
        it(`a table of seven columns cuts off no description ${name}`, "catalog.html", async (page) => {
            if (width === 720) {
                await page.emulateMedia({ media: "print" });
            }
            await drawn(page);
            const over = await page.locator(".patterns-results .table-wrapper").evaluate((one) => one.scrollWidth - one.clientWidth);
            assert.ok(over <= 0, `${over} px too wide`);
        }, { viewport: { width, height: 900 } });
    }

    it("what is pressed shows in forced colours, and nothing moves where motion is not wanted", "catalog.html?problems=performance", async (page) => {
        await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
        const style = (locator, name) => locator.evaluate((one, name) => getComputedStyle(one)[name], name);
        const quick = page.getByRole("toolbar", { name: "Quick filters" }).getByRole("button");
        for (const [on, off] of [[quick.first(), quick.last()], [page.getByRole("radio", { checked: true }), page.getByRole("radio", { checked: false }).first()]]) {
            assert.notEqual(await style(on, "backgroundColor"), await style(off, "backgroundColor"));
        }
        await page.getByRole("radio", { name: "Cards" }).click();
        for (const name of [".patterns-card", ".patterns-badge", ".patterns-button"]) {
            assert.equal(await style(page.locator(`.patterns-catalog ${name}`).first(), "transitionDuration"), "0s", name);
        }
    });

    it("right to left, nothing is too wide", "catalog.html?tier=gold", async (page) => {
        await page.evaluate(() => { document.documentElement.dir = "rtl"; });
        await page.waitForTimeout(700); // mdBook moves its sidebar
        const [count, root, wide] = await page.evaluate(() => [
            ...[".patterns-shown", ".patterns-catalog"].map((name) => document.querySelector(name).getBoundingClientRect().right),
            document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ]);
        assert.ok(Math.abs(count - root) < 2, `the count stands at the start, which is right: ${count}, ${root}`);
        assert.ok(wide <= 0, `${wide} px too wide`);
    });
});

describe("other books", () => {
    test("a long catalog shows a page of it, more at a click, and all on paper", async () => {
        const page = await changed(browser(), url(), "catalog.html", (html) => html.replace(/(<tbody>\s*)(<tr data-id[^]*?)(<\/tbody>)/, (_, open, rows, close) =>
            open + Array.from({ length: 10 }, (_, at) => rows.replaceAll('data-id="', `data-id="${at}-`)).join("") + close));
        const rows = page.locator(".patterns-results [data-id]");
        const more = page.getByRole("button", { name: /^Show more/ });
        assert.equal(await shown(page), "Showing 300 of 300");
        await page.getByRole("button", { name: "Show more (250)" }).click();
        await page.getByRole("button", { name: "Show more (150)" }).waitFor();
        assert.equal(await rows.count(), 150);
        const focused = await page.evaluate(() => document.activeElement.closest("[data-id]").dataset.id);
        assert.equal(focused, await rows.nth(50).getAttribute("data-id"));
        await text(page).fill("e");
        await more.waitFor();
        assert.equal(await rows.count(), 50, "a new choice starts anew");
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assert.equal(`Showing ${await rows.count()} of 300`, await shown(page));
        await page.getByLabel("Group by").selectOption({ label: "Tier" });
        await more.waitFor();
        assert.deepEqual(await page.locator(".patterns-group-row .patterns-count").first().textContent(), "140", "of the group, not of what is drawn");
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("a book turns the shortcuts off", async () => {
        const page = await changed(browser(), url(), "catalog.html", (html) => html.replace("&quot;shortcuts&quot;:true", "&quot;shortcuts&quot;:false"));
        assert.equal(await text(page).getAttribute("aria-keyshortcuts"), null);
        assert.equal(await page.getByRole("switch", { name: /Keyboard shortcuts/ }).count(), 0);
        await page.keyboard.press("Control+k");
        assert.equal(await text(page).evaluate((input) => input === document.activeElement), false);
        await page.context().close();
    });

    test("without the search of the index, Ctrl+K and / are the filter's", async () => {
        const page = await changed(browser(), url(), "catalog.html", (html) => html.replace(/<script src="theme\/search\/[^]*?<\/script>/g, ""));
        assert.equal(await text(page).getAttribute("aria-keyshortcuts"), "Control+K /");
        for (const key of ["/", "Control+k"]) {
            await page.locator("h1").first().click();
            await page.keyboard.press(key);
            await page.keyboard.type("a/b");
            assert.equal(await text(page).inputValue(), "a/b");
            await text(page).fill("");
        }
        await page.context().close();
    });
});

describe("hostile places", () => {
    test("our files keep a strict Content-Security-Policy", async () => {
        const strict = await serve(book, { "Content-Security-Policy": "script-src 'self'; style-src 'self'" });
        const context = await browser().newContext();
        const page = await context.newPage();
        await page.addInitScript(() => {
            globalThis.broken = [];
            document.addEventListener("securitypolicyviolation", (event) => globalThis.broken.push(event.sourceFile));
        });
        await page.goto(`${strict.url}catalog.html`);
        await option(page, "Tier", "Gold").check();
        await page.getByRole("radio", { name: "Cards" }).click();
        await text(page).fill("bursty");
        assert.equal(await shown(page), "Showing 1 of 30");
        const ours = await page.evaluate(() => globalThis.broken.filter((file) => file.includes("/patterns-")));
        assert.deepEqual(ours, []);
        const inline = await page.locator(".patterns-catalog").locator("[style], script, style").count();
        assert.equal(inline, 0);
        await context.close();
        strict.close();
    });

    test("storage that is not there is survived", async () => {
        const context = await browser().newContext();
        const page = await context.newPage();
        await page.addInitScript(() => {
            Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
        });
        await page.goto(`${url()}catalog.html`);
        await option(page, "Tier", "Gold").check();
        assert.equal(await shown(page), "Showing 14 of 30");
        await context.close();
    });

    it("the page that joins all chapters stays as the build wrote it", "print.html", async (page) => {
        assert.equal(await page.locator(".patterns-controls").count(), 0);
    });
});
