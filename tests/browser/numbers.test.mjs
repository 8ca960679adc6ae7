// The numbers on the pages of the built book: each links a catalog that shows as many entries.

import { before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { book, harness, query, shown } from "./support.mjs";

const { it } = harness();
const LINK = /<a href="((?:[^"]*\/)?catalog\.html\?[^"]*)"[^>]*>(\d+)<\/a>/g;

/** The query and the number of every link to a filtered catalog. */
function links() {
    const files = readdirSync(book, { recursive: true }).filter((name) => name.endsWith(".html") && !/print|toc/.test(name));
    const found = new Map();
    for (const file of files) {
        for (const [, href, count] of readFileSync(join(book, file), "utf8").matchAll(LINK)) {
            found.set(href.replaceAll("&amp;", "&").split("?")[1], Number(count));
        }
    }
    return found;
}

before(() => assert.ok(links().size > 20, "the guide shows statistics, a matrix and a legend"));

test("filters of words and minutes are among them", () => {
    const all = [...links().keys()].join("\n");
    assert.match(all, /reading-time=3\.\..*q=-%22circuit%20breaker%22/);
});

it("a number is that of the catalog which it links", "catalog.html", async (page) => {
    for (const [wanted, count] of links()) {
        await page.goto(`${page.url().split("?")[0]}?${wanted}`);
        assert.match(await shown(page), new RegExp(`^Showing ${count} of `), `${await query(page)} of ${wanted}`);
    }
});
