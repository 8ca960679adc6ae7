// The engine over an index on disk, as Node tests and measurements use it: the same parts as in the browser, and
// a loader that reads the JSON of the renderer's own folder.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import vm from "node:vm";

/** The parts of the engine, in the order of `src/index/engine.rs`. */
const parts = readFileSync(new URL("../../src/index/engine.rs", import.meta.url), "utf8").match(/(?<=")[a-z./]+\.js(?=")/g);
for (const part of parts) {
    const file = new URL(`../../theme/engine/${part}`, import.meta.url);
    vm.runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
}

export const Search = vm.runInThisContext("PatternsSearch");

/** A loader of an index; `loaded` gets the name of every file. */
export function loader(folder, loaded = []) {
    return async (name) => {
        loaded.push(name);
        return JSON.parse(await readFile(join(folder, `${name}.json`), "utf8"));
    };
}

/** All hits of a query with their addresses. */
export async function urls(engine, query, options = {}) {
    const found = await engine.search(query, options);
    const results = await engine.results(found, 0, options.limit ?? 10);
    return results.map(({ url }) => url);
}

/** The mean reciprocal rank of a judged list: pairs of a query and the folders that answer it. */
export function judge(engine, judged) {
    return judgeBy((query, options) => urls(engine, query, options), judged);
}

/** The same for any search: `ask` gives the addresses of the pages that it finds for a query, the best first. */
export async function judgeBy(ask, judged) {
    const misses = [];
    let sum = 0;
    for (const [query, folders] of judged) {
        const typing = /^(circ|hexag|microserv trac)$/.test(query);
        const found = await ask(query, { typing });
        const rank = found.findIndex((url) => folders.includes(url.split("/").at(-2))) + 1;
        sum += rank > 0 ? 1 / rank : 0;
        if (rank !== 1) {
            misses.push(`${query}: ${rank || "-"} (${found.slice(0, 3).map((url) => url.split("/").at(-2)).join(", ")})`);
        }
    }
    return { mrr: sum / judged.length, misses };
}

/** How many pages come first when their title is the query, of the pages whose title no other has. */
export async function titles(engine) {
    const unique = await named(engine);
    const { misses } = await firstByTitle((query, options) => urls(engine, query, options), unique);
    return { unique: unique.length, first: unique.length - misses.length, misses };
}

/** All pages as results, in their order. */
export async function pagesOf(engine) {
    const { pages } = await engine.open();
    const hits = Array.from({ length: pages }, (_, page) => ({ page, score: 0, blocks: [0], complete: true }));
    return engine.results({ ...await engine.search(""), hits }, 0, pages);
}

/** Title and address of the pages whose title no other has. */
export async function named(engine) {
    const pages = await pagesOf(engine);
    const counts = new Map();
    pages.forEach(({ title }) => counts.set(title, (counts.get(title) ?? 0) + 1));
    return pages.filter(({ title }) => counts.get(title) === 1 && /\p{L}/u.test(title));
}

/** The titles for which a search does not find their page first. */
export async function firstByTitle(ask, pages) {
    const misses = [];
    for (const { title, url } of pages) {
        const [first] = await ask(title, { limit: 1 });
        if (first !== url) {
            misses.push(`${title}: ${first}`);
        }
    }
    return { misses };
}
