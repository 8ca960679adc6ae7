// What a first query with ten excerpts brings of the index, each file as `gzip -6` makes it: `node tests/search/weight.mjs BOOK QUERY...`,
// over a book that was built with `[output.patterns]`. The engine is in the file of the manifest; styles and the box do not count.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Search } from "./index.mjs";

const [, , book, ...queries] = process.argv;
const html = join(book, "book/html/patterns-index");
const json = join(book, "book/patterns/search");
/** What comes with the manifest. */
const manifest = readFileSync(join(html, "index.js"), "utf8");
const size = (name) => gzipSync(readFileSync(join(html, `${name}.js`)), { level: 6 }).length;
const kilo = (bytes) => (bytes / 1000).toFixed(1);
const middle = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

/** The kinds of files: `t` of `t12-a0b1c`. */
const kindOf = (name) => (name === "index" ? name : name[0]);

async function brought(query) {
    const names = new Set();
    const engine = Search.create(async (name) => {
        names.add(name);
        return JSON.parse(readFileSync(join(json, `${name}.json`), "utf8"));
    });
    const found = await engine.search(query, { typing: true });
    for (const { hit } of await engine.results(found, 0, 10)) {
        await engine.excerpt(found, hit);
    }
    return [...names].filter((name) => !manifest.includes(`"${name}":`));
}

const all = [];
for (const query of queries) {
    const names = await brought(query);
    const kinds = new Map();
    names.forEach((name) => kinds.set(kindOf(name), (kinds.get(kindOf(name)) ?? 0) + size(name)));
    const bytes = [...kinds.values()].reduce((sum, own) => sum + own, 0);
    all.push({ bytes, files: names.length });
    process.stdout.write(`${query}: ${kilo(bytes)} kB in ${names.length} files (${[...kinds].map(([kind, own]) => `${kind} ${kilo(own)}`).join(", ")})\n`);
}
process.stdout.write(`median ${kilo(middle(all.map(({ bytes }) => bytes)))} kB in ${middle(all.map(({ files }) => files))} files, `
    + `of ${readdirSync(html).length} in the folder\n`);
