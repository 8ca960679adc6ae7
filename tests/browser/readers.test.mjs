// Sizes, edges and widths of the catalog, in books that mdBook built: long words, many columns, phones.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installed } from "./installed.mjs";
import { book, launch, open, root, serve, drawn, violations } from "./support.mjs";

/** The programs that `cargo xtask test` has built. */
const programs = join(root, "target/debug");
const made = [];
let browser;

before(async () => { browser = await launch(); });
after(async () => {
    await browser?.close();
    made.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

/** Builds a book of these pages, with the theme of this repository, and serves it. */
async function built(pages, config = "") {
    const folder = mkdtempSync(join(tmpdir(), "patterns-readers-"));
    made.push(folder);
    const write = (path, text) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    };
    write("book.toml", `[book]\ntitle = "Small"\n[output.html]\n[output.html.search]\nenable = false\n[preprocessor.patterns]\nmkdocs-syntax = true\n[output.patterns]\n${config}`);
    write("src/SUMMARY.md", `# Summary\n\n${Object.keys(pages).map((name) => `- [${name}](${name}.md)\n`).join("")}`);
    Object.entries(pages).forEach(([name, text]) => write(`src/${name}.md`, text));
    const env = { ...process.env, PATH: `${programs}:${process.env.PATH}` };
    execFileSync("mdbook-patterns", ["install"], { cwd: folder, env, stdio: "pipe" });
    execFileSync(join(programs, "xtask"), ["render", folder], { env, stdio: "pipe" });
    const html = [join(folder, "book/html"), join(folder, "book")].find((path) => existsSync(join(path, "catalog.html")));
    return serve(html);
}

const page = (title, fields) => `---\ntitle: ${title}\n${Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`).join("")}---\n\n# ${title}\n\nText.\n`;

const TREES = {
    oak: page("Oak", { description: "A plant named Oak.", tier: "gold", category: "tree", difficulty: "beginner", trade_offs: "{pros: [hard, old], cons: [slow]}" }),
    elm: page("Elm", { description: "A plant named Elm.", tier: "silver", category: "tree", difficulty: "advanced", trade_offs: "{pros: [tall], cons: [ill]}" }),
    fir: page("Fir", { description: "A plant named Fir.", tier: "gold", category: "tree", trade_offs: "\"− slow; + and soft, by + and −\"" }),
    ash: page("Ash", { description: "A plant named Ash.", tier: "gold", category: "shrub", difficulty: "expert" }),
};

const LONG = {
    p0: page("Keeping long-lived connections alive through proxies", { description: "A short line about connections, for the table.", tier: "gold", category: "communication-patterns" }),
    p1: page("Interoperability considerations for the neighbourhood", { description: "A short line about interoperability considerations for the neighbourhood.", difficulty: "intermediate", category: "infrastructure" }),
    p2: page("Latency/Throughput/Durability compared", { description: "A short line.", status: "complete", recommendation: "use-with-caution" }),
    p3: page("Infrastructure-as-documentation everywhere", { description: "A short line.", depth: "enhanced", category: "coordination", relevance: "mainstream" }),
    p4: page("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", { description: `${"Unbreakable".repeat(9)}.`, tags: `[${"x".repeat(60)}]`, category: "c".repeat(70) }),
};

/** What is wider than its page or its box, by a selector. */
const cut = (one) => one.evaluate(() => [document.documentElement, ...document.querySelectorAll(".table-wrapper, .patterns-card, .patterns-results, .patterns-list > li")]
    .filter((box) => box.scrollWidth > box.clientWidth).map((box) => `${box.className || box.tagName}: ${box.scrollWidth} > ${box.clientWidth}`));

async function visit(server, path, run, options = {}) {
    const one = await open(browser, server.url + path, options);
    try {
        await run(one);
        assert.deepEqual(one.errors, []);
    } finally {
        await one.context().close();
    }
}

describe("a catalog of long words and many columns", () => {
    let server;
    before(async () => { server = await built(LONG); });
    after(() => server?.close());

    for (const columns of ["", "?view=cards", "?view=list"]) {
        test(`cuts nothing at any width ${columns}`, async () => {
            await visit(server, `catalog.html${columns}`, async (one) => {
                for (const width of [360, 400, 480, 600, 640, 700, 760, 768, 900, 1080, 1280, 1440, 1920]) {
                    await one.setViewportSize({ width, height: 900 });
                    await one.waitForTimeout(150);
                    assert.deepEqual(await cut(one), [], `at ${width} px`);
                }
            });
        });
    }

    test("breaks no badge on paper, and has three columns at most", async () => {
        await visit(server, "catalog.html", async (one) => {
            await one.emulateMedia({ media: "print" });
            const columns = await one.locator(".patterns-results tbody tr").evaluateAll((rows) =>
                Math.max(...rows.map((row) => [...row.cells].filter((cell) => cell.offsetParent !== null).length)));
            assert.ok(columns <= 3, String(columns));
            const lines = await one.locator(".patterns-results .patterns-badge:visible").evaluateAll((badges) =>
                badges.filter((badge) => badge.getClientRects().length > 1 || badge.offsetHeight > 36).map((badge) => badge.textContent));
            assert.deepEqual(lines, []);
        }, { viewport: { width: 800, height: 1100 } });
    });

    test("leaves out columns that say nothing or the same", async () => {
        const same = await built({ a: page("A", { tier: "gold", category: "x" }), b: page("B", { tier: "gold", category: "y" }) });
        await visit(same, "catalog.html", async (one) => {
            const heads = await one.locator(".patterns-results thead th").evaluateAll((all) => all.map((head) => head.dataset.column).filter(Boolean));
            assert.deepEqual(heads, ["title", "category", "description"]);
        });
        same.close();
    });
});

