// What a look at every screen found: facets of the search without the catalog's style, controls in the reader's own colours, long
// names of neighbours, steps that are pages, badges that say where the reader is, numbers from right to left, dense drawings.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { drawn, harness, open, violations } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

/** A word that fits beside a short one on a phone, and one that fits nowhere. */
const WIDE = "ControllerManagers";
const WIDEST = "KubernetesControllerManagersOfEveryCluster";
const page = (title, fields = "", text = "Text.") => `---\ntitle: ${title}\ntype: pattern\n${fields}---\n# ${title}\n\n${text}\n`;
const DENSE = Array.from({ length: 60 }, (_, at) => at);

const files = (direction = "") => ({
    "book.toml": `[book]\ntitle = "Eyes"\n${direction}[output.html]\n[output.html.search]\nenable = false\n[preprocessor.patterns]\nentries = { types = ["pattern"] }\n[preprocessor.patterns.taxonomy.category]\npages = true\n`,
    "src/SUMMARY.md": `# Summary\n\n- [Start](README.md)\n- [One](one.md)\n- [Two](two.md)\n- [Before](before.md)\n- [Long](long.md)\n- [Between](between.md)\n- [Longer](longer.md)\n- [Three](three.md)\n- [Way](way.md)\n- [Dense](dense.md)\n${DENSE.map((at) => `- [N ${at}](n${at}.md)\n`).join("")}`,
    "src/README.md": "# Start\n\n{{#patterns stats}}\n",
    "src/one.md": page("One", "tier: gold\ncategory: tree\ndifficulty: expert\n", "Words.\n\n".repeat(300)),
    "src/long.md": page(`${WIDE} of clusters`, "tier: gold\ncategory: tree\n"),
    "src/two.md": page("Two", "tier: gold\ncategory: tree\ndifficulty: expert\nrecommendation: stable\nchecklist: [a, b]\n"),
    "src/longer.md": page(WIDEST, "tier: silver\ncategory: shrub\n"),
    ...Object.fromEntries(["Before", "Between", "Three"].map((name) => [`src/${name.toLowerCase()}.md`, page(name, "category: shrub\n")])),
    "src/way.md": "---\ntitle: Way\ntype: path\nsteps: [one, two]\n---\n# Way\n",
    "src/dense.md": "# Dense\n\n{{#patterns graph relations=prerequisites filter=\"category:dense\"}}\n",
    ...Object.fromEntries(DENSE.map((at) => [`src/n${at}.md`, page(`Node ${at}`, `category: dense\nprerequisites: [${[1, 7, 13].map((back) => at - back).filter((to) => to >= 0).map((to) => `n${to}`)}]\n`)])),
});

/** A computed property of the first element that fits. */
const style = (target, selector, property) => target.locator(selector).first().evaluate((one, property) => getComputedStyle(one)[property], property);

