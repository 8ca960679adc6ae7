// What a demanding look at the catalog found: comparisons on paper, clicks that got lost, where the focus goes, sizes and edges.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { drawn, harness, open, query } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

const TOUCH = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const NAMES = ["Alder", "Birch", "Cedar", "Dogwood of the northern and of the southern hills", "Elm", "Fir", "Ginkgo", "Hazel", "Ironwood", "Juniper", "Katsura", "Larch"];
const slug = (name) => name.toLowerCase().split(" ")[0];
const LONG = "A sentence about the tree that is long enough to take several lines in a column of a table. ".repeat(4).trim();
/** Tag 11 is on every second page, and the first by alphabet on one page each. */
const tags = (at) => [`tag-${String(at).padStart(2, "0")}`, ...(at % 2 === 0 ? ["zebra"] : []), "yak", "wolf", "vole"].slice(0, at === 11 ? 1 : 5);
const page = (name, at) => `---
title: ${name}
type: pattern
description: ${LONG}
tier: ${["gold", "silver", "bronze"][at % 3]}
category: ${["resilience", "core"][at % 2]}
difficulty: ${["beginner", "expert"][at % 2]}
status: complete
tags: [${tags(at).join(", ")}]
guild: [${["carpenters", "turners", "coopers", "wheelwrights", "joiners"].join(", ")}]
when_to_use: [${name} is at hand, it has time]
when_not_to_use: [it must last, it must bend]
trade_offs: {pros: [hard, ${"Unbreakable".repeat(at === 3 ? 6 : 1)}], cons: [slow]}
problem: ${LONG}
solution: ${LONG}
updated: 2024-03-0${(at % 9) + 1}
audience: [${name} lovers, ${"readers"}]
checklist: [one, two]
---
# ${name}

Text.
`;

const [server] = serving({
    "book.toml": "[book]\ntitle = \"Trees\"\n[output.html]\nedit-url-template = \"https://example.org/edit/{path}\"\n[output.html.search]\nenable = false\n[preprocessor.patterns.taxonomy.guild]\nbadge = false\nlabel = \"Guild\"\n[preprocessor.patterns]\nentries = { types = [\"pattern\"] }\n",
    "src/SUMMARY.md": `# Summary\n\n- [Start](README.md)\n- [Catalog](catalog.md)\n- [Own](own.md)\n${NAMES.map((name) => `- [${name}](${slug(name)}.md)\n`).join("")}`,
    "src/README.md": "# Start\n\n{{#patterns compare alder birch}}\n",
    "src/catalog.md": "# Catalog\n\n{{#patterns catalog}}\n",
    "src/own.md": "# Own\n\n{{#patterns catalog columns=\"title,tier,category,difficulty,guild,audience,reading-time,description\"}}\n",
    ...Object.fromEntries(NAMES.map((name, at) => [`src/${slug(name)}.md`, page(name, at)])),
});

const it = (name, path, run, options = {}) => test(name, async () => {
    const target = await open(browser(), server.url + path, options);
    try {
        await run(target);
        assert.deepEqual(target.errors, []);
    } finally {
        await target.context().close();
    }
});

const FOUR = "catalog.html?compare=alder,birch,cedar,dogwood";
const box = (locator) => locator.evaluate((one) => one.getBoundingClientRect().toJSON());
const middle = ({ top, bottom }) => (top + bottom) / 2;
/** Opens every facet. */
const openAll = (target) => target.locator(".patterns-facet-toggle[aria-expanded=false]").evaluateAll((all) => all.forEach((toggle) => toggle.click()));
/** What is smaller than this, of all that can be pressed and is seen. */
const small = (target, least) => target.locator(".patterns-catalog :is(button, select, .patterns-option, .patterns-pick, .patterns-field:has(> input[type=checkbox]))").evaluateAll((all, least) =>
    all.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => [one, one.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 1 && (width < least || height < least))
        .map(([one, { width, height }]) => `${one.className} “${one.textContent}”: ${width} x ${height}`), least);

