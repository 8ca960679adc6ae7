// nDCG@10 over a published collection, ours and what BM25 answered.
//
//   in    { folder } that `smart.py` wrote, with the index of its book in `FOLDER/book/patterns/search`
//   out   { queries, ours, bm25, unanswered }

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Search, loader } from "../../search/index.mjs";
import { answer, input } from "../sites.mjs";

const { folder } = await input();
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** The gain of graded pages in their order. */
function gain(grades) {
    return grades.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
}

function ndcg(found, grades) {
    return gain(found.map((page) => grades[page] ?? 0)) / gain(Object.values(grades).sort((a, b) => b - a));
}

const queries = read("queries.json");
const rival = read("bm25.json");
const engine = Search.create(loader(join(folder, "book/patterns/search")));
const sums = { ours: 0, bm25: 0, unanswered: 0 };
for (const [at, [, text, grades]] of queries.entries()) {
    const found = await engine.search(text);
    const results = await engine.results(found, 0, 10);
    sums.ours += ndcg(results.map(({ url }) => url.replace(".html", "")), grades);
    sums.bm25 += ndcg(rival[at], grades);
    sums.unanswered += results.length === 0 ? 1 : 0;
}
answer({ queries: queries.length, ours: sums.ours / queries.length, bm25: sums.bm25 / queries.length, unanswered: sums.unanswered });
