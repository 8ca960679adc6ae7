// nDCG@10 over published collections, ours and what BM25 answered: `node tests/bench/collections/ndcg.mjs FOLDER...`, each of which
// `smart.py` wrote, with the index of its book in `FOLDER/book/patterns/search`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Search, loader } from "../../search/index.mjs";

const read = (folder, name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** The gain of graded pages in their order. */
function gain(grades) {
    return grades.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
}

function ndcg(found, grades) {
    return gain(found.map((page) => grades[page] ?? 0)) / gain(Object.values(grades).sort((a, b) => b - a));
}

for (const folder of process.argv.slice(2)) {
    const queries = read(folder, "queries.json");
    const rival = read(folder, "bm25.json");
    const engine = Search.create(loader(join(folder, "book/patterns/search")));
    const sums = { ours: 0, bm25: 0, unanswered: 0 };
    for (const [at, [, text, grades]] of queries.entries()) {
        const found = await engine.search(text);
        const results = await engine.results(found, 0, 10);
        sums.ours += ndcg(results.map(({ url }) => url.replace(".html", "")), grades);
        sums.bm25 += ndcg(rival[at], grades);
        sums.unanswered += results.length === 0 ? 1 : 0;
    }
    const mean = (sum) => (sum / queries.length).toFixed(4);
    process.stdout.write(`${folder}: ${queries.length} queries, ours ${mean(sums.ours)}, BM25 ${mean(sums.bm25)}, ${sums.unanswered} without a result\n`);
}