describe("a comparison", () => {
    it("is whole on paper, without its controls", FOUR, async (target) => {
        await target.emulateMedia({ media: "print" });
        const table = target.locator(".patterns-comparison table");
        const { right } = await box(table);
        assert.ok(right <= 718, `${right}`);
        const cut = await target.evaluate(() => [...document.querySelectorAll(".patterns-compare, .patterns-compare :is(th, td)")]
            .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1 || getComputedStyle(one).overflow === "auto").map((one) => one.textContent.slice(0, 30)));
        assert.deepEqual(cut, []);
        assert.equal(await target.locator(".patterns-differences").isVisible(), false);
        const over = await table.locator(".patterns-badge").evaluateAll((badges) => badges.filter((badge) =>
            badge.getBoundingClientRect().right > badge.closest("td").getBoundingClientRect().right + 1).map((badge) => badge.textContent));
        assert.deepEqual(over, []);
    }, { viewport: { width: 718, height: 1000 } });

    it("begins with what helps to choose, each list as one", FOUR, async (target) => {
        const rows = await target.locator(".patterns-comparison tbody tr").evaluateAll((all) => all.map((row) =>
            [row.cells[0].textContent, [...row.cells[1].querySelectorAll("ul")].map((list) => [...list.children].map((item) => item.textContent))]));
        assert.deepEqual(rows.slice(0, 4), [
            ["Description", []],
            ["Use it when", [["Alder is at hand", "it has time"]]],
            ["Don't use when", [["it must last", "it must bend"]]],
            ["Trade-offs", [["+ hard", "+ Unbreakable"], ["− slow"]]],
        ]);
        await target.goto(`${server.url}index.html`);
        const built = await target.locator(".patterns-compare tbody tr").evaluateAll((all) => all.slice(0, 4).map((row) =>
            [row.cells[0].textContent, [...row.cells[1].querySelectorAll("ul")].map((list) => [...list.children].map((item) => item.textContent))]));
        assert.deepEqual(built, rows.slice(0, 4));
    });

    it("shows at its edge that there is more", FOUR, async (target) => {
        const layers = await target.locator(".patterns-comparison .patterns-compare").evaluate((one) => getComputedStyle(one).backgroundAttachment);
        assert.match(layers, /local.*scroll/);
    });

    it("opens with Back in sight, and closes where one entry is left", "catalog.html", async (target) => {
        await drawn(target);
        for (const name of ["Alder", "Birch"]) {
            await target.getByRole("checkbox", { name: `Compare “${name}”` }).check();
        }
        await target.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await target.getByRole("button", { name: "Compare (2)" }).click();
        const back = target.getByRole("button", { name: "Back to the catalog" });
        const bar = await box(target.locator("#mdbook-menu-bar"));
        assert.ok((await box(back)).top >= bar.bottom, `${(await box(back)).top} ${bar.bottom}`);
        await target.getByRole("button", { name: "Take “Birch” out of the comparison" }).click();
        await target.waitForURL((at) => !at.search.includes("compare"));
        assert.equal(await target.locator(".patterns-browse").isVisible(), true);
    }, { viewport: { width: 1280, height: 600 } });

    it("left with one entry ticked, gives the focus to the text filter", FOUR, async (target) => {
        await target.evaluate(() => localStorage.clear());
        await target.reload();
        await target.goto(`${server.url}catalog.html`);
        await target.getByRole("checkbox", { name: "Compare “Alder”" }).check();
        await target.goto(`${server.url}${FOUR}`);
        await target.getByRole("button", { name: "Back to the catalog" }).click();
        assert.equal(await target.evaluate(() => document.activeElement.type), "search");
    });

    it("has its crosses on the first line of a wrapped title", FOUR, async (target) => {
        const head = target.locator(".patterns-comparison thead th").nth(3);
        const [title, cross] = await head.evaluate((one) => {
            const { left, top } = one.querySelector("a").getClientRects()[0];
            return [{ left, top }, one.querySelector("button").getBoundingClientRect().toJSON()];
        });
        assert.ok(cross.top < title.top + 12 && cross.left > title.left, JSON.stringify([title, cross]));
    }, TOUCH);
});

