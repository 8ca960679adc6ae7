// Drawings of relations: their texts stay in their boxes, in every theme, on a phone, by keyboard, under a strict policy and
// on paper.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execFileSync } from "node:child_process";
import { harness, open, root, serve, THEMES, violations } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

const page = (title, fields, text = "") => `---\ntitle: ${JSON.stringify(title)}\ntype: pattern\n${fields}---\n# Page\n\n${text}\n`;

const LIBRARY = {
    "book.toml": `[book]\ntitle = "Drawn"\n[preprocessor.patterns]\n[preprocessor.patterns.furniture]\nbottom = ["graph", "nav"]\n[output.html]\n[output.html.search]\nenable = false\n`,
    "src/SUMMARY.md": "# Summary\n\n- [Start](README.md)\n- [A](deep/a.md)\n- [B](deep/b.md)\n- [C](c.md)\n- [D](d.md)\n- [E](e.md)\n- [F](f.md)\n- [G](g.md)\n",
    "src/README.md": "# Start\n\n{{#patterns graph}}\n\n## Down\n\n{{#patterns graph direction=TB}}\n\n## Back\n\n{{#patterns graph direction=RL}}\n",
    "src/deep/a.md": page("WWW and MMMM: WIDEST LETTERS OF ALL", ""),
    "src/deep/b.md": page("getUncleByBlockNumberAndIndexWithoutAnyBreakInTheWholeNameOfIt", "prerequisites: [a]\n"),
    "src/c.md": page("指数バックオフとジッターを使った再試行のパターン", "prerequisites: [b]\nrelated: [a, d]\n"),
    "src/d.md": page("إعادة المحاولة مع تراجع أسي وتذبذب", "prerequisites: [c]\nrelated: [a]\n"),
    "src/e.md": page("E", "prerequisites: [d, a]\nsuperseded_by: f\n"),
    "src/f.md": page("Émile’s ünusually long title, with commas, and—well—dashes in it", "prerequisites: [e]\n"),
    "src/g.md": page("G", "prerequisites: [f, a]\nrelated: [e]\n"),
};

/** Boxes whose text is not in them, by the text. */
const spilt = (target) => target.locator(".patterns-graph-drawing a").evaluateAll((all) => all.filter((one) => {
    const [box, text] = ["rect", "text"].map((name) => one.querySelector(name).getBoundingClientRect());
    return text.left < box.left + 2 || text.right > box.right - 2 || text.top < box.top || text.bottom > box.bottom;
}).map((one) => one.textContent));

/** The contrast of the text of the first box, and of lines, with what is behind them. */
const contrasts = (target) => target.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    const light = (colour) => {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const [drawing] = document.querySelectorAll(".patterns-graph-drawing");
    const paper = getComputedStyle(document.documentElement).backgroundColor;
    const of = (selector) => getComputedStyle(drawing.querySelector(selector));
    return { text: contrast(of("text").fill, of("rect").fill), lines: contrast(of("g > path").stroke, paper) };
});

