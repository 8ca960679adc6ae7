// Where a page leads by itself: one row to its neighbours, whatever orders it stands in, and back to the top of a long one.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { harness, open, THEMES, violations } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

const page = (title, rest = "", text = "Text.") => `---\ntitle: ${title}\ntype: pattern\n${rest}---\n# ${title}\n\n${text}\n`;
const LONG = Array.from({ length: 90 }, (_, at) => `Paragraph ${at}. ${"Some words of it. ".repeat(6)}`).join("\n\n");

const files = (language, direction = "") => ({
    "book.toml": `[book]\ntitle = "A library with a long name"\nlanguage = "${language}"\n${direction}[output.html]\ngit-repository-url = "https://example.org/"
edit-url-template = "https://example.org/edit/{path}"\n[output.html.search]\nenable = false\n`,
    "src/SUMMARY.md": "# Summary\n\n- [Plain](plain.md)\n- [One](one.md)\n- [Two](two.md)\n- [Three](three.md)\n- [Way](way.md)\n- [Other](other.md)\n- [Long](long.md)\n",
    "src/plain.md": "# Plain\n\nNo front matter.\n",
    "src/one.md": page("One", "updated: 2026-01-02\n"),
    "src/two.md": page("Two"),
    "src/three.md": page("Three", "hide: [nav]\n"),
    "src/way.md": "---\ntitle: Way\ntype: path\nsteps: [two, one, long]\n---\n# Way\n",
    "src/other.md": "---\ntitle: Other\ntype: path\nsteps: [one, three]\n---\n# Other\n",
    "src/long.md": page("Long", "", LONG),
});

/** What is seen of links to neighbours, by their text: ours, and mdBook's arrows. */
const rows = (one) => one.evaluate(() => ({
    navs: [...document.querySelectorAll(".patterns-nav")].filter((nav) => nav.checkVisibility()).length,
    arrows: [...document.querySelectorAll(".nav-chapters, .mobile-nav-chapters")].filter((link) => link.checkVisibility()).length,
    links: [...document.querySelectorAll(".patterns-nav a")].map((link) => link.textContent.replace(/\s+/g, " ").trim()),
}));
const wide = (one) => one.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** The link to the top, after the reader went down and a little up again. */
const turnBack = async (one) => {
    await one.evaluate(() => window.scrollTo(0, 5000));
    await one.waitForFunction(() => window.scrollY > 4000);
    // Step by step, as fingers and wheels do: the bar comes in with the text.
    for (const to of [4900, 4800, 4700]) {
        await one.evaluate((to) => new Promise((done) => {
            window.scrollTo(0, to);
            requestAnimationFrame(() => requestAnimationFrame(done));
        }), to);
    }
    return one.locator(".patterns-top");
};

