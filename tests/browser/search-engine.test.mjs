// The search engine as it is in Node, over the index of this project's own book and over small ones made up here.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { book } from "./support.mjs";
import { Search, loader, titles, urls } from "../search/index.mjs";

const folder = join(book, "../patterns/search");
const engine = Search.create(loader(folder));
const read = (name) => JSON.parse(readFileSync(new URL(`../search/${name}`, import.meta.url), "utf8"));

test("texts are cut into words as the build cuts them", () => {
    for (const [text, expected] of read("tokens.json")) {
        const found = Search.tokens(text).map(({ start, end, parts, whole, exact, names }) => {
            const token = [text.slice(start, end), parts.map((part) => part.text)];
            const named = whole === null && names.length === 0 ? token : [...token, whole, exact];
            return names.length === 0 ? named : [...named, names.map((name) => name.text)];
        });
        assert.deepEqual(found, expected, text);
    }
});

test("parts of a word know where they stand", () => {
    const text = "a RetryPolicy, 設計";
    const parts = Search.tokens(text).flatMap((token) => token.parts.map(({ start, end }) => text.slice(start, end)));
    assert.deepEqual(parts, ["a", "Retry", "Policy", "設計", "計"]);
    const dense = "既に request-timeout-msをGitHubで";
    const names = Search.tokens(dense).flatMap((token) => token.names.map(({ start, end }) => dense.slice(start, end)));
    assert.deepEqual(names, ["request-timeout-ms", "GitHub"]);
});

test("queries have words, phrases, exclusions and filters", () => {
    const terms = ["gold", "old one"];
    const term = (name, value) =>
        (name === "tier" && terms.includes(value) ? { terms: [{ taxonomy: "tier", term: value }], comparisons: [] } : null);
    const query = Search.parse("retry -cache tier:gold -tier:\"old one\" \"circuit breaker\" std::io a:b", false, term);
    assert.deepEqual(query.words.map(({ text, excluded }) => [text, excluded]),
        [["retry", false], ["cache", true], ["circuit", false], ["breaker", false], ["std::io", false], ["a", false], ["b", false]]);
    assert.deepEqual(query.phrases, [{ text: "circuit breaker", excluded: false }]);
    assert.deepEqual(query.filters,
        [{ taxonomy: "tier", term: "gold", excluded: false }, { taxonomy: "tier", term: "old one", excluded: true }]);
});

test("only the word that is being typed is a prefix", () => {
    const prefixes = (text, typing) => Search.parse(text, typing).words.map(({ prefix }) => prefix);
    assert.deepEqual(prefixes("one tw", true), [false, true]);
    assert.deepEqual(prefixes("one tw ", true), [false, false]);
    assert.deepEqual(prefixes("one tw", false), [false, false]);
    assert.deepEqual(prefixes("\"one tw\"", true), [false, false]);
    assert.deepEqual(Search.parse("\"one tw", true).phrases, []);
    assert.equal(Search.parse("\"one tw", false).phrases.length, 1);
});

test("words are marked whatever their form, and names by their parts", () => {
    const words = { forms: ["cafe", "c++", "policy"], prefixes: ["retr"] };
    const text = "Cafés? Café, C++ RetryPolicy retries";
    assert.deepEqual(Search.marks(text, words).map(([from, to]) => text.slice(from, to)),
        ["Café", "C++", "Retry", "Policy", "retries"]);
});

test("every title finds its page first", async () => {
    const found = await titles(engine);
    assert.deepEqual(found.misses, []);
    assert.ok(found.unique > 30);
});

test("words are found as typed, by their stem, by their start and with one typo", async () => {
    assert.equal((await urls(engine, "circuit breaker"))[0], "patterns/resilience/circuit-breaker.html");
    assert.ok((await urls(engine, "retrying")).includes("patterns/resilience/retry-with-backoff.html"));
    assert.ok((await urls(engine, "bulkh", { typing: true })).includes("patterns/resilience/bulkhead.html"));
    // A word that is nowhere is taken for the beginning of one.
    assert.ok((await urls(engine, "bulkh pattern")).includes("patterns/resilience/bulkhead.html"));
    const typo = await engine.search("bulkhaed");
    assert.deepEqual(typo.corrected, [{ from: "bulkhaed", to: "bulkhead" }]);
    assert.ok(typo.complete > 0);
    const nothing = await engine.search("zzxqyv");
    assert.deepEqual([nothing.hits.length, nothing.missing], [0, ["zzxqyv"]]);
});

test("all words count, and pages with some of them come behind", async () => {
    const found = await engine.search("bulkhead zzxqyv");
    assert.equal(found.complete, 0);
    assert.ok(found.hits.length > 0);
    const both = await engine.search("bulkhead timeout");
    assert.ok(both.complete > 0 && both.hits.slice(0, both.complete).every(({ complete }) => complete));
});

