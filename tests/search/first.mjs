// The page that comes first for each word. `node tests/search/first.mjs INDEX WORD...`; one address a line, `-` for none.

import { Search, loader, urls } from "./index.mjs";

const [, , folder, ...words] = process.argv;
const engine = Search.create(loader(folder));
for (const word of words) {
    const [first = "-"] = await urls(engine, word, { limit: 1 });
    process.stdout.write(`${first}\n`);
}
