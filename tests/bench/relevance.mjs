// How often the right page comes first: the judged list, and each page's title as a query, for three systems.
//
//   in    { index, mdbook, pagefind: { folder, pagefind } | null, isJudged }
//   out   { ours: { mrr, first, unique }, mdbook: { ... }, pagefind: { ... } | null, queries }
//
// Sections of a page that mdBook finds count as the page, as those of the others do.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { launch } from "../browser/support.mjs";
import { Search, firstByTitle, judgeBy, loader, named, urls } from "../search/index.mjs";
import { answer, input, serve } from "./sites.mjs";

/** mdBook's own index and library, asked as its `searcher.js` asks them. */
function mdbookSearch(folder) {
    const read = (start) => readFileSync(join(folder, readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(".js"))), "utf8");
    const context = vm.createContext({ window: { search: {} } });
    context.self = context;
    vm.runInContext(read("elasticlunr"), context);
    vm.runInContext(read("searchindex"), context);
    const { elasticlunr, window: { search } } = context;
    const index = elasticlunr.Index.load(search.index);
    return (query, { limit = 10 } = {}) => {
        const pages = index.search(query, search.search_options).map(({ ref }) => search.doc_urls[ref].split("#")[0]);
        return [...new Set(pages)].slice(0, limit);
    };
}

/** Pagefind's library in a page; it does not run in Node. */
async function pagefindSearch(browser, site) {
    const server = await serve({ system: "pagefind", ...site });
    const page = await browser.newPage();
    await page.goto(`${server.url}pagefind/pagefind-ui.css`);
    await page.evaluate(async () => {
        globalThis.pagefind = await import("/pagefind/pagefind.js");
        await globalThis.pagefind.init();
    });
    return async (query, { limit = 10 } = {}) => {
        const found = await page.evaluate(async ({ query, limit }) => {
            const { results } = await globalThis.pagefind.search(query);
            return Promise.all(results.slice(0, limit).map(async (result) => (await result.data()).url));
        }, { query, limit });
        // It leaves `index.html` out of addresses.
        return found.map((url) => url.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html"));
    };
}

const { index, mdbook, pagefind, isJudged } = await input();
const engine = Search.create(loader(index));
const unique = await named(engine);
const judged = isJudged ? JSON.parse(readFileSync(new URL("../search/judged.json", import.meta.url), "utf8")) : [];

async function rate(ask) {
    const { misses } = await firstByTitle(ask, unique);
    const { mrr } = await judgeBy(ask, judged);
    return { mrr, first: unique.length - misses.length, unique: unique.length };
}

const browser = pagefind === null ? null : await launch();
answer({
    queries: judged.length,
    ours: await rate((query, options) => urls(engine, query, options)),
    mdbook: await rate(mdbookSearch(mdbook)),
    pagefind: browser === null ? null : await rate(await pagefindSearch(browser, pagefind)),
});
await browser?.close();
