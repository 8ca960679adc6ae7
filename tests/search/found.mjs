// What a search finds, one query a line: how many hits, the first four of them (`?` behind those without some of the words), and
// what is on no page. `node tests/search/found.mjs INDEX QUERY...`; a query with `~` at its end is still being typed.

import { Search, loader } from "./index.mjs";

const [, , folder, ...queries] = process.argv;
const engine = Search.create(loader(folder));
for (const query of queries) {
    const found = await engine.search(query.replace(/~$/, ""), { typing: query.endsWith("~") });
    const results = await engine.results(found, 0, 4);
    const pages = results.map(({ url, hit }) => url.replace(/\.html$/, "") + (hit.complete ? "" : "?"));
    const notes = [
        found.missing.length > 0 ? `missing ${found.missing.join(" ")}` : "",
        ...found.corrected.map(({ from, to }) => `${from} is ${to}`),
        found.unchecked > 0 ? `unchecked ${found.unchecked}` : "",
    ];
    process.stdout.write(`${[found.hits.length, ...pages, ...notes].filter((part) => part !== "").join(" ")}\n`);
}
