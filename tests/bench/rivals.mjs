// The searches that ours is measured beside, each asked as its own script asks it: a function from a query to addresses.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { serve } from "./sites.mjs";

/** mdBook's own index and library, asked as its `searcher.js` asks them. */
export function mdbookSearch(folder) {
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
export async function pagefindSearch(browser, site) {
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
