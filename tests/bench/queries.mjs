// The time of queries in Node over an index on disk.
//
//   in    { index, queries: [{ text, kind, typing }], runs }
//   out   [{ text, kind, hits, first, search, results }] in milliseconds
//
// `first` includes reading files, by a new engine; `search` and `results` are medians with the files in memory: the
// ranked list of all hits, and ten titles of it.

import { Search, loader } from "../search/index.mjs";
import { answer, input, median } from "./sites.mjs";

async function timed(act) {
    const begun = performance.now();
    const value = await act();
    return [performance.now() - begun, value];
}

const { index, queries, runs } = await input();
const engine = Search.create(loader(index));
const found = [];
for (const { text, kind, typing } of queries) {
    const [first, { hits }] = await timed(() => Search.create(loader(index)).search(text, { typing }));
    const times = { search: [], results: [] };
    for (let run = 0; run < runs + 5; run += 1) {
        const [search, answered] = await timed(() => engine.search(text, { typing }));
        const [results] = await timed(() => engine.results(answered, 0, 10));
        // The first ones warm up.
        if (run >= 5) {
            times.search.push(search);
            times.results.push(results);
        }
    }
    found.push({ text, kind, hits: hits.length, first, search: median(times.search), results: median(times.results) });
}
answer(found);
