// What pages show beside the catalog and the search: packs, learning paths, graphs, pages of terms, numbers that link,
// changes, levels and comparisons, in this project's own book; and a small book whose graphs are diagrams.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { asFiles, book, harness, open, root, serve, shown, THEMES, titles, violations } from "./support.mjs";

const { it, browser, url } = harness();

/** Pages, and the parts of them that are looked at here. */
const PAGES = {
    "paths/starter-pack.html": ".patterns-pack",
    "paths/calls-that-fail.html": ".patterns-steps",
    "paths/index.html": ".patterns-gatherings, .patterns-graph",
    "patterns/resilience/timeout.html": ".patterns-nav",
    "patterns/resilience/circuit-breaker.html": ".patterns-levels",
    "catalog/category.html": ".patterns-legend",
    "catalog/category/resilience.html": ".patterns-term",
    "laws/index.html": ".patterns-law-table",
    "guide/directives.html": ".patterns-matrix, .patterns-changes, .patterns-graph, .patterns-compare",
};

/** All of ours on a page; the colours of mdBook's links and code, in the text of authors, are not. */
const OURS = "main > [class*=patterns-]";

const texts = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent.replace(/\s+/g, " ").trim()));
/** Cards and items of ours that lie over one another, by their text: siblings, with what is drawn of them. */
const overlaps = (page, parts) => page.locator(parts).evaluateAll((all) => {
    const box = (one) => [one, ...one.querySelectorAll("*")].map((part) => part.getBoundingClientRect()).filter((part) => part.width > 0)
        .reduce((a, b) => ({ left: Math.min(a.left, b.left), right: Math.max(a.right, b.right), top: Math.min(a.top, b.top), bottom: Math.max(a.bottom, b.bottom) }));
    const lists = all.flatMap((one) => [...one.querySelectorAll("ol, ul")]);
    return lists.flatMap((list) => {
        const items = [...list.children].filter((item) => item.getBoundingClientRect().width > 0);
        const boxes = items.map(box);
        const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        return items.filter((_, at) => boxes.some((other, nth) => nth > at && meet(boxes[at], other))).map((item) => item.textContent.trim());
    });
});
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** Where the address leads, as a path of the book. */
const place = (page) => page.evaluate(() => location.pathname.split("/").slice(-2).join("/"));