describe("facets", () => {
    it("what is clicked after a tick is where it was", "catalog.html", async (target) => {
        await drawn(target);
        const option = (group, name) => target.getByRole("group", { name: new RegExp(`^${group}`) }).getByRole("checkbox", { name: new RegExp(name) });
        const next = () => box(option("Category", "Resilience"));
        const before = (await next()).top;
        await option("Tier", "Gold").click();
        assert.equal((await next()).top, before, "a first tick moves nothing");
        await option("Tier", "Gold").click();
        await option("Category", "Resilience").click();
        assert.equal(await query(target), "?category=resilience");
    });

    it("a long facet begins with the terms of most entries, and one that tells nothing apart is not there", "catalog.html", async (target) => {
        await drawn(target);
        await target.getByRole("button", { name: /^Tag/ }).click();
        const tags = await target.getByRole("group", { name: /^Tag/ }).locator(".patterns-option:visible").allInnerTexts();
        assert.deepEqual(tags.slice(0, 4).map((text) => text.replace(/\s+\d+$/, "").toLowerCase()), ["vole", "wolf", "yak", "zebra"]);
        assert.equal(tags.length, 8);
        assert.equal(await target.getByRole("button", { name: /^Status/ }).count(), 0);
    });

    it("what can be pressed has 24 px with a mouse", "catalog.html?tags=yak,wolf&tier=gold", async (target) => {
        await drawn(target);
        await openAll(target);
        assert.deepEqual(await small(target, 24), []);
    });

    it("what can be pressed has 44 px on touch", "catalog.html?tags=yak,wolf&tier=gold&sort=title", async (target) => {
        await drawn(target);
        assert.deepEqual((await small(target, 44)).filter((one) => !one.startsWith("patterns-skip")), []);
        await target.getByRole("button", { name: /^Filters/ }).click();
        await openAll(target);
        assert.deepEqual(await small(target, 44), []);
    }, TOUCH);

    it("the sheet keeps the focus, and gives it back", "catalog.html", async (target) => {
        await drawn(target);
        const toggle = target.getByRole("button", { name: "Filters", exact: true });
        await toggle.click();
        const sheet = target.getByRole("dialog", { name: "Filters" });
        assert.equal(await sheet.getAttribute("aria-modal"), "true");
        const inside = () => target.evaluate(() => document.activeElement === document.body || document.activeElement.closest(".patterns-facets") !== null);
        await target.keyboard.press("Shift+Tab");
        assert.equal(await inside(), true);
        await sheet.getByRole("button", { name: /^Show results/ }).focus();
        for (const key of ["Tab", "Tab", "Tab"]) {
            await target.keyboard.press(key);
            assert.equal(await inside(), true);
        }
        await sheet.getByRole("checkbox", { name: /Gold/ }).check();
        await target.keyboard.press("Escape");
        assert.equal(await sheet.isVisible(), false);
        assert.equal(await target.evaluate(() => document.activeElement.textContent), "Filters (1)");
        assert.equal(await target.locator("[inert]").count(), 0);
        await target.getByRole("button", { name: "Filters (1)" }).click();
        await target.getByRole("button", { name: /^Show results/ }).click();
        assert.equal(await target.locator("[inert]").count(), 0);
        assert.equal(await target.evaluate(() => document.activeElement.textContent), "Filters (1)");
    }, TOUCH);

    it("no colour of a mouse sticks on touch", "catalog.html", async (target) => {
        const rules = await target.evaluate(() => {
            const loose = (rules) => [...rules].flatMap((rule) => (rule.conditionText ? [] : [rule.selectorText ?? ""]));
            return [...document.styleSheets].flatMap((sheet) => loose(sheet.cssRules)).filter((text) => /patterns-option:hover/.test(text));
        });
        assert.deepEqual(rules, []);
    }, TOUCH);
});