describe("neighbours and the top", () => {
    const [server, rtl] = serving(files("en"), files("de", "text-direction = \"rtl\"\n"));
    const visit = async (path, run, options = {}) => {
        const one = await open(browser(), (options.of ?? server).url + path, options);
        await run(one);
        assert.deepEqual(one.errors, []);
        await one.context().close();
    };

    for (const width of [360, 768, 1280, 1920]) {
        const viewport = { width, height: 800 };
        test(`there is one row of neighbours at ${width} px`, async () => {
            await visit("one.html", async (one) => {
                assert.deepEqual(await rows(one), { navs: 1, arrows: 0, links: ["Way", "Other", "← Previous · Way Two", "Previous · In the book Plain",
                    "Next · Way → Long", "Next · Other Three", "Next · In the book Two"] });
                assert.ok(await wide(one) <= 0);
                assert.deepEqual(await violations(one, ".patterns-nav"), []);
                await one.goto(`${server.url}two.html`);
                assert.deepEqual(await rows(one), { navs: 1, arrows: 0, links: ["Way", "← Previous · In the book One", "Next → One", "Next · In the book Three"] });
                await one.goto(`${server.url}way.html`);
                assert.deepEqual(await rows(one), { navs: 1, arrows: 0, links: ["← Previous Three", "Next → Other"] });
                // The catalog, which no author wrote, is a page like others.
                await one.goto(`${server.url}catalog.html`);
                assert.deepEqual(await rows(one), { navs: 1, arrows: 0, links: ["← Previous Long"] });
                // Where the page hides the book's row, mdBook's arrows are the only way through the book.
                await one.goto(`${server.url}three.html`);
                assert.deepEqual(await rows(one).then(({ navs, arrows }) => [navs, arrows > 0]), [1, true]);
                await one.goto(`${server.url}plain.html`);
                assert.deepEqual(await rows(one).then(({ navs, arrows }) => [navs, arrows > 0]), [0, true]);
            }, { viewport });
        });
    }

    test("the two cells of the row are level, and their lines do not meet", async () => {
        await visit("one.html", async (one) => {
            const cells = await one.locator(".patterns-nav > div").evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
            assert.deepEqual(cells[0], cells[1]);
            const links = await one.locator(".patterns-nav-next a").evaluateAll((all) => all.map((link) => link.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
            links.slice(1).forEach(([top], at) => assert.ok(top >= links[at][1]));
        }, { viewport: { width: 360, height: 800 } });
    });

    test("the keys of mdBook turn the pages of the book, on a path too", async () => {
        await visit("one.html", async (one) => {
            await one.keyboard.press("ArrowRight");
            await one.waitForURL(/two\.html/);
            await one.keyboard.press("ArrowLeft");
            await one.waitForURL(/one\.html/);
        });
    });

    test("paper has neither neighbours nor a way to the top", async () => {
        await visit("long.html", async (one) => {
            await turnBack(one);
            await one.emulateMedia({ media: "print" });
            assert.deepEqual(await rows(one).then(({ navs, arrows }) => [navs, arrows]), [0, 0]);
            assert.equal(await one.locator(".patterns-top").isVisible(), false);
        });
    });

    for (const [name, options] of Object.entries({
        "on a phone": { viewport: { width: 360, height: 800 } }, "on a wide screen": { viewport: { width: 1920, height: 1000 } },
        "from right to left": { viewport: { width: 360, height: 800 }, isMirrored: true },
    })) {
        test(`the way to the top shows when the reader turns back, ${name}`, async () => {
            await visit("long.html", async (one) => {
                const top = one.locator(".patterns-top");
                assert.equal(await top.isVisible(), false, "at the top");
                await one.evaluate(() => window.scrollTo(0, 5000));
                await one.waitForFunction(() => window.scrollY > 4000);
                assert.equal(await top.isVisible(), false, "on the way down");
                await turnBack(one);
                await top.waitFor();
                assert.equal(await top.getAttribute("aria-label"), options.isMirrored ? "Nach oben" : "Back to top");
                // It stands in the bar: over no text of the page, and beside all other buttons.
                const boxes = await one.locator(".menu-bar :is(button, label, a):visible").evaluateAll((all) => all.map((button) => {
                    const { left, right, top, bottom } = button.getBoundingClientRect();
                    return { left, right, top, bottom, name: button.getAttribute("aria-label"), in: document.getElementById("mdbook-menu-bar").contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)) };
                }));
                assert.deepEqual(boxes.filter((box) => !box.in || box.top < 0 || box.bottom > 60 || box.left < 0 || box.right > options.viewport.width), []);
                boxes.forEach((a, at) => boxes.slice(at + 1).forEach((b) => assert.ok(a.right <= b.left + 0.5 || b.right <= a.left + 0.5, `${a.name} and ${b.name}`)));
                assert.deepEqual(await violations(one, ".patterns-top"), []);
                await top.click();
                await one.waitForFunction(() => window.scrollY === 0);
                await top.waitFor({ state: "hidden" });
            }, { ...options, of: options.isMirrored ? rtl : server });
        });
    }

    test("the way to the top goes by keyboard, at once where motion is unwelcome, and the next Tab is in the text", async () => {
        await visit("long.html", async (one) => {
            const top = await turnBack(one);
            await top.focus();
            await one.keyboard.press("Enter");
            assert.equal(await one.evaluate(() => window.scrollY), 0);
            await one.keyboard.press("Tab");
            assert.equal(await one.evaluate(() => document.activeElement.closest("main") !== null), true);
            assert.equal(new URL(one.url()).hash, "");
        }, { reducedMotion: "reduce" });
    });

    test("a page of two screens has no way to the top", async () => {
        await visit("one.html", async (one) => {
            await one.evaluate(() => { document.querySelector("main").style.minHeight = `${window.innerHeight * 1.9}px`; });
            await one.evaluate(() => window.scrollTo(0, 5000));
            await one.waitForFunction(() => window.scrollY > 100);
            await one.mouse.wheel(0, -50);
            await one.evaluate(() => new Promise((done) => { setTimeout(done, 200); }));
            assert.equal(await one.locator(".patterns-top").isVisible(), false);
        });
    });

    for (const theme of THEMES) {
        test(`axe finds nothing in the row and the bar in ${theme}`, async () => {
            await visit("long.html", async (one) => {
                await turnBack(one);
                await one.locator(".patterns-top").waitFor();
                assert.deepEqual(await violations(one, ".patterns-nav"), []);
                assert.deepEqual(await violations(one, ".patterns-top"), []);
            }, { theme });
        });
    }
});
