// The excerpt of the first hit of each query, what it marks in brackets: `node tests/search/excerpts.mjs INDEX QUERY...`, a line for
// each. Without queries it asks the index for its own titles, and says how many of all excerpts mark nothing.

import { Search, loader, named } from "./index.mjs";

const [, , folder, ...queries] = process.argv;
const engine = Search.create(loader(folder));

/** A text with its marks in brackets, and a sign where text before it was left out. */
function bracketed({ text, marks, cut }) {
    let out = cut[0] ? "… " : "";
    let done = 0;
    for (const [start, end] of marks) {
        out += `${text.slice(done, start)}[${text.slice(start, end)}]`;
        done = end;
    }
    return out + text.slice(done);
}

async function excerpts(query, count) {
    const found = await engine.search(query);
    const results = await engine.results(found, 0, count);
    return Promise.all(results.map(async ({ url, hit }) => ({ query, url, excerpt: await engine.excerpt(found, hit) })));
}

for (const query of queries) {
    const [first] = await excerpts(query, 1);
    process.stdout.write(`${first ? bracketed(first.excerpt) : "-"}\n`);
}
if (queries.length === 0) {
    const pages = await named(engine);
    const asked = pages.flatMap(({ title, url }) => [title, title.split(/\s+/).at(-1), decodeURIComponent(url).split("/").at(-1).replace(".html", "")]);
    const all = [];
    for (const query of asked) {
        all.push(...await excerpts(query, 10));
    }
    const none = all.filter(({ excerpt }) => excerpt.marks.length === 0);
    process.stdout.write(`${asked.length} queries, ${all.length} excerpts, ${none.length} mark nothing (${(none.length * 100 / all.length).toFixed(2)} %)\n`);
    process.stdout.write(none.slice(0, 20).map(({ query, url, excerpt: { text } }) => `  ${query}: ${url}: ${text.slice(0, 60)}\n`).join(""));
}
