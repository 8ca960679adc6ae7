// How often what names a page finds it first: `node tests/search/names.mjs BOOK [most]`, over a book that was built with
// `[output.patterns]`. File stems, ids and titles in the sidebar that one page has, and names with signs that one built page holds,
// as written, in lower case and with spaces for signs. Says what is not first.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { plain, textOf } from "./html.mjs";
import { Search, loader, pagesOf, urls } from "./index.mjs";

const [, , book, most = "400"] = process.argv;
const html = existsSync(join(book, "book/html")) ? join(book, "book/html") : join(book, "book");
const engine = Search.create(loader(join(book, "book/patterns/search")));

/** What only one page has, with that page. */
function single(pairs) {
    const owners = new Map();
    for (const [name, url] of pairs) {
        owners.set(name, (owners.get(name) ?? new Set()).add(url));
    }
    return [...owners].filter(([name, pages]) => pages.size === 1 && name !== "").map(([name, pages]) => [name, [...pages][0]]);
}

/** Titles in the sidebar, as mdBook wrote them. */
function sidebar() {
    const toc = readFileSync(join(html, "toc.html"), "utf8");
    return [...toc.matchAll(/<a href="([^"#]+)"[^>]*>(.*?)<\/a>/gs)]
        .map(([, url, title]) => [plain(title.replace(/<strong[^>]*>.*?<\/strong>/g, "")), url]);
}

/** A part of a list that is the same on every run. */
function sample(all) {
    const step = Math.max(1, all.length / Number(most));
    return Array.from({ length: Math.min(all.length, Number(most)) }, (_, at) => all[Math.floor(at * step)]);
}

async function rate(label, all) {
    const some = sample(all);
    const misses = [];
    for (const [name, url] of some) {
        const found = await urls(engine, name, { limit: 10 });
        if (found[0] !== url) {
            misses.push(`  ${name} → ${url}: ${found.indexOf(url) + 1 || "-"} (${found[0] ?? "nothing"})`);
        }
    }
    const share = some.length === 0 ? 1 : 1 - misses.length / some.length;
    process.stdout.write(`${label}: ${(share * 100).toFixed(1)} % of ${some.length}\n${misses.slice(0, 25).join("\n")}${misses.length > 0 ? "\n" : ""}`);
}

/** Words with the signs between them. */
const RUN = /[\p{L}\p{N}_]+(?:(?:[-./]|::)[\p{L}\p{N}_]+)*/gu;

/** Whether a run is a name: capitals within it, `_`, `::`, numbers or several signs, and neither a number nor an address. */
const isName = (run) => /\p{L}{2}/u.test(run) && run.length <= 80 && !/[0-9a-f]{16}/i.test(run)
    && /\p{L}_+\p{L}|\p{Ll}\p{Lu}|::|\p{L}-?\p{N}|-.*-|\..*\.|\//u.test(run) && !/^(?:www|https?)\b|\.(?:com|org|io)\b/.test(run);

/** The names in a text. */
const namesIn = (text) => new Set((text.match(RUN) ?? []).filter(isName));

const results = await pagesOf(engine);
const pages = results.map(({ url }) => decodeURIComponent(url));
const encoded = (url) => url.split("/").map(encodeURIComponent).join("/");
const stem = (url) => url.split("/").at(-1).replace(/\.html$/, "");
await rate("file stems", single(pages.map((url) => [stem(url), encoded(url)])).filter(([name]) => name !== "index"));
await rate("titles in the sidebar", single(sidebar().map(([title, url]) => [title, url])));
const catalog = join(book, "book/patterns/catalog.json");
const { entries } = JSON.parse(readFileSync(catalog, "utf8"));
await rate("ids", single(entries.filter(({ fields }) => fields.id !== undefined).map(({ id, url }) => [String(id), url])));
// Furniture is text of other pages: what counts is what the author wrote, too.
const sources = (url) => [url, url.replace(/(^|\/)index\.html$/, "$1README.html")].flatMap((path) => ["md", "markdown"].map((ending) => path.replace(/html$/, ending)));
const written = (url) => sources(url).map((path) => join(book, "src", path)).filter(existsSync).map((path) => readFileSync(path, "utf8")).join("\n");
const held = pages.map((url) => ({ url: encoded(url), text: textOf(html, url, { navs: false }), own: written(url) }));
const lowered = held.map(({ text }) => text.toLowerCase());
const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const titles = new Set(results.flatMap(({ title, url }) => [letters(title), letters(stem(decodeURIComponent(url)))]));
const candidates = single(held.flatMap(({ url, text, own }) => [...namesIn(text)].filter((name) => own.includes(name)).map((name) => [name, url])));
const names = sample(candidates).filter(([name]) => !titles.has(letters(name)) && lowered.filter((text) => text.includes(name.toLowerCase())).length === 1);
await rate("names with signs", names);
await rate("names with signs in lower case", names.map(([name, url]) => [name.toLowerCase(), url]));
await rate("names with spaces for signs", names.filter(([name]) => /[-_./:]/.test(name)).map(([name, url]) => [name.replace(/[-_.:\/]+/g, " "), url]));
