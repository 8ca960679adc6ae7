// How often the right page comes first: the judged list, and each page's title as a query, for three systems.
//
//   in    { index, mdbook, pagefind: { folder, pagefind } | null, isJudged, library }
//   out   { ours: { mrr, first, unique, kinds: [[kind, queries, mrr]] }, mdbook: { ... }, pagefind: { ... } | null, queries }
//
// Sections of a page that mdBook finds count as the page, as those of the others do. `library` is one of the second list,
// whose queries are told apart by their kinds.

import { readFileSync } from "node:fs";
import { launch } from "../browser/support.mjs";
import { Search, firstByTitle, judgeBy, loader, named, urls } from "../search/index.mjs";
import { judgeKinds, judgedOf, mean } from "./judged.mjs";
import { mdbookSearch, pagefindSearch } from "./rivals.mjs";
import { answer, input } from "./sites.mjs";

const { index, mdbook, pagefind, isJudged, library } = await input();
const engine = Search.create(loader(index));
const unique = await named(engine);
const judged = isJudged ? JSON.parse(readFileSync(new URL("../search/judged.json", import.meta.url), "utf8")) : [];

async function rate(ask) {
    const { misses } = await firstByTitle(ask, unique);
    const kinds = await judgeKinds(ask, library);
    const { mrr } = kinds.length === 0 ? await judgeBy(ask, judged) : { mrr: mean(kinds) };
    return { mrr, first: unique.length - misses.length, unique: unique.length, kinds: kinds.map(({ kind, queries, mrr: own }) => [kind, queries, own]) };
}

const browser = pagefind === null ? null : await launch();
answer({
    queries: isJudged ? judged.length : judgedOf(library).length,
    ours: await rate((query, options) => urls(engine, query, options)),
    mdbook: await rate(mdbookSearch(mdbook)),
    pagefind: browser === null ? null : await rate(await pagefindSearch(browser, pagefind)),
});
await browser?.close();