for (const [name, base] of [["http", undefined], ["file", () => asFiles]]) {
    describe(`over ${name}`, () => {
        it("a path leads through its steps, and ticks of them are remembered", "paths/calls-that-fail.html", async (page) => {
            const steps = page.locator(".patterns-steps > ol > li");
            assert.equal(await steps.count(), 6);
            assert.deepEqual(await texts(page, ".patterns-step-title"), ["Bound every call", "Try again, carefully", "Stop calling",
                "Look from the other side", "Break it on purpose", "See it in production"]);
            await steps.first().getByRole("checkbox").check();
            assert.match(await page.locator(".patterns-progress-text").first().innerText(), /1 of 6/);
            await steps.first().getByRole("link", { name: "Timeout" }).click();
            const path = page.getByRole("navigation", { name: "Neighbouring pages" });
            assert.match(await path.innerText(), /Calls that fail\s+Step 1 of 6: Bound every call/);
            assert.match(await path.locator(".patterns-nav-prev").innerText(), /^← Previous · In the book/, "nothing is before the first");
            await path.getByRole("link", { name: "Next Retry" }).click();
            assert.equal(await place(page), "resilience/retry-with-backoff.html");
            await path.getByRole("link", { name: "Previous Timeout" }).click();
            assert.equal(await place(page), "resilience/timeout.html");
            await path.getByRole("link", { name: "Calls that fail" }).click();
            // The script that remembers may run after the click is over.
            await steps.first().locator("input:checked").waitFor();
        }, { base });

        it("next in a path goes on to its end, each page once", "patterns/resilience/timeout.html", async (page) => {
            const next = page.locator(".patterns-nav-next > :first-child:not(:has-text('In the book'))");
            const been = [await place(page)];
            while (await next.count() > 0) {
                assert.ok(been.length < 20, `a circle: ${been}`);
                const to = await next.evaluate((link) => link.href);
                await next.click();
                await page.waitForURL(to);
                been.push(await place(page));
            }
            assert.deepEqual(been, ["resilience/timeout.html", "resilience/retry-with-backoff.html", "resilience/circuit-breaker.html",
                "resilience/bulkhead.html", "operational/health-check.html", "operational/load-balancing.html",
                "core/queue-based-load-leveling.html", "case-studies/hystrix.html", "case-studies/google-sre-overload.html"]);
        }, { base });

        it("a pack holds its pages, which say that they are in it", "paths/index.html", async (page) => {
            await page.locator(".patterns-gatherings").first().getByRole("link", { name: "Starter pack" }).click();
            await page.waitForURL(/starter-pack/);
            const held = await texts(page, ".patterns-pack .patterns-gathered > li > a");
            assert.deepEqual(held.length, Number(await page.locator(".patterns-pack .patterns-section-title .patterns-count").textContent()));
            assert.equal(held[0], "Timeout");
            await page.locator(".patterns-pack").getByRole("link", { name: "Timeout" }).click();
            await page.getByRole("main").getByRole("link", { name: "Starter pack" }).click();
            await page.waitForURL(/starter-pack/);
            assert.equal(await place(page), "paths/starter-pack.html");
        }, { base });

        it("each number of a matrix is what the catalog then shows", "guide/directives.html", async (page) => {
            const links = await page.locator(".patterns-matrix a").evaluateAll((all) => all.map((link) => [link.href, link.textContent]));
            assert.ok(links.length > 5);
            for (const [href, count] of links) {
                await page.goto(href);
                assert.equal(await shown(page), `Showing ${count} of 30`, href);
            }
        }, { base });

        it("a page of a term lists its entries, and leads to the others and to the catalog", "catalog/category.html", async (page) => {
            await page.getByRole("main").getByRole("link", { name: "Resilience", exact: true }).first().click();
            await page.waitForURL(/category\/resilience/);
            const here = (await page.locator(".patterns-card-title a").allTextContents()).sort();
            assert.equal(here.length, 8);
            assert.equal(await page.locator(".patterns-term-nav [aria-current=page]").textContent(), "Resilience");
            await page.locator(".patterns-term-count a").click();
            assert.deepEqual((await titles(page)).sort(), here);
            await page.goBack();
            await page.locator(".patterns-term-nav").getByRole("link", { name: "Data" }).click();
            await page.waitForURL(/category\/data/);
            assert.equal(await place(page), "category/data.html");
        }, { base });
    });
}

describe("pages", () => {
    it("levels lead to their headings, with their times", "patterns/resilience/circuit-breaker.html", async (page) => {
        const links = page.getByRole("navigation", { name: "Levels of this page" }).getByRole("link");
        assert.deepEqual(await texts(page, ".patterns-levels a"),
            ["1 Intuition 5 min", "2 Foundation 10 min", "3 Deep Dive 20 min", "4 Expert Practitioner 30 min", "5 Mastery 45 min"]);
        for (const link of await links.all()) {
            await link.click();
            const name = await link.locator(".patterns-level-name").textContent();
            const heading = await page.evaluate(() => document.querySelector(`[id="${decodeURIComponent(location.hash.slice(1))}"]`)?.textContent);
            assert.match(heading ?? "", new RegExp(`^Level \\d: ${name}`));
        }
    });

    it("times of levels stand below their names, and text does not touch the levels", "patterns/resilience/circuit-breaker.html", async (page) => {
        // A block of HTML without a margin of its own, as the template of a seed writes one behind them.
        await page.locator(".patterns-levels").evaluate((levels) => { levels.insertAdjacentHTML("afterend", "<div id=\"behind\">Home</div>"); });
        const starts = await page.locator(".patterns-levels a").evaluateAll((all) => all.map((link) => [".patterns-level-name", ".patterns-count"].map((part) => {
            const range = document.createRange();
            range.selectNodeContents(link.querySelector(part));
            return Math.round(range.getBoundingClientRect().left);
        })));
        assert.deepEqual(starts.filter(([name, time]) => name !== time), []);
        const gap = await page.evaluate(() => document.getElementById("behind").getBoundingClientRect().top - document.querySelector(".patterns-levels").getBoundingClientRect().bottom);
        assert.ok(gap >= 12, `${gap} px`);
    });

    it("a rule between cards is as wide as their grid", "guide/mkdocs.html", async (page) => {
        const [rule, grid] = await page.locator(".grid.cards").first().evaluate((grid) => {
            grid.append(document.createElement("hr"));
            return [grid.lastElementChild.getBoundingClientRect().width, grid.clientWidth];
        });
        assert.equal(Math.round(rule), grid);
    });

    it("changes are in order, the newest first", "guide/directives.html", async (page) => {
        const days = await page.locator(".patterns-changes time").evaluateAll((all) => all.map((time) => time.dateTime));
        assert.equal(days.length, 3);
        assert.deepEqual(days, [...days].sort().reverse());
        assert.match(await page.locator(".patterns-changes .patterns-more").textContent(), /^3 \/ 30$/);
    });

    it("a comparison has heads for rows and columns, and the boxes of a graph lead to their pages", "guide/directives.html", async (page) => {
        assert.deepEqual(await texts(page, ".patterns-compare thead th"), ["Timeout", "Retry"]);
        assert.equal(await page.locator(".patterns-compare tbody tr > :first-child:not(th[scope=row])").count(), 0);
        const drawing = page.getByRole("group", { name: "Diagram of the relations" });
        assert.equal(await drawing.getByRole("link").count(), 7);
        await drawing.getByRole("link", { name: "Circuit Breaker" }).click();
        assert.equal(await place(page), "resilience/circuit-breaker.html");
    });

    it("the gaps of a matrix are no links, and its sums are right", "guide/directives.html", async (page) => {
        const rows = await page.locator(".patterns-matrix tbody tr").evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));
        for (const row of rows) {
            assert.equal(row.slice(0, -1).reduce((sum, count) => sum + count, 0), row.at(-1));
        }
        const below = (await texts(page, ".patterns-matrix tfoot td")).slice(0, -1).map(Number);
        assert.deepEqual(below, below.map((_, at) => rows.reduce((sum, row) => sum + row[at], 0)));
        assert.equal(await page.locator(".patterns-gap a").count(), 0);
    });

    it("no link of the parts is broken", "index.html", async (page) => {
        for (const [path, parts] of Object.entries(PAGES)) {
            await page.goto(url() + path);
            const hrefs = await page.locator(parts).locator("a").evaluateAll((all) => all.map((link) => new URL(link.getAttribute("href"), location.href).href));
            assert.ok(hrefs.length > 0, path);
            const gone = hrefs.filter((href) => href.startsWith(url()) && !existsSync(fileURLToPath(new URL(new URL(href).pathname.slice(1), `${pathToFileURL(book).href}/`))));
            assert.deepEqual(gone, [], path);
        }
    });
});

