// What readers saw wrong on large libraries: heads above the wrong column on paper, dates and badges in two lines beside empty
// room, a comparison that an address makes too wide, a sign alone in its line, one fact said twice.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { drawn, harness, open } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

const proposal = (at) => `---
title: Proposal ${at} of the standards track, whose title is as long as titles of proposals often are, and a little longer, so that it takes all room that there is in a table
number: ${at}
type: Standards Track
status: Last Call
created: 2015-10-${10 + at}
description: This file was moved to https://github.example.com/proposals/ercs/blob/master/ERCS/erc-${at}-with-a-name-that-goes-on.md
---
# Proposal ${at} of the standards track

## A heading on tracks that is so long that it needs more than one line of a phone

Tracks are standard.
`;

const LIBRARY = {
    "book.toml": "[book]\ntitle = \"Looks\"\n[output.html.search]\nenable = false\n[preprocessor.patterns]\n"
        + "catalog = { columns = [\"number\", \"title\", \"type\", \"status\", \"created\"] }\n"
        + "[preprocessor.patterns.field]\nnumber = { type = \"number\" }\ncreated = { type = \"date\" }\n"
        + "[preprocessor.patterns.taxonomy]\ntype = { facet = true }\nstatus = { badge = true }\n",
    "src/SUMMARY.md": `# Summary\n\n${[1, 2, 3, 4].map((at) => `- [P ${at}](p${at}.md)`).join("\n")}\n`,
    ...Object.fromEntries([1, 2, 3, 4].map((at) => [`src/p${at}.md`, proposal(at)])),
};

describe("what readers saw", () => {
    const [server] = serving(LIBRARY);
    const visit = async (path, options, run) => {
        const page = await open(browser(), server.url + path, options);
        await run(page);
        assert.deepEqual(page.errors, []);
        await page.context().close();
    };

    test("on paper each head stands above its column, and no control is there", async () => {
        await visit("catalog.html", { viewport: { width: 800, height: 1000 } }, async (page) => {
            await drawn(page);
            await page.emulateMedia({ media: "print" });
            const lefts = (row) => page.locator(row).first().locator("th, td").evaluateAll((cells) =>
                cells.filter((cell) => cell.getClientRects().length > 0).map((cell) => Math.round(cell.getBoundingClientRect().left)));
            const [head, body] = [await lefts(".patterns-results thead tr"), await lefts(".patterns-results tbody tr")];
            assert.ok(head.length >= 2 && head.length <= 3, `${head}`);
            assert.deepEqual(head, body);
            assert.equal(await page.getByRole("button", { name: "Search" }).locator("visible=true").count(), 0);
        });
    });

    test("where there is room, dates and badges are in one line", async () => {
        await visit("catalog.html", { viewport: { width: 1920, height: 1000 } }, async (page) => {
            await drawn(page);
            const tall = await page.locator(".patterns-results tbody :is(td[data-label], .patterns-badge)").evaluateAll((all) =>
                all.filter((one) => {
                    const range = document.createRange();
                    range.selectNodeContents(one);
                    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 8))).size > 1;
                }).map((one) => one.textContent));
            assert.deepEqual(tall, []);
        });
    });

    test("a comparison is no wider than its page for an address in it", async () => {
        await visit("catalog.html?compare=p1,p2,p3", { viewport: { width: 1280, height: 900 } }, async (page) => {
            const table = page.locator(".patterns-compare");
            await table.waitFor();
            assert.ok(await table.evaluate((one) => one.scrollWidth - one.clientWidth) <= 0);
            const lines = await table.locator("tbody th").first().evaluate((one) => {
                const range = document.createRange();
                range.selectNodeContents(one);
                return range.getClientRects().length;
            });
            assert.equal(lines, 1);
            const gap = await page.evaluate(() => document.querySelector(".patterns-comparison-tools").getBoundingClientRect().top
                - document.querySelector(".patterns-back").getBoundingClientRect().bottom);
            assert.ok(gap >= 8, `${gap}`);
        });
    });

    test("the sign before a heading stands beside its first line", async () => {
        await visit("p1.html?patterns-q=tracks", { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true }, async (page) => {
            const heading = page.locator(".patterns-found-headings li").first();
            await heading.locator("a").waitFor();
            const left = await heading.evaluate((one) => one.querySelector("a").getBoundingClientRect().left - one.getBoundingClientRect().left);
            assert.ok(left > 4, `${left}`);
        });
    });

    test("what is on no page is said once", async () => {
        await visit("p1.html", {}, async (page) => {
            await page.keyboard.press("Control+k");
            await page.getByRole("combobox").fill("qqzzyyx");
            const dialog = page.locator("dialog.patterns-search");
            await dialog.getByText("Nothing found for “qqzzyyx”.").first().waitFor();
            assert.equal(await dialog.getByText("On no page").count(), 0);
            await page.getByRole("combobox").fill("tracks qqzzyyx");
            await dialog.getByText("On no page: qqzzyyx").waitFor();
        });
    });
});
