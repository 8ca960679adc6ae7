// Lists that remember what readers have done.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { harness, asFiles, changed, comeBack, open, THEMES, violations } from "./support.mjs";

const { it, browser, url } = harness();
const PAGE = "guide/directives.html";
const bar = (page) => page.locator(".patterns-progress-bar").first();
const box = (page, name) => page.getByRole("checkbox", { name, exact: true });
const lists = `<h1 id="top">Top</h1><div data-patterns-progress="{&quot;done&quot;:&quot;{done} von {total}&quot;}"></div>
<ul><li><input disabled="" type="checkbox"> one</li><li><input disabled="" type="checkbox" checked=""> two
<ul><li><p><input disabled="" type="checkbox"> deep <a href="#top">link</a></p><p>more</p></li></ul></li></ul>
<ol class="patterns-steps" data-patterns-progress><li data-id="first">Step</li><li><p>Step</p><pre>code</pre></li><li>Step</li></ol>
<div data-patterns-progress=""></div><p>no list</p><div data-patterns-progress="{}"></div>`;
const replaced = (extra) => (html) => html.replace(/<main>[^]*<\/main>/, `<main>${extra}</main>`);

for (const [name, base] of [["http", undefined], ["file", () => asFiles]]) {
    describe(`progress over ${name}`, () => {
        it("ticks are remembered, counted and undone", PAGE, async (page) => {
            assert.equal(await bar(page).innerText(), "0 of 3\nStart over");
            assert.equal(await bar(page).getByRole("button").isDisabled(), true);
            await box(page, "Read the laws").check();
            await page.getByText("Write one of your own").last().click();
            assert.equal(await bar(page).innerText(), "2 of 3\nStart over");
            await comeBack(page, page.url());
            await page.getByRole("checkbox", { name: "Read the laws", exact: true, checked: true }).waitFor();
            assert.equal(await page.getByRole("progressbar").evaluate((meter) => meter.value / meter.max), 2 / 3);
            await bar(page).getByRole("button", { name: "Start over" }).click();
            assert.equal(await bar(page).innerText(), "0 of 3\nUndo");
            await bar(page).getByRole("button", { name: "Undo" }).click();
            assert.equal(await bar(page).innerText(), "2 of 3\nStart over");
        }, { base });
    });
}

describe("progress", () => {
    it("without JavaScript the list is as written", PAGE, async (page) => {
        assert.equal(await page.locator(".patterns-progress-bar, progress").count(), 0);
        assert.equal(await page.locator("main input[type=checkbox]").count(), 3);
    }, { javaScriptEnabled: false });

    it("a checklist is a plain list without JavaScript", "patterns/resilience/timeout.html", async (page) => {
        assert.ok(await page.locator(".patterns-tasks li").count() > 0);
        assert.equal(await page.locator(".patterns-checklist").locator("input, button").count(), 0);
    }, { javaScriptEnabled: false });

    it("a checklist remembers, and each page for itself", "patterns/resilience/timeout.html", async (page) => {
        await page.locator(".patterns-tasks input").first().check();
        await page.goto(`${url()}patterns/operational/health-check.html`);
        assert.equal(await page.locator(".patterns-tasks input:checked").count(), 0);
        await page.goBack();
        await page.locator(".patterns-tasks input:checked").waitFor();
        assert.equal(await page.locator(".patterns-tasks input:checked").count(), 1);
    });

    test("several lists have a total; nested items, steps with an id and repeated texts count", async () => {
        const page = await changed(browser(), url(), PAGE, replaced(lists));
        const texts = () => page.locator(".patterns-progress-text").allTextContents();
        assert.deepEqual(await texts(), ["This page: 1 of 6", "1 von 3", "0 von 3"]);
        assert.equal(await page.locator("h1 + .patterns-progress-page").count(), 1);
        await box(page, "two").uncheck();
        await box(page, "deep link").check();
        await box(page, "Step").nth(1).check();
        assert.deepEqual(await texts(), ["This page: 2 of 6", "1 von 3", "1 von 3"]);
        await page.unrouteAll();
        const more = lists.replace("<li><input", "<li><input disabled=\"\" type=\"checkbox\"> new</li><li><input").replace("<li data-id", "<li>Before</li><li data-id");
        await page.route(`**/${PAGE}`, async (route) => {
            const response = await route.fetch();
            await route.fulfill({ response, body: replaced(more)(await response.text()) });
        });
        await page.reload();
        const ticked = () => page.locator(".patterns-task:has(> label > input:checked, > p > label > input:checked)").evaluateAll((rows) => rows.map((row) => row.dataset.id ?? row.innerText.split("\n")[0].trim()));
        assert.deepEqual(await ticked(), ["deep link", "Step"], "where other items came in");
        await page.locator(".patterns-progress-page button").click();
        assert.deepEqual(await texts(), ["This page: 1 of 8", "1 von 4", "0 von 4"]);
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("storage that is not there or holds nonsense is survived", async () => {
        for (const storage of ["none", "nonsense"]) {
            const page = await open(browser(), "about:blank");
            await page.addInitScript((storage) => {
                const real = Object.getOwnPropertyDescriptor(Window.prototype, "localStorage").get;
                Object.defineProperty(globalThis, "localStorage", { get() {
                    if (storage === "none") {
                        throw new DOMException("no", "SecurityError");
                    }
                    const kept = real.call(globalThis);
                    kept.setItem("mdbook-patterns:/:progress:guide/directives", "[1,{\"read-the-laws\":\"x\"}");
                    return kept;
                } });
            }, storage);
            await page.goto(url() + PAGE);
            await box(page, "Read the laws").check();
            assert.equal(await bar(page).innerText(), "1 of 3\nStart over", storage);
            await page.context().close();
        }
    });

    test("two windows of a page agree", async () => {
        const page = await open(browser(), url() + PAGE);
        const other = await page.context().newPage();
        await other.goto(url() + PAGE);
        await box(page, "Read the laws").check();
        await other.waitForFunction(() => document.querySelector(".patterns-progress-text").textContent === "1 of 3");
        assert.equal(await box(other, "Read the laws").isChecked(), true);
        await page.context().close();
    });

    it("print.html stays as the build wrote it", "print.html", async (page) => {
        assert.equal(await page.locator(".patterns-progress-bar").count(), 0);
    });

    for (const theme of THEMES) {
        it(`axe finds nothing in ${theme}, and fingers fit`, PAGE, async (page) => {
            await box(page, "Read the laws").check();
            assert.deepEqual(await violations(page, ".patterns-progress-bar"), []);
            assert.deepEqual(await violations(page, ".patterns-progress-list"), []);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= 400, String(wide));
            const small = await page.locator(".patterns-progress-bar button, .patterns-task label")
                .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
            assert.equal(small, 0);
        }, { theme, viewport: { width: 400, height: 800 }, hasTouch: true, isMobile: true });
    }
});