for (const [path, parts] of Object.entries(PAGES)) {
    describe(path, () => {
        it("is whole without JavaScript, with no control that does nothing", path, async (page) => {
            const inside = page.locator(parts);
            assert.ok(await inside.count() > 0);
            for (const one of await inside.all()) {
                assert.equal(await one.isVisible(), true);
                assert.ok((await one.innerText()).trim().length > 20);
                assert.equal(await one.locator("button, input, select").count(), 0);
            }
        }, { javaScriptEnabled: false });

        it("is whole on paper", path, async (page) => {
            await page.emulateMedia({ media: "print" });
            for (const one of await page.locator(parts).all()) {
                // What leads from page to page leads nowhere on paper.
                if (!await one.evaluate((element) => element.matches("nav"))) {
                    assert.equal(await one.isVisible(), true);
                }
            }
            assert.equal(await page.locator(".patterns-progress-bar button:visible").count(), 0);
        });

        it("keeps a strict policy", path, async (page) => {
            const strict = await serve(book, { "Content-Security-Policy": "script-src 'self'; style-src 'self'" });
            await page.addInitScript(() => {
                globalThis.broken = [];
                document.addEventListener("securitypolicyviolation", ({ target, sourceFile, violatedDirective }) => {
                    if (sourceFile?.includes("/patterns-") || (target instanceof Element && target.closest("[class*=patterns-]"))) {
                        globalThis.broken.push(violatedDirective);
                    }
                });
            });
            await page.goto(strict.url + path);
            // What mdBook's own scripts then lack is its own affair.
            page.errors.length = 0;
            assert.deepEqual(await page.evaluate(() => globalThis.broken), []);
            assert.equal(await page.locator(parts).locator("[style], script, style").count(), 0);
            strict.close();
        });

        for (const theme of THEMES) {
            it(`axe finds nothing in ${theme}, and nothing is too wide on a phone`, path, async (page) => {
                assert.deepEqual(await violations(page, OURS), []);
                assert.ok(await wide(page) <= 0, `${await wide(page)} px too wide`);
                assert.deepEqual(await overlaps(page, parts), []);
            }, { theme, viewport: { width: 400, height: 800 } });
        }
    });
}

