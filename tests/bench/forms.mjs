// How many forms of words that a book does not hold are found: `node tests/bench/forms.mjs BOOK...`, books that `forms.py` wrote.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Search, loader } from "../search/index.mjs";

for (const book of process.argv.slice(2)) {
    const forms = JSON.parse(readFileSync(join(book, "forms.json"), "utf8"));
    const engine = Search.create(loader(join(book, "book/patterns/search")));
    const misses = [];
    for (const [word, pages] of forms) {
        const found = await engine.search(word);
        const results = await engine.results(found, 0, found.hits.length);
        const urls = new Set(results.map(({ url }) => url.replace(".html", "")));
        if (!pages.some((page) => urls.has(page))) {
            misses.push(found.words.forms.length > 0 ? `${word} (${found.words.forms.join(" ")})` : word);
        }
    }
    process.stdout.write(`${book}: ${(100 - misses.length * 100 / forms.length).toFixed(1)} % of ${forms.length}\n  ${misses.slice(0, 15).join(", ")}\n`);
}