describe("what a look found", () => {
    const [server, rtl] = serving(files(), files("text-direction = \"rtl\"\nlanguage = \"ar\"\n"));
    const it = (name, path, run, { of = server, ...options } = {}) => test(name, async () => {
        const target = await open(browser(), of.url + path, options);
        await run(target);
        assert.deepEqual(target.errors, []);
        await target.context().close();
    });

    it("the facets of the search look alike with and without a catalog on the page", "one.html?patterns-q=text", async (target) => {
        const looks = async () => {
            await target.locator(".patterns-search-facets .patterns-option").first().waitFor();
            const look = {};
            for (const [selector, ...properties] of [[".patterns-facet", "borderTopWidth", "paddingLeft", "marginLeft"], ["legend", "paddingLeft", "fontWeight"],
                [".patterns-option", "display", "minHeight", "gap", "cursor", "alignItems"], [".patterns-option input", "marginTop"], [".patterns-option .patterns-icon", "marginInlineEnd"]]) {
                for (const property of properties) {
                    look[`${selector} ${property}`] = await style(target, `.patterns-search-facets ${selector}`, property);
                }
            }
            return look;
        };
        const alone = await looks();
        assert.equal(alone[".patterns-facet borderTopWidth"], "0px");
        await target.goto(`${server.url}catalog.html?patterns-q=text`);
        assert.deepEqual(await looks(), alone);
    });

    it("in the reader's own colours, a button without a border has none", "catalog.html?tier=gold", async (target) => {
        await drawn(target);
        const canvas = await target.evaluate(() => {
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.color = "Canvas";
            return getComputedStyle(probe).color;
        });
        for (const button of [".patterns-facet-toggle", ".patterns-reset"]) {
            assert.equal(await style(target, button, "borderTopColor"), canvas, button);
        }
        assert.notEqual(await style(target, ".patterns-chip", "borderTopColor"), canvas);
    }, { forcedColors: "active" });

    for (const [path, names, rows] of [["before.html", ["Two", `${WIDE} of clusters`], 1], ["between.html", [`${WIDE} of clusters`, WIDEST], 2], ["three.html", [WIDEST, "Way"], 2]]) {
        it(`names of neighbours break at spaces on a phone, on ${path}`, path, async (target) => {
            const cells = await target.locator(".patterns-nav > div").evaluateAll((all) => all.map((cell) => {
                const title = cell.querySelector(".patterns-nav-title");
                const range = document.createRange();
                range.selectNodeContents(title);
                const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
                const { top, left, right } = cell.getBoundingClientRect();
                return { name: title.textContent, lines: lines.size, top, left, right };
            }));
            assert.deepEqual(cells.map(({ name }) => name), names);
            for (const { name, lines, left, right } of cells) {
                assert.equal(lines, name === WIDEST || (name.startsWith(WIDE) && rows === 1) ? 2 : 1, name);
                assert.ok(left >= 0 && right <= 360, `${left} ${right}`);
            }
            assert.equal(new Set(cells.map(({ top }) => top)).size, rows);
        }, { viewport: { width: 360, height: 800 } });
    }

    it("a step that is a page is one line, and its box has its name", "way.html", async (target) => {
        const step = target.locator(".patterns-steps .patterns-task").first();
        const box = step.getByRole("checkbox", { name: /^One/ });
        const [link, tick] = [await step.getByRole("link", { name: "One" }).boundingBox(), await box.boundingBox()];
        assert.ok(Math.abs(link.y + link.height / 2 - tick.y - tick.height / 2) < 6, `${link.y} ${tick.y}`);
        const badge = await step.locator(".patterns-badge").boundingBox();
        assert.ok(Math.abs(badge.y + badge.height / 2 - link.y - link.height / 2) < 6);
        assert.deepEqual(await violations(target, ".patterns-steps"), []);
    });

    it("the chapter of a term does not say its term on each card", "catalog/category/tree.html", async (target) => {
        const badges = await target.locator(".patterns-card").filter({ hasText: "Two" }).locator(".patterns-badge").allTextContents();
        assert.deepEqual(badges.map((text) => text.replace(/^\P{Letter}+/u, "")), ["Gold", "Expert"]);
    });

    it("on a phone a list has two badges for each entry, and no keys are named", "catalog.html?view=list", async (target) => {
        await drawn(target);
        const entry = target.locator(".patterns-list > li").filter({ hasText: "Two" }).first();
        assert.equal(await entry.locator(".patterns-badge:visible").count(), 2);
        assert.equal(await target.locator(".patterns-search-open kbd:visible").count(), 0);
    }, { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true });

    it("on paper long code goes on over the page, and short code stays whole", "catalog.html", async (target) => {
        const sheets = async (above, lines, below) => {
            const block = (height) => `<div style="break-inside: avoid; block-size: ${height}px"></div>`;
            await target.locator("main").evaluate((main, html) => { main.innerHTML = html; },
                `${block(above)}<pre><code>${"line\n".repeat(lines)}</code></pre>${block(below)}`);
            const pdf = (await target.pdf({ format: "A4" })).toString("latin1");
            return pdf.match(/\/Type\s*\/Page\b/g).length;
        };
        assert.deepEqual([await sheets(900, 20, 900), await sheets(1020, 11, 930)], [2, 3]);
    });

    it("on paper the heads of columns are text, which each sheet repeats", "catalog.html", async (target) => {
        await drawn(target);
        await target.emulateMedia({ media: "print" });
        // What is no box of its own is drawn with its cell. A sheet after the first shows no button in a repeated head.
        assert.equal(await style(target, "thead .patterns-sort", "display"), "contents");
        assert.equal(await target.locator("thead th[data-column=title]").evaluate((one) => one.textContent.trim()), "Title");
    });

    it("numbers have their units behind them from right to left, where their words are English", "two.html", async (target) => {
        const isOrdered = (selector) => target.locator(selector).evaluate((one) => {
            const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT).nextNode();
            const range = document.createRange();
            const left = (at) => {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                return range.getBoundingClientRect().left;
            };
            return left(0) < left(text.length - 1);
        });
        assert.equal(await isOrdered(".patterns-progress-text"), true);
        await target.goto(`${rtl.url}index.html`);
        assert.equal(await isOrdered(".patterns-stat:last-child dd"), true);
        const [label, number] = await target.locator(".patterns-stat:last-child > *").evaluateAll((all) => all.map((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return range.getBoundingClientRect().right;
        }));
        assert.ok(Math.abs(label - number) < 2, `${label} ${number}`);
    }, { of: rtl });

    it("in a dense drawing the lines of one box stand out, by mouse and by keyboard", "dense.html", async (target) => {
        const drawing = target.locator(".patterns-graph-drawing > svg");
        const near = () => drawing.locator("a.patterns-graph-near").evaluateAll((all) => all.map((one) => one.textContent.trim()));
        const faint = () => drawing.locator("[data-ends]").evaluateAll((all) => all.filter((one) => Number(getComputedStyle(one).opacity) < 0.5).length);
        const lines = await drawing.locator("[data-ends]").count();
        assert.ok(lines > 100);
        assert.equal(await faint(), 0);
        await drawing.getByRole("link", { name: "Node 20", exact: true }).hover();
        const expected = [7, 13, 19, 20, 21, 27, 33].map((at) => `Node ${at}`);
        assert.deepEqual((await near()).sort(), expected.sort());
        assert.equal(await faint(), lines - 6);
        await target.mouse.move(2, 2);
        assert.equal(await faint(), 0);
        await drawing.getByRole("link", { name: "Node 0", exact: true }).focus();
        assert.deepEqual(await near(), ["Node 0", "Node 1", "Node 7", "Node 13"]);
        await target.locator(".patterns-graph summary").focus();
        assert.equal(await faint(), 0);
    });

    it("after a jump upwards the bar is at the top, not in the middle of the window", "one.html", async (target) => {
        for (const top of [4000, 3000]) {
            await target.evaluate((top) => new Promise((done) => {
                document.addEventListener("scrollend", () => setTimeout(done, 50), { once: true });
                window.scrollTo(0, top);
            }), top);
        }
        const top = await target.locator("#mdbook-menu-bar").evaluate((bar) => bar.getBoundingClientRect().top);
        assert.ok(top <= 1, `${top}`);
    });
});
