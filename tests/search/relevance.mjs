// How good the order of results is: titles as queries, and the judged list, over an index of
// java-design-patterns. `node tests/search/relevance.mjs INDEX`; says what is not first, and fails below the marks.

import { readFileSync } from "node:fs";
import { Search, judge, loader, titles } from "./index.mjs";

const judged = JSON.parse(readFileSync(new URL("judged.json", import.meta.url), "utf8"));
const engine = Search.create(loader(process.argv[2]));
const named = await titles(engine);
const { mrr, misses } = await judge(engine, judged);
process.stdout.write(`titles first: ${named.first} of ${named.unique}\n${named.misses.join("\n")}\n`);
process.stdout.write(`mean reciprocal rank of ${judged.length} queries: ${mrr.toFixed(3)}\n${misses.join("\n")}\n`);
process.exitCode = named.first >= 0.97 * named.unique && named.unique > 100 && mrr >= 0.9 ? 0 : 1;
