// Previews of links: by mouse and by keyboard, dismissed by Escape, and never in the way.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { harness, open, root, serve, violations } from "./support.mjs";
import { installed } from "./installed.mjs";

const { browser } = harness();

const LIBRARY = {
    "book.toml": "[book]\ntitle = \"Previews\"\n[output.html]\nsite-url = \"/\"\n[output.html.search]\nenable = false\n",
    "src/SUMMARY.md": "# Summary\n\n- [Start](README.md)\n- [Deep](deep/README.md)\n  - [A](deep/a.md)\n- [É](<deep/é b.md>)\n- [Guide](guide.md)\n",
    "src/README.md": "# Start\n\nRead [first](deep/a.md), [second](deep/%C3%A9%20b.md#part), [third](deep/README.md), [a guide](guide.md), [below](#start) or "
        + "[elsewhere](https://example.org/deep/a.html).\n\n- [once more](deep/a.md)\n",
    "src/deep/README.md": "---\ntitle: The folder\ntype: pattern\n---\n# The folder\n\nWhat it holds.\n\n[up](../README.md), [beside](a.md)\n",
    "src/deep/a.md": "---\ntitle: \"Alpha <b>&amp;</b>\"\ntype: pattern\ntier: gold\ntags: [x, y]\nrelated: ['deep/é b.md']\ndescription: \"Try **again**, more slowly.\"\n---\n# Alpha\n\nText.\n",
    "src/deep/é b.md": "---\ntitle: Beta\ntype: pattern\ntier: silver\ndifficulty: beginner\n---\n# Beta\n\nOf the second.\n\n## Part\n",
    "src/guide.md": "---\ntitle: Guide\ntype: guide\n---\n# Guide\n\n[first](deep/a.md)\n\n{{#patterns graph}}\n",
};

const tip = (page) => page.locator(".patterns-preview:popover-open");
const link = (page, name) => page.locator("main").getByRole("link", { name, exact: true });
const shownText = (page) => tip(page).evaluate((element) => [...element.children].map((child) =>
    [...child.querySelectorAll(".patterns-badge")].map((badge) => badge.innerText.trim()).join("|") || child.textContent));