test("words and terms can be excluded, and terms asked for", async () => {
    const all = await engine.search("timeout");
    const without = await engine.search("timeout -retry");
    const pages = (found) => new Set(found.hits.map(({ page }) => page));
    const retry = pages(await engine.search("retry"));
    assert.deepEqual(pages(without), new Set([...pages(all)].filter((page) => !retry.has(page))));
    const gold = pages(await engine.search("timeout tier:gold"));
    const others = pages(await engine.search("timeout -tier:gold"));
    assert.ok(gold.size > 0 && others.size > 0);
    assert.deepEqual([...gold, ...others].sort(), [...pages(all)].sort());
    assert.deepEqual(pages(await engine.search("timeout", { filters: { tier: ["gold"] } })), gold);
});

test("counts say what a click would show", async () => {
    const found = await engine.search("timeout", { filters: { tier: ["gold"] } });
    for (const facet of await engine.facets(found)) {
        for (const [at, { id }] of facet.terms.entries()) {
            const filters = facet.name === "tier" ? { tier: [id] } : { tier: ["gold"], [facet.name]: [id] };
            const click = await engine.search("timeout", { filters });
            assert.equal(facet.counts[at], click.hits.length, `${facet.name}: ${id}`);
        }
    }
});

/** The texts of each page, from the text blocks alone. */
function reference() {
    const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
    const texts = Array.from({ length: index.pages }, () => "");
    const files = readdirSync(folder);
    const chunks = files.filter((name) => /^p\d/.test(name)).sort((a, b) => parseInt(a.slice(1)) - parseInt(b.slice(1)));
    chunks.forEach((name, chunk) => {
        const { block, blocks, titles: names } = JSON.parse(readFileSync(join(folder, name), "utf8"));
        names.forEach((title, at) => { texts[chunk * index.chunk + at] += `${title}\n`; });
        for (let at = 0; at < blocks.length / 5; at += 1) {
            let page = 0;
            for (const item of JSON.parse(readFileSync(join(folder, `t${block + at}-${blocks.slice(at * 5, at * 5 + 5)}.json`), "utf8"))) {
                if (typeof item === "number") {
                    page = chunk * index.chunk + item;
                } else {
                    texts[page] += `${item}\n`;
                }
            }
        }
    });
    return texts.map((text) => text.toLowerCase());
}

test("phrases are found where a scan of all text finds them", async () => {
    const texts = reference();
    for (const phrase of ["circuit breaker", "service level", "fail fast", "the caller", "breaker circuit"]) {
        const { hits, unchecked } = await engine.search(`"${phrase}"`);
        const expected = texts.flatMap((text, page) =>
            (new RegExp(`(?<![\\p{L}\\p{N}])${phrase.replace(" ", "[ -]+")}(?![\\p{L}\\p{N}])`, "u").test(text) ? [page] : []));
        assert.equal(unchecked, 0);
        assert.deepEqual(hits.map(({ page }) => page).sort((a, b) => a - b), expected, phrase);
    }
    const excluded = await engine.search("breaker -\"circuit breaker\"");
    assert.ok(excluded.hits.every(({ page }) => !texts[page].includes("circuit breaker")));
});

test("words are found where a scan of all text finds them", async () => {
    const texts = reference();
    for (const word of ["queue", "latency", "idempotent", "outbox", "gossip"]) {
        const { hits } = await engine.search(word);
        const found = new Set(hits.map(({ page }) => page));
        texts.forEach((text, page) => {
            if (new RegExp(`(?<![\\p{L}\\p{N}_.])${word}(?![\\p{L}\\p{N}_])`, "u").test(text)) {
                assert.ok(found.has(page), `${word} on ${page}`);
            }
        });
    }
});

test("excerpts hold the match and lead to the heading above it", async () => {
    const found = await engine.search("half-open");
    const [hit] = found.hits;
    const excerpt = await engine.excerpt(found, hit);
    const marked = excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to).toLowerCase());
    assert.ok(marked.includes("half-open"), excerpt.text);
    assert.ok(excerpt.text.length <= 230);
    const [{ url }] = await engine.results(found, 0, 1);
    const html = readFileSync(join(book, url), "utf8");
    for (const { id } of excerpt.headings) {
        assert.ok(html.includes(`id="${id}"`), id);
    }
    assert.ok(excerpt.headings.length > 0);
});

test("results are sorted as asked", async () => {
    const shown = async (sort) => {
        const found = await engine.search("timeout", { sort });
        return engine.results(found, 0, found.hits.length);
    };
    const byTitle = (await shown("title")).map(({ title }) => title);
    assert.deepEqual(byTitle, [...byTitle].sort(new Intl.Collator("en", { numeric: true }).compare));
    const dates = (await shown("date")).map(({ date }) => date);
    assert.deepEqual(dates, [...dates].sort().reverse());
    assert.ok(dates[0] !== "");
});

