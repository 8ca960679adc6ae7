// Every word of every page finds that page: the words of the built HTML by `Intl.Segmenter`, and the engine over
// the index of the same book. `node tests/search/recall.mjs INDEX HTML`; says what is not found, and fails.

import { textOf } from "./html.mjs";
import { Search, loader, pagesOf } from "./index.mjs";

const [, , folder, html] = process.argv;

/** Words that the index drops: of more than 40 letters, hashes, base64. */
const isDropped = (word) => word.length > 40 || /^(?=.*[0-9])(?=.*[a-f])[0-9a-f]{16,}$/i.test(word);

const engine = Search.create(loader(folder));
const results = await pagesOf(engine);
const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const where = new Map();
results.forEach(({ url, hit: { page } }) => {
    for (const { segment, isWordLike } of segmenter.segment(textOf(html, decodeURIComponent(url)))) {
        if (isWordLike && !isDropped(segment)) {
            where.set(segment, (where.get(segment) ?? new Set()).add(page));
        }
    }
});
const lost = [];
for (const [word, expected] of where) {
    const found = await engine.search(word);
    const held = new Set(found.hits.filter(({ complete }) => complete).map(({ page }) => page));
    const missing = [...expected].filter((page) => !held.has(page));
    if (missing.length > 0 || found.corrected.length > 0) {
        lost.push(`${word}: ${missing.map((page) => results[page].url).slice(0, 3).join(" ")}`);
    }
}
process.stdout.write(`${where.size} words of ${results.length} pages, ${lost.length} lost\n${lost.slice(0, 40).join("\n")}`);
process.exitCode = lost.length > 0 || where.size === 0 ? 1 : 0;
