// The second judged list by kinds: `node tests/bench/judged.mjs LIBRARY INDEX [MDBOOK [PAGEFIND]]` prints what each search reaches,
// and what ours does not find first. INDEX is a book's `patterns/search`, MDBOOK a folder that mdBook built with its search, and
// PAGEFIND one that Pagefind indexed into `pagefind/`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../browser/support.mjs";
import { Search, loader, urls } from "../search/index.mjs";
import { mdbookSearch, pagefindSearch } from "./rivals.mjs";

/** The queries about a library: kind, query, pages. */
export function judgedOf(library) {
    const { queries } = JSON.parse(readFileSync(new URL("../search/judged-more.json", import.meta.url), "utf8"));
    return queries.filter(([, of]) => of === library).map(([kind, , query, pages]) => ({ kind, query, pages }));
}

/** The mean reciprocal rank of each kind of query, and what is not first. */
export async function judgeKinds(ask, library) {
    const kinds = new Map();
    for (const { kind, query, pages } of judgedOf(library)) {
        const own = kinds.get(kind) ?? { kind, queries: 0, sum: 0, misses: [] };
        kinds.set(kind, own);
        const found = (await ask(query, { limit: 10 })).map((url) => decodeURIComponent(url).replace(/\.html$/, ""));
        const rank = found.findIndex((url) => pages.includes(url)) + 1;
        own.queries += 1;
        own.sum += rank > 0 ? 1 / rank : 0;
        if (rank !== 1) {
            own.misses.push(`${query}: ${rank || "-"} (${found.slice(0, 2).join(", ")})`);
        }
    }
    return [...kinds.values()].map((own) => ({ ...own, mrr: own.sum / own.queries }));
}

/** The mean over all queries of some kinds. */
export function mean(kinds) {
    const count = kinds.reduce((sum, { queries }) => sum + queries, 0);
    return kinds.reduce((sum, { queries, mrr }) => sum + queries * mrr, 0) / count;
}

async function main([library, index, mdbook, pagefind]) {
    const engine = Search.create(loader(index));
    const browser = pagefind === undefined ? null : await launch();
    const searches = [["ours", (query, options) => urls(engine, query, options)]];
    if (mdbook !== undefined) {
        searches.push(["mdBook", mdbookSearch(mdbook)]);
    }
    if (browser !== null) {
        searches.push(["Pagefind", await pagefindSearch(browser, { folder: pagefind, pagefind: join(pagefind, "pagefind") })]);
    }
    for (const [name, ask] of searches) {
        const kinds = await judgeKinds(ask, library);
        process.stdout.write(`${name}: ${mean(kinds).toFixed(3)}  ${kinds.map(({ kind, queries, mrr }) => `${kind} ${mrr.toFixed(3)} (${queries})`).join(", ")}\n`);
        if (name === "ours") {
            process.stdout.write(kinds.flatMap(({ kind, misses }) => misses.map((miss) => `  ${kind}: ${miss}\n`)).join(""));
        }
    }
    await browser?.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await main(process.argv.slice(2));
}
