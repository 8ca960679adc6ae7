// A table of many columns beside its facets, texts that are too long for a row, and what another look at every screen found.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { drawn, harness, open, serve, shown, titles } from "./support.mjs";
import { serving } from "./installed.mjs";

const { it, browser } = harness();

const MANY = "Words that go on and on about one thing and another. ".repeat(20);
const page = (title, fields) => `---\ntitle: ${title}\ntype: test\n${fields}---\n# ${title}\n\nText.\n`;
const book = (direction, more) => ({
    "book.toml": `[book]\ntitle = "Columns"\n${direction}[output.html]\n[output.html.search]\nenable = false\n[preprocessor.patterns]\nentries = { types = ["test"] }\n`,
    "src/SUMMARY.md": "# Summary\n\n- [Start](README.md)\n- [A](tests/A-TEST-0226.md)\n- [B](tests/A-TEST-0227.md)\n",
    "src/README.md": "# Start\n\n> [!NOTE]\n> A note of mdBook.\n",
    "src/tests/A-TEST-0226.md": page("Flags", `description: ${MANY}\ntier: gold\n${more}`),
    "src/tests/A-TEST-0227.md": page("Views", "description: Tests of a test; see A-TEST-0226 in tests.\ntier: silver\n"),
});

/** The left or right edges of the first cell in each column, and of their heads. */
const edges = (target) => target.locator(".patterns-results table").evaluate((table) => {
    const starts = (row) => [...row.cells].filter(({ className, dataset }) => className !== "patterns-text" && dataset.column !== "description")
        .map((cell) => Math.round(cell.getBoundingClientRect().left));
    return { heads: starts(table.tHead.rows[0]), cells: starts(table.tBodies[0].rows[0]), wide: table.parentElement.scrollWidth - table.parentElement.clientWidth };
});

describe("a table of six columns beside its facets", () => {
    for (const width of [1100, 1280, 1366]) {
        it(`is a table at ${width} px, its heads above their columns and its texts below them`, "catalog.html?view=table", async (target) => {
            await drawn(target);
            const { heads, cells, wide } = await edges(target);
            assert.ok(heads.length >= 7, String(heads));
            assert.deepEqual(cells, heads);
            assert.equal(wide, 0);
            const [row, title, text] = await Promise.all(["tbody tr", "tbody th", "tbody td.patterns-text"].map((selector) => target.locator(`.patterns-results ${selector}`).first().boundingBox()));
            assert.ok(text.y >= title.y + title.height - 2 && Math.abs(text.x - title.x) <= 1 && text.x + text.width >= row.x + row.width - 1, JSON.stringify({ row, title, text }));
            assert.equal(await target.locator(".patterns-sort").filter({ visible: true }).count(), heads.length - 1);
        }, { viewport: { width, height: 900 } });
    }

    it("has no thick lines in the reader's own colours, which draw what is transparent", "catalog.html?view=table", async (target) => {
        await drawn(target);
        const borders = await target.locator(".patterns-results tbody :is(th, td)").evaluateAll((cells) => cells.map((cell) => parseFloat(getComputedStyle(cell).borderBottomWidth)));
        assert.ok(Math.max(...borders) <= 1, String(Math.max(...borders)));
    }, { forcedColors: "active" });

    it("is still one for those who hear it", "catalog.html?view=table", async (target) => {
        await drawn(target);
        const results = target.locator(".patterns-results");
        assert.equal(await results.getByRole("columnheader").count(), 8);
        assert.ok(await results.getByRole("row").count() > 20);
        assert.ok(await results.getByRole("cell").count() > 100);
    });
});

describe("what another look found", () => {
    const [one, mirrored] = serving(book("", "prerequisites: [A-TEST-0227]\n"), book("language = \"ar\"\ntext-direction = \"rtl\"\n", ""));
    let missing;
    before(async () => { missing = await serve(one.html, {}, "/", "404.html"); });
    after(() => missing?.close());

    for (const width of [390, 1280]) {
        test(`a long text takes four lines of a table at ${width} px`, async () => {
            const target = await open(browser(), `${one.url}catalog.html?view=table`, { viewport: { width, height: 900 } });
            await drawn(target);
            const [lines, all] = await target.locator(".patterns-results td.patterns-text").first().evaluate((text) => {
                const { lineHeight, paddingBlockStart } = getComputedStyle(text);
                const line = parseFloat(lineHeight);
                return [(text.clientHeight - parseFloat(paddingBlockStart)) / line, text.textContent.length];
            });
            assert.ok(Math.abs(lines - 4) < 0.2, String(lines));
            assert.ok(all > 900, "and is all there for a search in the page");
            await target.context().close();
        });
    }

    test("a text on paper is whole", async () => {
        const target = await open(browser(), `${one.url}catalog.html?view=table`);
        await drawn(target);
        await target.emulateMedia({ media: "print" });
        const text = target.locator(".patterns-results td.patterns-text").first();
        assert.equal(await text.evaluate((cell) => cell.scrollHeight <= cell.clientHeight + 1), true);
        await target.context().close();
    });

    test("an address that compares one entry shows the catalog", async () => {
        const target = await open(browser(), `${one.url}catalog.html?compare=A-TEST-0226`);
        assert.equal((await titles(target)).length, 2);
        assert.match(await shown(target), /2 of 2/);
        assert.equal(await target.locator(".patterns-comparison").isVisible(), false);
        await target.context().close();
    });

    it("no two rows of a comparison have one name", "catalog.html?compare=timeout,retry-with-backoff", async (target) => {
        const names = await target.locator(".patterns-compare tbody th").allTextContents();
        assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), []);
        assert.ok(names.includes("Problem") && names.includes("Problem area"), names.join(", "));
    });

    test("an address without a page that ends in a number leads to the page of that number", async () => {
        const target = await open(browser(), `${missing.url}tests/android/A-TEST-0226.html`);
        await target.getByText("There is no page /tests/android/A-TEST-0226.html").waitFor();
        const first = target.getByRole("dialog").locator("li a").first();
        assert.equal(await first.textContent(), "Flags");
        await target.context().close();
    });

    test("boxes of mdBook have their bar, their sign and the gap beside it on the side where lines start", async () => {
        const target = await open(browser(), `${mirrored.url}index.html`);
        const gap = await target.locator(".blockquote-tag-title svg").first().evaluate((sign) => {
            const { marginLeft, marginRight } = getComputedStyle(sign);
            const { paddingLeft, paddingRight } = getComputedStyle(sign.closest("blockquote"));
            return [marginLeft, marginRight, paddingLeft, paddingRight];
        });
        assert.deepEqual(gap, ["8px", "0px", "0px", "20px"]);
        await target.context().close();
    });

    it("the box of a switch stands before its word, as those of terms do", "catalog.html", async (target) => {
        await target.locator(".patterns-facet-toggle[aria-expanded=false]").evaluateAll((toggles) => toggles.forEach((toggle) => toggle.click()));
        const both = target.locator(".patterns-facet-tools label:has([role=switch])").first();
        const [input, word] = await Promise.all([both.locator("input").boundingBox(), both.locator("span").boundingBox()]);
        assert.ok(input.x + input.width <= word.x, JSON.stringify({ input, word }));
    });
});
