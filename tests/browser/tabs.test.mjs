// Tabs as readers meet them: the guide's page about MkDocs' syntax in Chromium.

import { describe } from "node:test";
import assert from "node:assert/strict";
import { asFiles, axe, harness } from "./support.mjs";

const PAGE = "guide/mkdocs.html";
const LIST = ".patterns-tabs [role=tablist]";

const { it: onPage } = harness();
const it = (name, run, options) => onPage(name, PAGE, run, options);

/** The names of the tabs that are selected, and the panels that are seen. */
async function state(page) {
    return page.evaluate(() => ({
        selected: [...document.querySelectorAll('[role=tab][aria-selected="true"]')].map((tab) => tab.textContent),
        stops: [...document.querySelectorAll('[role=tab][tabindex="0"]')].map((tab) => tab.textContent),
        seen: [...document.querySelectorAll(".patterns-tab")].filter((panel) => panel.checkVisibility()).length,
    }));
}

describe("code", () => {
    /** Where the marks of a block begin and end, in lines of its text. */
    const marked = (page, block) => page.locator(block).evaluate((code) => {
        const { backgroundImage, backgroundOrigin } = getComputedStyle(code);
        const line = document.createElement("i");
        line.style.cssText = "display: block; block-size: 1lh";
        code.append(line);
        const { height } = line.getBoundingClientRect();
        line.remove();
        const edges = [...backgroundImage.matchAll(/ ([\d.]+)px/g)].map(([, pixels]) => Math.round(pixels * 10 / height) / 10);
        return [backgroundOrigin, ...new Set(edges)];
    });

    it("has the lines tinted that its block marks", async (page) => {
        assert.deepEqual(await marked(page, "code.hl-2"), ["content-box", 0, 1]);
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator("code.hl-2").evaluate((code) => getComputedStyle(code).printColorAdjust), "exact");
    });

    it("has them marked in the reader's own colours", async (page) => {
        await page.emulateMedia({ forcedColors: "active" });
        const [image, mark] = await page.locator("code.hl-2").evaluate((code) => {
            code.insertAdjacentHTML("afterbegin", '<i style="color: Highlight; forced-color-adjust: none"></i>');
            return [getComputedStyle(code).backgroundImage, getComputedStyle(code.firstElementChild).color];
        });
        assert.ok(image.includes(mark), image);
    });

    it("counts no lines that mdBook hides, and shifts the marks when they are shown", async (page) => {
        const hidden = (line) => `<span class="boring">${line}\n</span>`;
        const lines = `${hidden("use a;")}let b;\n${hidden("// c")}let d;\nlet e;\n${hidden("}")}`;
        await page.route("**/guide/mkdocs.html", async (route) => {
            const body = await (await route.fetch()).text();
            await route.fulfill({ body: body.replace("<main>", `<main><pre><code class="language-rust hl-2">${lines}</code></pre>`), contentType: "text/html" });
        });
        await page.reload();
        const block = "code.language-rust.hl-2";
        assert.deepEqual(await marked(page, block), ["content-box", 0, 1, 2]);
        await page.locator(`pre:has(> ${block}) button[title="Show hidden lines"]`).evaluate((button) => button.click());
        assert.deepEqual(await marked(page, block), ["content-box", 0, 3, 4]);
    });
});

describe("tabs", () => {
    it("are one list of tabs, and one panel is seen", async (page) => {
        assert.deepEqual(await state(page), { selected: ["Rust"], stops: ["Rust"], seen: 1 });
        const names = await page.locator(`${LIST} [role=tab]`).allTextContents();
        assert.deepEqual(names, ["Rust", "From source"]);
        for (const tab of await page.locator(`${LIST} [role=tab]`).all()) {
            const panel = page.locator(`#${await tab.getAttribute("aria-controls")}`);
            assert.equal(await panel.getAttribute("role"), "tabpanel");
            assert.equal(await panel.getAttribute("aria-labelledby"), await tab.getAttribute("id"));
        }
    });

    it("work by keys, and the chapter stays", async (page) => {
        await page.locator(`${LIST} [role=tab]`).first().focus();
        const steps = [["ArrowRight", "From source"], ["ArrowRight", "Rust"], ["ArrowLeft", "From source"], ["Home", "Rust"], ["End", "From source"]];
        for (const [key, name] of steps) {
            await page.keyboard.press(key);
            assert.deepEqual((await state(page)).selected, [name], key);
            assert.equal(await page.evaluate(() => document.activeElement?.textContent), name, key);
        }
        assert.ok(page.url().endsWith(PAGE));
    });

    it("remember what was chosen", async (page) => {
        await page.getByRole("tab", { name: "From source" }).click();
        await page.reload();
        assert.deepEqual((await state(page)).selected, ["From source"]);
    });

    it("with one name switch together", async (page) => {
        await page.evaluate(() => {
            const set = /** @type {HTMLElement} */ (document.querySelector(".patterns-tabs"));
            sessionStorage.setItem("set", set.outerHTML);
        });
        await page.route("**/guide/mkdocs.html", async (route) => {
            const body = await (await route.fetch()).text();
            const set = body.slice(body.indexOf('<div class="patterns-tabs">'), body.indexOf("</section>\n</div>") + 17);
            await route.fulfill({ body: body.replace("</main>", `${set}</main>`), contentType: "text/html" });
        });
        await page.reload();
        assert.equal(await page.locator(".patterns-tabs").count(), 2);
        await page.getByRole("tab", { name: "From source" }).last().click();
        assert.deepEqual((await state(page)).selected, ["From source", "From source"]);
    });

    it("survive storage that is not there", async (page) => {
        await page.addInitScript(() => {
            Object.defineProperty(window, "localStorage", { get: () => { throw new Error("no storage"); } });
        });
        page.errors.length = 0;
        await page.reload();
        // mdBook's own scripts may fail without storage; ours may not.
        page.errors.length = 0;
        await page.getByRole("tab", { name: "From source" }).click();
        assert.deepEqual((await state(page)).selected, ["From source"]);
    });

    it("work over file://", async (page) => {
        await page.getByRole("tab", { name: "From source" }).click();
        assert.deepEqual((await state(page)).selected, ["From source"]);
    }, { base: () => asFiles });

    it("are all shown without JavaScript", async (page) => {
        assert.equal(await page.locator(".patterns-tab:visible").count(), 2);
        assert.equal(await page.locator(".patterns-tab-title:visible").count(), 2);
        assert.equal(await page.locator("[role=tablist]").count(), 0);
    }, { javaScriptEnabled: false });

    it("are all shown on paper", async (page) => {
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(".patterns-tab:visible").count(), 2);
        assert.equal(await page.locator("[role=tab]:visible").count(), 0);
    });

    for (const theme of ["light", "rust", "coal", "navy", "ayu"]) {
        it(`have no accessibility violation in ${theme}`, async (page) => {
            await page.addScriptTag({ content: axe });
            const found = await page.evaluate(async () => {
                const only = ".patterns-tabs, .patterns-box, .md-button, .grid, .patterns-keys";
                // @ts-expect-error axe is a script of its own
                const { violations } = await window.axe.run({ include: only.split(", ").map((name) => [name]) });
                return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
            });
            assert.deepEqual(found, []);
        }, { theme });
    }

    it("fit a phone", async (page) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        assert.equal(wide, false);
    }, { viewport: { width: 400, height: 800 } });
});