describe("sizes and edges", () => {
    let server;
    before(async () => { server = await built(TREES); });
    after(() => server?.close());

    test("the text of a badge stands in its middle on a phone", async () => {
        await visit(server, "oak.html", async (one) => {
            const off = await one.locator(".patterns-badges .patterns-badge").evaluateAll((badges) => badges.map((badge) => {
                const range = document.createRange();
                range.selectNodeContents(badge);
                const [text, box] = [range.getBoundingClientRect(), badge.getBoundingClientRect()];
                return Math.abs((text.top + text.bottom) / 2 - (box.top + box.bottom) / 2);
            }));
            assert.ok(off.length > 0 && off.every((by) => by < 2), String(off));
        }, { viewport: { width: 400, height: 800 }, hasTouch: true, isMobile: true });
    });

    for (const [width, touch] of [[360, true], [400, true], [640, false], [1280, false]]) {
        test(`a comparison keeps its names in sight at ${width} px`, async () => {
            await visit(server, "catalog.html?compare=oak,elm,ash", async (one) => {
                const heads = one.locator(".patterns-comparison thead th");
                assert.deepEqual(await heads.locator("a").allTextContents(), ["Oak", "Elm", "Ash"]);
                for (const head of await heads.all()) {
                    const { width, height } = await head.boundingBox();
                    assert.ok(width > 40 && height > 20, `${width} x ${height}`);
                }
                const drop = one.getByRole("button", { name: "Take “Oak” out of the comparison" });
                const { width: wide, height: high } = await drop.boundingBox();
                const least = touch ? 44 : 24;
                assert.ok(wide >= least && high >= least, `${wide} x ${high}`);
                assert.equal(await one.locator(".patterns-compare table").evaluate((table) => getComputedStyle(table).display), "table");
                // The names of the rows stay while the entries scroll past.
                await one.locator(".patterns-compare").evaluate((box) => { box.scrollLeft = 200; });
                const [row, box] = await one.evaluate(() => [".patterns-compare tbody th", ".patterns-compare"].map((name) => document.querySelector(name).getBoundingClientRect().left));
                assert.ok(Math.abs(row - box) < 2, `${row}, ${box}`);
            }, { viewport: { width, height: 800 }, hasTouch: touch, isMobile: touch });
        });
    }

    test("gains and costs are lists, and a sentence stays one", async () => {
        await visit(server, "catalog.html?compare=oak,fir", async (one) => {
            const row = one.locator(".patterns-comparison tbody tr", { hasText: "and soft" });
            const cells = await row.locator("td").evaluateAll((cells) => cells.map((cell) =>
                [...cell.querySelectorAll("li")].map((item) => item.textContent).join("|") || cell.textContent));
            assert.deepEqual(cells, ["+ hard|+ old|− slow", "− slow; + and soft, by + and −"]);
        });
    });

    test("a comparison shows only what differs at a switch", async () => {
        await visit(server, "catalog.html?compare=oak,elm", async (one) => {
            const rows = () => one.locator(".patterns-comparison tbody tr:visible th").allTextContents();
            assert.ok((await rows()).includes("Category"));
            await one.getByRole("switch", { name: "Only differences" }).check();
            assert.ok(!(await rows()).includes("Category"), "both are trees");
            assert.ok((await rows()).includes("Tier"));
        });
    });

    for (const view of ["table", "cards", "list"]) {
        test(`what can be pressed has 24 px, in the ${view}`, async () => {
            await visit(server, `catalog.html?view=${view}`, async (one) => {
                const small = await one.locator(".patterns-browse :is(.patterns-pick, button, select, .patterns-option, input[type=search])").evaluateAll((all) =>
                    all.filter((target) => target.checkVisibility()).map((target) => [target, target.getBoundingClientRect()])
                        .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24)).map(([target, box]) => `${target.className}: ${box.width} x ${box.height}`));
                assert.deepEqual(small, []);
            });
        });
    }

    test("what belongs together has one edge", async () => {
        await visit(server, "catalog.html?view=list", async (one) => {
            const [title, note] = await one.evaluate(() => [".patterns-list a:not(.patterns-badge)", ".patterns-list .patterns-note"].map((name) => document.querySelector(name).getBoundingClientRect().left));
            assert.ok(Math.abs(title - note) < 1, `${title}, ${note}`);
            await one.getByRole("radio", { name: "Table" }).click();
            const tops = await one.locator(".patterns-results thead th").evaluateAll((heads) => heads.filter((head) => head.dataset.column).map((head) => {
                const range = document.createRange();
                range.selectNodeContents(head.querySelector("button") ?? head);
                return range.getBoundingClientRect().top;
            }));
            assert.ok(Math.max(...tops) - Math.min(...tops) < 1.5, String(tops));
        }, { viewport: { width: 1920, height: 900 } });
    });

    test("the bar of a comparison stands in the middle of the results", async () => {
        await visit(server, "catalog.html?view=cards", async (one) => {
            for (const name of ["Oak", "Elm"]) {
                await one.getByRole("checkbox", { name: `Compare “${name}”` }).check();
            }
            const [bar, results] = await one.evaluate(() => [".patterns-compare-bar", ".patterns-results"].map((name) => {
                const { left, right } = document.querySelector(name).getBoundingClientRect();
                return (left + right) / 2;
            }));
            assert.ok(Math.abs(bar - results) < 2, `${bar}, ${results}`);
        });
    });

    test("pictures for one kind of theme show in that one only", async () => {
        const picture = (name) => `![${name}](data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='9'%20height='9'/%3E#${name})`;
        const names = ["only-light", "only-dark", "gh-light-mode-only", "gh-dark-mode-only", "any"];
        const pictures = await built({ a: `${page("A", { tier: "gold" })}\n${names.map(picture).join("\n")}\n` });
        const seen = (one) => one.locator("main img").evaluateAll((all) => all.filter((image) => image.checkVisibility()).map((image) => image.alt));
        const [light, dark] = [["only-light", "gh-light-mode-only", "any"], ["only-dark", "gh-dark-mode-only", "any"]];
        for (const [theme, wanted] of [["light", light], ["rust", light], ["coal", dark], ["navy", dark], ["ayu", dark]]) {
            await visit(pictures, "a.html", async (one) => {
                await one.evaluate((theme) => { document.documentElement.className = theme; }, theme);
                assert.deepEqual(await seen(one), wanted, theme);
                await one.emulateMedia({ media: "print" });
                assert.deepEqual(await seen(one), light, `${theme} on paper`);
            });
        }
        pictures.close();
    });

    test("a book without reading times has none to filter or sort by", async () => {
        const off = installed({
            "book.toml": "[book]\ntitle = \"Off\"\n[preprocessor.patterns]\nreading-time = false\n[output.html.search]\nenable = false\n",
            "src/SUMMARY.md": "# Summary\n\n- [Oak](oak.md)\n- [Elm](elm.md)\n", "src/oak.md": TREES.oak, "src/elm.md": TREES.elm,
        });
        const served = await serve(off.html);
        await visit(served, "catalog.html?reading-time=..5", async (one) => {
            await drawn(one);
            assert.equal(await one.getByText("Reading time").count(), 0);
            assert.equal(await one.locator(".patterns-results [data-id]").count(), 2);
        });
        served.close();
        off.remove();
    });

    test("the neighbours of a page are linked once", async () => {
        await visit(server, "elm.html", async (one) => {
            const shown = await one.locator("a[rel~=prev], a[rel~=next], .nav-chapters").evaluateAll((all) =>
                all.filter((link) => link.checkVisibility()).map((link) => link.parentElement.className));
            assert.deepEqual(shown, ["patterns-nav-prev", "patterns-nav-next"]);
        });
    });

    test("a whole card leads to its page, and what stands on it leads elsewhere", async () => {
        await visit(server, "catalog.html?view=cards", async (one) => {
            const card = one.locator(".patterns-card").first();
            const { x, y, width, height } = await card.boundingBox();
            const at = (left, top) => one.evaluate(([left, top]) => document.elementFromPoint(left, top).closest("a, label")?.getAttribute("href") ?? "tick", [left, top]);
            assert.equal(await at(x + width - 8, y + 8), "oak.html");
            assert.equal(await at(x + width - 8, y + height - 8), "oak.html");
            const badge = await card.locator(".patterns-badge").first().boundingBox();
            assert.match(await at(badge.x + badge.width / 2, badge.y + badge.height / 2), /\?tier=gold$/);
            assert.equal(await card.locator(".patterns-badge").count(), 2);
        });
    });

    test("a link skips the filters", async () => {
        await visit(server, "catalog.html", async (one) => {
            const skip = one.getByRole("link", { name: "Skip to the results" });
            await skip.focus();
            await one.keyboard.press("Enter");
            await one.keyboard.press("Tab");
            assert.equal(await one.evaluate(() => document.activeElement.closest(".patterns-results") !== null), true);
        });
    });

    test("where no single filter helps, each by itself is offered", async () => {
        await visit(server, "catalog.html?tier=silver&category=shrub&difficulty=beginner", async (one) => {
            await one.getByRole("button", { name: "Only “Tier: Silver”: 1" }).click();
            await drawn(one);
            assert.equal(await one.locator(".patterns-shown").textContent(), "Showing 1 of 4");
        });
    });
});