/** A library whose book says that it draws Mermaid, with a script in the place of Mermaid that says what it was given. */
const DIAGRAMS = {
    "book.toml": `[book]\ntitle = "Diagrams"\n[preprocessor.patterns]\n[output.html]\nadditional-js = ["theme/mermaid-stub.js"]
[output.html.search]\nenable = false\n[output.patterns]\n`,
    // Mermaid takes the text of each \`.mermaid\` when the page is loaded, and puts a drawing in its place.
    "theme/mermaid-stub.js": `addEventListener("load", () => { globalThis.given = [...document.querySelectorAll(".mermaid")].map((one) => one.textContent); });`,
    "src/SUMMARY.md": "# Summary\n\n- [Start](start.md)\n- [A](deep/a.md)\n- [B](deep/b.md)\n- [C](é.md)\n",
    "src/start.md": "# Start\n\n{{#patterns graph as=mermaid}}\n",
    "src/deep/a.md": "---\ntitle: 'A \"quoted\" [name]'\ntype: pattern\nrelated: [b]\n---\n# A\n\n{{#patterns graph of=a as=mermaid}}\n",
    "src/deep/b.md": "---\ntitle: B\ntype: pattern\nprerequisites: [a]\n---\n# B\n",
    "src/é.md": "---\ntitle: C\ntype: pattern\nrelated: [b]\n---\n# C\n",
};

function buildDiagrams() {
    const folder = mkdtempSync(join(tmpdir(), "diagrams-"));
    for (const [path, text] of Object.entries(DIAGRAMS)) {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    const bin = join(root, "target/debug");
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    const run = (program, args) => execFileSync(join(bin, program), args, { env, stdio: ["ignore", "ignore", "pipe"] });
    run("mdbook-patterns", ["install", folder]);
    run("xtask", ["render", "--quiet", folder]);
    return folder;
}

describe("diagrams", () => {
    let folder;
    let server;
    before(async () => {
        folder = buildDiagrams();
        server = await serve(join(folder, "book/html"));
    });
    after(() => {
        server?.close();
        if (folder !== undefined) {
            rmSync(folder, { recursive: true });
        }
    });
    /** What Mermaid is given on a page: its nodes by name, with where each leads. */
    const given = async (page) => {
        await page.waitForFunction(() => globalThis.given !== undefined);
        return page.evaluate(() => globalThis.given.map((source) => {
            const names = new Map([...source.matchAll(/^(\w+)\(?\["(.*)"\]\)?$/gm)].map(([, key, label]) => [key, label]));
            return Object.fromEntries([...source.matchAll(/^click (\w+) href "(.*)"$/gm)].map(([, key, href]) => [names.get(key), new URL(href, location.href).href]));
        }));
    };

    for (const kind of ["http", "file"]) {
        test(`lead to their pages from every folder over ${kind}`, async () => {
            const base = kind === "http" ? server.url : `${pathToFileURL(join(folder, "book/html")).href}/`;
            const page = await open(browser(), `${base}start.html`);
            const quoted = "A #34;quoted#34; #91;name#93;";
            assert.deepEqual(await given(page), [{ [quoted]: `${base}deep/a.html`, B: `${base}deep/b.html`, C: `${base}%C3%A9.html` }]);
            await page.goto(`${base}deep/a.html`);
            assert.deepEqual(await given(page), [{ [quoted]: `${base}deep/a.html`, B: `${base}deep/b.html` }]);
            await page.goto(`${base}print.html`);
            const [first] = await given(page);
            const inPrint = await page.evaluate((hrefs) => hrefs.map((href) => document.getElementById(new URL(href).hash.slice(1))?.textContent.trim()), Object.values(first));
            assert.deepEqual(inPrint, ["A", "B", "C"], JSON.stringify(first));
            assert.deepEqual(page.errors, []);
            await page.context().close();
        });
    }

    test("have a list that says the same, folded, by keyboard too, and open where nothing draws", async () => {
        const page = await open(browser(), `${server.url}start.html`);
        const summary = page.locator(".patterns-graph summary");
        const items = page.locator(".patterns-graph details > ul > li");
        assert.equal(await items.first().isVisible(), false);
        await summary.focus();
        await page.keyboard.press("Enter");
        assert.deepEqual(await items.locator("> a").allTextContents(), ["A \"quoted\" [name]", "B", "C"]);
        assert.deepEqual(await violations(page, ".patterns-graph"), []);
        await items.locator("> a").nth(1).click();
        assert.equal(await place(page), "deep/b.html");
        await page.context().close();
    });
});