test("a file that did not load is an error with its name, and is loaded when asked again", async () => {
    let broken = true;
    const load = loader(folder);
    const weak = Search.create(async (name, fresh) => {
        if (broken && name.startsWith("w")) {
            throw new Error("no network");
        }
        return load(name, fresh);
    });
    await assert.rejects(weak.search("retry"), (error) => error.kind === "load" && /^w\d+-/.test(error.file));
    broken = false;
    assert.ok((await weak.search("retry")).hits.length > 0);
});

test("an index that cannot be loaded at first can be loaded later", async () => {
    let broken = true;
    const load = loader(folder);
    const weak = Search.create((name, fresh) => (broken ? Promise.reject(new Error("offline")) : load(name, fresh)));
    await assert.rejects(weak.open(), { kind: "load", file: "index" });
    broken = false;
    assert.ok((await weak.open()).pages > 0);
    const foreign = Search.create(async () => ({ format: 99 }));
    await assert.rejects(foreign.search("x"), { kind: "format" });
});

test("a site that was deployed anew is noticed, and searched again", async () => {
    const load = loader(folder);
    let renewed = 0;
    const stale = Search.create(async (name, fresh) => {
        if (name === "index" && !fresh) {
            const index = await load("index");
            return { ...index, build: "older", words: index.words.replace(/./g, "0") };
        }
        return load(name, fresh);
    }, { onRenewed: () => { renewed += 1; } });
    const found = await stale.search("retry");
    assert.ok(found.hits.length > 0);
    assert.equal(renewed, 1);
    await assert.rejects(stale.results({ ...found, build: "older" }, 0, 1), { kind: "renewed" });
});

test("long work lets others in, and stops when another query comes", async () => {
    let time = 0;
    let pauses = 0;
    const slow = Search.create(loader(folder), { now: () => (time += 5), pause: async () => { pauses += 1; } });
    await slow.search("timeout retry");
    assert.ok(pauses > 0);
    const control = new AbortController();
    const search = slow.search("circuit breaker", { signal: control.signal });
    control.abort();
    await assert.rejects(search, { kind: "aborted" });
});

test("little is loaded: the manifest and one shard for a word, and text blocks for what is shown", async () => {
    const loaded = [];
    const fresh = Search.create(loader(folder, loaded));
    const found = await fresh.search("bulkhead");
    assert.deepEqual([...new Set(loaded.map((name) => name[0]))].sort(), ["i", "w"]);
    assert.equal(loaded.filter((name) => name.startsWith("w")).length, 1);
    await fresh.results(found, 0, 10);
    await Promise.all(found.hits.slice(0, 10).map((hit) => fresh.excerpt(found, hit)));
    assert.ok(loaded.filter((name) => name.startsWith("t")).length <= 20);
    const before = loaded.length;
    await fresh.search("bulkhead");
    assert.equal(loaded.length, before);
});

/** What completes a text before and after the excerpts of its pages are there, and the files that it took. */
async function completed(text, index = folder) {
    const loaded = [];
    const fresh = Search.create(loader(index, loaded));
    const found = await fresh.search(text, { typing: true });
    await fresh.results(found, 0, 8);
    const before = loaded.length;
    const first = await fresh.completions(found);
    assert.equal(loaded.length, before, "nothing is loaded for completions");
    await Promise.all(found.hits.slice(0, 8).map((hit) => fresh.excerpt(found, hit)));
    const all = loaded.length;
    const then = await fresh.completions(found);
    assert.equal(loaded.length, all, "nothing is loaded for completions");
    return { first, then };
}

test("what is typed is completed to titles, headings and names", async () => {
    for (const [typed, title] of [["circ", "Circuit Breaker"], ["CIRCUIT B", "Circuit Breaker"], ["breaker", "Circuit Breaker"],
        ["circuit-b", "Circuit Breaker"], ["cir bre", "Circuit Breaker"], ["timeout vs circ", "timeout vs Circuit Breaker"], ["how to inst", "how to Install"]]) {
        assert.equal((await completed(typed)).first[0], title, typed);
    }
    const { then } = await completed("retry-w");
    assert.ok(then.includes("Retry with Exponential Backoff and Jitter"), `${then}`);
    const { then: headings } = await completed("what readers");
    assert.ok(headings.includes("What readers can do"), `${headings}`);
    const { then: once } = await completed("rate-l");
    assert.equal(once.filter((text) => /^rate.limiting$/i.test(text)).length, 1, `${once}`);
});

test("what is whole, has signs of its own or is nowhere is not completed", async () => {
    for (const typed of ["", "z", "circuit breaker", "\"circuit b", "tier:gold ca", "timeout -circ", "zzzqx", "reading-time:<5"]) {
        assert.deepEqual((await completed(typed)).first, [], typed);
    }
});

test("completions are few, and no sentences", async () => {
    for (const typed of ["re", "idemp", "the", "co", "patt"]) {
        const { then } = await completed(typed);
        assert.ok(then.length <= 5 && then.every((text) => text.length <= 80), `${typed}: ${then}`);
    }
});