describe("drawings of relations", () => {
    const [server] = serving(LIBRARY);

    for (const path of ["index.html", "deep/a.html", "e.html"]) {
        test(`texts stay in their boxes on ${path}`, async () => {
            const target = await open(browser(), server.url + path);
            assert.ok(await target.locator(".patterns-graph-drawing a").count() >= 5);
            assert.deepEqual(await spilt(target), []);
            assert.deepEqual(target.errors, []);
            await target.context().close();
        });
    }

    for (const theme of THEMES) {
        test(`axe finds nothing in ${theme}, text and lines can be read, and a phone is not too narrow`, async () => {
            const target = await open(browser(), `${server.url}index.html`, { theme, viewport: { width: 360, height: 800 } });
            assert.deepEqual(await violations(target, ".patterns-graph"), []);
            const { text, lines } = await contrasts(target);
            assert.ok(text >= 4.5 && lines >= 3, `${text} ${lines}`);
            const wide = await target.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(wide <= 0, `${wide} px too wide`);
            const room = await target.locator(".patterns-graph-drawing").first().evaluate((one) => [one.scrollWidth, one.clientWidth]);
            assert.ok(room[0] > room[1], "it scrolls in its own box");
            await target.context().close();
        });
    }

    test("the reader's own colours are used", async () => {
        const target = await open(browser(), `${server.url}index.html`, { forcedColors: "active" });
        const [box, line] = await target.evaluate(() => {
            const of = (selector) => getComputedStyle(document.querySelector(`.patterns-graph-drawing ${selector}`));
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.backgroundColor = "Canvas";
            return [of("rect").fill === getComputedStyle(probe).backgroundColor, of("rect").stroke !== of("rect").fill];
        });
        assert.ok(box && line);
        await target.context().close();
    });

    test("keys lead from box to box, with a frame, and to the page", async () => {
        const target = await open(browser(), `${server.url}deep/a.html`);
        const boxes = target.locator(".patterns-graph-drawing a");
        await boxes.first().focus();
        await target.keyboard.press("Tab");
        const second = boxes.nth(1);
        assert.equal(await second.evaluate((one) => one === document.activeElement), true);
        assert.equal(await second.evaluate((one) => getComputedStyle(one).outlineStyle), "solid");
        const href = await second.evaluate((one) => new URL(one.getAttribute("href"), location.href).href);
        await target.keyboard.press("Enter");
        await target.waitForURL(href);
        await target.context().close();
    });

    test("a page is marked among its neighbours, and said in words", async () => {
        const target = await open(browser(), `${server.url}e.html`);
        const drawing = target.getByRole("group", { name: "Diagram of the relations" });
        assert.deepEqual(await drawing.locator("[aria-current=page]").evaluateAll((all) => all.map((one) => one.textContent.trim())), ["E"]);
        assert.match(await drawing.locator("desc").textContent(), /E – Use instead: Émile’s/);
        assert.equal(await drawing.getByRole("link", { name: LIBRARY["src/f.md"].match(/Émile[^"]*/)[0] }).count(), 1, "names are whole");
        await target.context().close();
    });

    test("a larger text makes a larger drawing", async () => {
        const target = await open(browser(), `${server.url}e.html`);
        const width = () => target.locator(".patterns-graph-drawing svg").evaluate((one) => one.getBoundingClientRect().width);
        const before = await width();
        await target.evaluate(() => { document.documentElement.style.fontSize = "20px"; });
        assert.equal(Math.round(await width() / before), 2);
        await target.context().close();
    });

    test("a strict policy refuses nothing of it", async () => {
        const strict = await serve(server.html, { "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:" });
        const target = await open(browser(), "about:blank");
        await target.addInitScript(() => {
            globalThis.refused = [];
            document.addEventListener("securitypolicyviolation", (event) => {
                if (event.target instanceof Element && event.target.closest(".patterns-graph")) {
                    globalThis.refused.push(event.violatedDirective);
                }
            });
        });
        await target.goto(`${strict.url}e.html`);
        assert.deepEqual(await target.evaluate(() => globalThis.refused), []);
        assert.equal(await target.locator(".patterns-graph").locator("[style], script, style").count(), 0);
        assert.deepEqual(await spilt(target), []);
        await target.context().close();
        strict.close();
    });

    test("on paper all of it is there, and its links lead within the print", async () => {
        const target = await open(browser(), `${pathToFileURL(server.html).href}/print.html`, { viewport: { width: 700, height: 900 } });
        await target.emulateMedia({ media: "print" });
        const wide = await target.locator(".patterns-graph-drawing").evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
        assert.ok(wide.length > 3 && wide.every((one) => one <= 0), `${wide}`);
        const lost = await target.locator(".patterns-graph-drawing a").evaluateAll((all) => all.map((one) => one.getAttribute("href")).filter((href) => !href.startsWith("#") || document.getElementById(decodeURIComponent(href.slice(1))) === null));
        assert.deepEqual(lost, []);
        await target.context().close();
    });

    test("without scripts it is the same", async () => {
        const target = await open(browser(), `${server.url}index.html`, { javaScriptEnabled: false });
        assert.equal(await target.locator(".patterns-graph-drawing").first().getByRole("link").count(), 7);
        await target.context().close();
    });

    test("a file of its own is XML that a browser draws, with texts in their boxes", async () => {
        const svg = execFileSync(join(root, "target/debug/mdbook-patterns"), ["graph", server.folder, "--format", "svg"], { encoding: "utf8" });
        const target = await open(browser(), server.url);
        const parsed = await target.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent ?? "", svg);
        assert.equal(parsed, "");
        await target.setContent(`<div class="patterns-graph-drawing">${svg}</div>`);
        assert.equal(await target.locator("svg a").count(), 7);
        assert.deepEqual(await spilt(target), []);
        assert.ok(readFileSync(join(server.html, "index.html"), "utf8").includes("patterns-graph-drawing"));
        await target.context().close();
    });
});