describe("entries", () => {
    it("cards and lists with columns of their own have few badges", "own.html?view=cards", async (target) => {
        for (const view of ["Cards", "List"]) {
            await target.getByRole("radio", { name: view }).click();
            await drawn(target);
            const lists = await target.locator(".patterns-results .patterns-fields .patterns-badge-list").evaluateAll((all) => all.map((list) =>
                [list.querySelectorAll(".patterns-badge").length, list.lastElementChild.textContent]));
            assert.ok(lists.length > 0);
            assert.deepEqual(lists.find(([count, last]) => count > 2 || last !== "+3"), undefined, view);
        }
        assert.ok(await target.locator(".patterns-list > li").evaluateAll((all) => Math.max(...all.map((li) => li.querySelectorAll(":scope > .patterns-badge-list > .patterns-badge").length))) <= 2);
    });

    it("in a list, badges of a column stand beside their label, and those of the entry beside its title", "own.html?view=list", async (target) => {
        await drawn(target);
        const rows = await target.locator(".patterns-list > li").evaluateAll((all) => all.map((li) => {
            const rect = (one) => one.getBoundingClientRect();
            const field = li.querySelector("[data-column=guild]");
            const [title, badges] = [rect(li.querySelector(":scope > a")), rect(li.querySelector(":scope > .patterns-badge-list"))];
            return { gap: rect(field.querySelector(".patterns-badge-list")).left - rect(field.querySelector("dt")).right, below: badges.top > title.bottom, lines: rect(li.querySelector(":scope > .patterns-note")).height };
        }));
        assert.ok(rows.every(({ gap, below, lines }) => gap < 12 && !below && lines < 70), JSON.stringify(rows));
    }, { viewport: { width: 1000, height: 900 } });

    for (const [name, options] of [["a phone", TOUCH], ["1280 px", { viewport: { width: 1280, height: 900 } }]]) {
        it(`rows as blocks are in line and have no head on ${name}`, "own.html?view=table", async (target) => {
            await drawn(target);
            const head = target.locator(".patterns-results thead");
            const row = target.locator(".patterns-results tbody tr").first();
            assert.equal(await row.evaluate((one) => getComputedStyle(one).display), "flex");
            assert.equal(await head.isVisible(), false);
            const [title, tick] = [await row.locator("th a").evaluate((one) => one.getClientRects()[0].toJSON()), await box(row.locator(".patterns-pick input"))];
            assert.ok(Math.abs(middle(title) - middle(tick)) < 3, `${middle(title)} ${middle(tick)}`);
            const time = row.locator("td.patterns-number");
            assert.equal(await time.textContent(), "1 min");
            const least = await row.locator("td[data-label]:not(:has(*))").evaluateAll((all) => all.map((cell) => getComputedStyle(cell).minInlineSize));
            assert.ok(least.length > 0 && least.every((size) => size === "0px"), `${least}`);
        }, options);
    }

    it("no name in a list is cut at 640 px", "catalog.html", async (target) => {
        await drawn(target);
        const cut = await target.locator(".patterns-toolbar select").evaluateAll((all) => all.flatMap((select) => {
            const probe = select.cloneNode(true);
            probe.style.cssText = "position: absolute; inline-size: max-content; max-inline-size: none";
            select.parentElement.append(probe);
            const wanted = probe.getBoundingClientRect().width;
            probe.remove();
            const has = select.getBoundingClientRect().width;
            return has + 1 < wanted ? [`${has} < ${wanted}`] : [];
        }));
        assert.deepEqual(cut, []);
    }, { viewport: { width: 640, height: 800 } });

    it("where one filter finds nothing, the words are about one", "catalog.html?q=nonsense", async (target) => {
        assert.equal(await target.locator(".patterns-empty > p").first().textContent(), "Nothing fits this filter.");
        assert.equal(await target.locator(".patterns-empty > p").count(), 1);
        await target.goto(`${server.url}catalog.html?q=nonsense&tier=gold&category=core`);
        assert.equal(await target.locator(".patterns-empty > p").first().textContent(), "Nothing fits all of these filters.");
        assert.equal(await target.getByRole("button", { name: "Reset" }).count(), 1);
    });

    it("no link to edit a page is on paper", "alder.html", async (target) => {
        const edit = target.getByText("Edit this page");
        assert.equal(await edit.isVisible(), true);
        await target.emulateMedia({ media: "print" });
        assert.equal(await edit.isVisible(), false);
        assert.equal((await target.locator(".patterns-meta time").evaluate((one) => one.parentElement.innerText)).trim(), "2024-03-01");
    });
});