describe("this project's own catalog, which has ten facets", () => {
    let server;
    before(async () => { server = await serve(book); });
    after(() => server?.close());

    for (const [width, height, touch] of [[1280, 900, false], [390, 844, true], [768, 1024, false]]) {
        test(`shows its first result without scrolling at ${width} x ${height}`, async () => {
            await visit(server, "catalog.html", async (one) => {
                const top = await one.locator(".patterns-results [data-id]").first().evaluate((first) => first.getBoundingClientRect().top);
                assert.ok(top < height - 80, String(top));
            }, { viewport: { width, height }, hasTouch: touch, isMobile: touch });
        });
    }

    test("has its facets beside the results where there is room, and in a sheet where there is not", async () => {
        await visit(server, "catalog.html", async (one) => {
            const boxes = () => one.evaluate(() => [".patterns-facets", ".patterns-results"].map((name) => document.querySelector(name).getBoundingClientRect().toJSON()));
            const [facets, results] = await boxes();
            assert.ok(facets.right < results.left && Math.abs(facets.top - results.top) < 40);
            await one.setViewportSize({ width: 390, height: 844 });
            const toggle = one.getByRole("button", { name: "Filters", exact: true });
            await toggle.click();
            const sheet = one.getByRole("dialog", { name: "Filters" });
            const { y, height } = await sheet.boundingBox();
            assert.ok(Math.abs(y + height - 844) < 1 && y > 60, `${y} ${height}`);
            await sheet.getByRole("checkbox", { name: /Gold/ }).check();
            await sheet.getByRole("button", { name: "Show results (14)" }).click();
            assert.equal(await sheet.isVisible(), false);
            assert.equal(await one.getByRole("button", { name: "Filters (1)" }).isVisible(), true);
            await one.getByRole("button", { name: "Filters (1)" }).click();
            await one.keyboard.press("Escape");
            assert.equal(await one.locator(".patterns-facets").isVisible(), false);
        });
    });

    test("shows eight terms of a long facet, and more", async () => {
        await visit(server, "catalog.html", async (one) => {
            await one.getByRole("button", { name: /^Tag/ }).click();
            const tags = one.getByRole("group", { name: /^Tag/ });
            assert.equal(await tags.locator(".patterns-option:visible").count(), 8);
            await tags.getByRole("button", { name: /^Show more \(\d+\)$/ }).click();
            assert.ok(await tags.locator(".patterns-option:visible").count() > 8);
            await tags.getByRole("button", { name: "Show fewer" }).click();
            assert.equal(await tags.locator(".patterns-option:visible").count(), 8);
        });
    });

    test("the number of entries on the page of a term shows that it is a link by more than its colour", async () => {
        await visit(server, "catalog/category/resilience.html", async (one) => {
            assert.deepEqual(await violations(one, ".patterns-term"), []);
        });
    });

    test("answers an address that has no page with the nearest ones", async () => {
        const missing = await serve(book, {}, "/", "404.html");
        await visit(missing, "patterns/resilience/circuit-breakers.html", async (one) => {
            const first = one.getByRole("dialog").locator("a").filter({ hasText: /circuit breaker/i }).first();
            await first.waitFor();
            assert.match(await first.getAttribute("href"), /circuit-breaker/);
            const note = one.getByText("There is no page /patterns/resilience/circuit-breakers.html");
            assert.equal(await note.isVisible(), true);
            await one.getByRole("dialog").getByRole("combobox").first().fill("retry");
            await note.waitFor({ state: "detached" });
        });
        await visit(missing, "zzz/qqq.html", async (one) => {
            await one.getByText("There is no page /zzz/qqq.html").waitFor();
            const dialog = one.getByRole("dialog");
            assert.equal(await dialog.getByRole("combobox", { name: "Sort by" }).count(), 0, "there is nothing to sort");
            for (const [name, page] of [["Home", "index.html"], ["Catalog", "catalog.html"]]) {
                assert.equal(await dialog.getByRole("link", { name, exact: true }).evaluate(({ href }) => new URL(href).pathname), `/${page}`);
            }
        });
        missing.close();
    });
});