describe("previews of links", () => {
    let library;
    let off;
    let server;
    before(async () => {
        library = installed(LIBRARY);
        off = installed({ ...LIBRARY, "book.toml": `${LIBRARY["book.toml"]}[output.patterns]\npreviews = false\n` });
        server = await serve(library.html, { "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'" });
    });
    after(() => {
        server?.close();
        library?.remove();
        off?.remove();
    });
    const opened = async (path = "index.html", options = {}) => {
        const page = await open(browser(), server.url + path, options);
        // What mdBook's own scripts lack under this policy is its own affair.
        page.errors.length = 0;
        return page;
    };

    for (const [name, expected] of [
        ["first", ["Alpha <b>&amp;</b>", /Gold/, "Try again, more slowly."]],
        ["second", ["Beta", /Silver[^]*Beginner/, "Of the second."]],
    ]) {
        test(`a mouse on "${name}" shows what it leads to`, async () => {
            const page = await opened();
            await link(page, name).hover();
            await tip(page).waitFor();
            const text = await shownText(page);
            assert.equal(text.length, expected.length, JSON.stringify(text));
            expected.forEach((part, at) => (part instanceof RegExp ? assert.match(text[at], part) : assert.equal(text[at], part)));
            await page.context().close();
        });
    }

    for (const how of ["hover", "focus"]) {
        test(`a box of a drawing shows it, too, by ${how}`, async () => {
            const page = await opened("guide.html");
            const box = page.locator("main svg a", { hasText: "Beta" });
            await (how === "hover" ? box.hover() : page.keyboard.press("Tab").then(() => box.focus()));
            await tip(page).waitFor();
            assert.equal((await shownText(page))[0], "Beta");
            await page.keyboard.press("Escape");
            assert.equal(await tip(page).count(), 0);
            await page.context().close();
        });
    }

    for (const name of ["third", "a guide", "below", "elsewhere"]) {
        test(`"${name}" is no entry of the book, and shows nothing`, async () => {
            const page = await opened();
            await link(page, "first").hover();
            await tip(page).waitFor();
            await link(page, name).hover();
            await tip(page).waitFor({ state: "detached" });
            await page.waitForTimeout(800);
            assert.equal(await tip(page).count(), 0);
            await page.context().close();
        });
    }

    test("the keyboard reaches it, Escape takes it away and leaves the focus, and it comes back with the focus", async () => {
        const page = await opened();
        await page.locator("main").evaluate((main) => { main.tabIndex = -1; main.focus(); });
        while (await page.evaluate(() => document.activeElement.textContent) !== "first") {
            await page.keyboard.press("Tab");
        }
        await tip(page).waitFor();
        const id = await link(page, "first").getAttribute("aria-describedby");
        assert.equal(await tip(page).getAttribute("id"), id);
        assert.equal(await tip(page).getAttribute("role"), "tooltip");
        await page.keyboard.press("Escape");
        assert.equal(await tip(page).count(), 0);
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "first");
        assert.equal(await link(page, "first").getAttribute("aria-describedby"), null);
        await page.keyboard.press("Tab");
        await tip(page).waitFor();
        assert.equal((await shownText(page))[0], "Beta");
        await page.keyboard.press("Enter");
        await page.waitForURL(/%C3%A9%20b\.html/);
        await page.context().close();
    });

    test("it stays while the mouse is on it, and until the mouse leaves both (WCAG 1.4.13)", async () => {
        const page = await opened();
        await link(page, "first").hover();
        await tip(page).waitFor();
        const box = await tip(page).boundingBox();
        await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 12 });
        await page.waitForTimeout(1500);
        assert.equal(await tip(page).count(), 1);
        assert.deepEqual(await violations(page, ".patterns-preview"), []);
        await page.mouse.move(600, 800);
        await page.waitForFunction(() => document.querySelector(".patterns-preview:popover-open") === null);
        await page.context().close();
    });

    for (const [width, height] of [[360, 500], [1280, 900]]) {
        test(`it lies within a window of ${width} x ${height}, and never on its link`, async () => {
            const page = await opened("index.html", { viewport: { width, height } });
            for (const name of ["first", "second", "once more"]) {
                await link(page, name).hover();
                await page.waitForFunction((name) => document.querySelector("main a[aria-describedby]")?.textContent === name, name);
                const [box, on] = [await tip(page).boundingBox(), await link(page, name).boundingBox()];
                assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
                await page.keyboard.press("Escape");
                assert.ok(box.y >= on.y + on.height || box.y + box.height <= on.y, JSON.stringify([box, on]));
            }
            await page.context().close();
        });
    }

    test("a finger opens the page and no preview", async () => {
        const page = await opened("index.html", { hasTouch: true, viewport: { width: 400, height: 800 } });
        await link(page, "first").tap();
        await page.waitForURL(/deep\/a\.html/);
        assert.equal(await page.locator(".patterns-preview").count(), 0);
        await page.context().close();
    });

    test("a page loads nothing of it before a reader rests on a link, and nothing but one file of data after", async () => {
        const page = await opened();
        const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.replace(/.*\/|\?.*/g, "")).filter((name) => name.startsWith("preview")));
        assert.deepEqual(await loaded(), []);
        await link(page, "first").hover();
        await tip(page).waitFor();
        assert.deepEqual((await loaded()).sort(), ["preview-0.js", "preview-box.js", "preview.js"]);
        await page.context().close();
    });

    test("as files, from a folder to the ones above and beside", async () => {
        const page = await open(browser(), `${pathToFileURL(library.html).href}/deep/index.html`);
        await link(page, "beside").hover();
        await tip(page).waitFor();
        assert.equal((await shownText(page))[0], "Alpha <b>&amp;</b>");
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });

    test("a book turns them off", async () => {
        const page = await open(browser(), `${pathToFileURL(off.html).href}/index.html`);
        await link(page, "first").hover();
        await page.waitForTimeout(1200);
        assert.equal(await page.locator(".patterns-preview").count(), 0);
        assert.equal(await page.evaluate(() => typeof PatternsPreview), "undefined");
        assert.deepEqual(page.errors, []);
        await page.context().close();
    });
});

test("the script counts files as the build does", () => {
    const context = vm.createContext({ TextEncoder, PatternsCommon: {} });
    vm.runInContext(readFileSync(`${root}/theme/preview/box.js`, "utf8"), context);
    const places = vm.runInContext("['a.html', 'deep/b.html', 'é/日本.html', 'index.html'].map((path) => PatternsPreview.place(path, 1000))", context);
    // As in src/web/previews.rs.
    assert.deepEqual([...places], [971, 525, 445, 90]);
});
