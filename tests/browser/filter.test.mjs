// The meaning of filters: the pure parts of theme/catalog/ as they are, without a document.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";

const parts = ["text/matching", "text/natural", ...["text", "tally", "filter", "order", "address"].map((name) => `catalog/${name}`)];
for (const name of parts) {
    const file = new URL(`../../theme/${name}.js`, import.meta.url);
    vm.runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
}
const [T, F, O, A] = ["PatternsText", "PatternsFilter", "PatternsOrder", "PatternsAddress"].map((name) => vm.runInThisContext(name));

const terms = (...ids) => ids.map((id) => ({ id, label: id }));
const taxonomy = (name, list, more = {}) =>
    ({ name, label: name, facet: true, badge: true, quick: false, ordered: false, terms: list, ...more });
const data = {
    columns: [{ name: "title", label: "Title" }, { name: "updated", label: "Updated" }, { name: "description", label: "D" }],
    sort: "",
    group: "",
    taxonomies: [
        taxonomy("tier", terms("gold", "silver", "bronze"), { ordered: true }),
        taxonomy("tags", terms("a", "b", "c,d")),
        taxonomy("difficulty", terms("beginner", "intermediate", "advanced", "expert"), { ordered: true }),
        taxonomy("hidden", terms("x"), { facet: false }),
    ],
    fields: [{ name: "updated", label: "Updated" }],
    compare: [],
    shortcuts: true,
    words: { reading_time: "Reading time", minutes: "min", text: "Filter", title: "Title" },
};
const item = (place, title, tier, tags, difficulty, minutes, values = []) =>
    ({ place, title, terms: [tier, tags, difficulty, []], minutes, text: T.fold(title), values });
const items = [
    item(0, "Retry", [0], [0, 1], [0], 5, ["2024"]),
    item(1, "Café", [1], [1], [3], 20),
    item(2, "Breaker 10", [0], [0], [2], 10, ["2020"]),
    item(3, "Breaker 9", [], [2], [], 1),
];
const start = F.initial(data, "table");
const state = (more) => ({ ...start, ...more });
const passing = (more) => F.run(data, items, state(more)).entries;
const parse = (query) => A.parse(data, start, query);
const print = (more, query = "") => A.print(data, state(more), start, query);

test("or within a taxonomy, and across taxonomies, words and minutes", () => {
    assert.deepEqual(passing({}), [0, 1, 2, 3]);
    assert.deepEqual(passing({ terms: { tier: ["gold", "silver"] } }), [0, 1, 2]);
    assert.deepEqual(passing({ terms: { tier: ["gold", "silver"], tags: ["b"] } }), [0, 1]);
    assert.deepEqual(passing({ terms: { tier: ["gold"] }, words: "breaker" }), [2]);
    assert.deepEqual(passing({ minutes: [5, 10] }), [0, 2]);
    assert.deepEqual(passing({ minutes: [null, 5] }), [0, 3]);
});

test("all terms of a taxonomy where the reader says so", () => {
    assert.deepEqual(passing({ terms: { tags: ["a", "b"] } }), [0, 1, 2]);
    assert.deepEqual(passing({ terms: { tags: ["a", "b"] }, all: ["tags"] }), [0]);
});

test("every word must match, whatever its case and accents", () => {
    assert.deepEqual(passing({ words: "CAFE" }), [1]);
    assert.deepEqual(passing({ words: " 10  break " }), [2]);
    assert.deepEqual(passing({ words: "10 9" }), []);
});

test("a term's count leaves out its own taxonomy's choice", () => {
    const { counts } = F.run(data, items, state({ terms: { tier: ["gold"] } }));
    assert.deepEqual(counts, [[2, 1, 0], [2, 1, 0], [1, 0, 1, 0], [0]]);
});

test("where all must match, a count says what choosing the term too would show", () => {
    const { counts } = F.run(data, items, state({ terms: { tags: ["a"] }, all: ["tags"] }));
    assert.deepEqual(counts[1], [2, 1, 0]);
});

test("the result tells what each filter hides", () => {
    const { entries, without, alone } = F.run(data, items, state({ terms: { tier: ["silver"] }, words: "breaker" }));
    assert.deepEqual(entries, []);
    assert.deepEqual(without, { tier: 2, q: 1 });
    assert.deepEqual(alone, { tier: 1, q: 2 });
});

test("sorting puts what has no value last both ways, and numbers in words by their value", () => {
    const sorter = O.sorter(data, items, "en");
    const sorted = (sort) => sorter.order(sort);
    assert.equal(sorted(""), null);
    assert.deepEqual(sorted("title"), [3, 2, 1, 0]);
    assert.deepEqual(sorted("-title"), [0, 1, 2, 3]);
    assert.deepEqual(sorted("tier"), [0, 2, 1, 3]);
    assert.deepEqual(sorted("-tier"), [1, 0, 2, 3]);
    assert.deepEqual(sorted("-reading-time"), [1, 2, 0, 3]);
    assert.deepEqual(sorted("updated"), [2, 0, 1, 3]);
});

test("groups follow the terms, with an entry under each of its own and the rest at the end", () => {
    const groups = O.groups(data, "tags", items).map(({ term, items }) => [term, items.map(({ place }) => place)]);
    assert.deepEqual(groups, [[0, [0, 2]], [1, [0, 1]], [2, [3]]]);
    assert.equal(O.groups(data, "tier", items).at(-1).term, -1);
});

test("the address holds only what differs", () => {
    assert.equal(print({}), "");
    assert.equal(print({ terms: { tier: ["silver", "gold"] } }), "?tier=gold,silver");
    assert.equal(print({ terms: { difficulty: ["beginner", "intermediate", "advanced"] } }), "?difficulty=..advanced");
    assert.equal(print({ terms: { difficulty: ["intermediate", "advanced", "expert"] } }), "?difficulty=intermediate..");
    assert.equal(print({ terms: { tags: ["a", "b", "c,d"] }, all: ["tags"] }), "?tags=a,b,c%2Cd&all=tags");
    assert.equal(print({ minutes: [null, 10], words: "a b&c ", sort: "-title", view: "cards", group: "tier" }),
        "?reading-time=..10&q=a%20b%26c&sort=-title&view=cards&group=tier");
});

test("the address is read as it is written", () => {
    for (const query of [
        "?tier=gold,silver&difficulty=..advanced&q=a%20b&sort=-title&view=cards&group=tags",
        "?tags=a,b,c%2Cd&all=tags",
        "?reading-time=5..10",
        "?difficulty=intermediate..",
    ]) {
        assert.equal(A.print(data, parse(query), start, query), query);
    }
});

test("what others wrote into the address stays, repeated keys too", () => {
    const query = "?highlight=x&utm=1&tier=gold&utm=2&search=y";
    assert.equal(print({ words: "z" }, query), "?highlight=x&utm=1&utm=2&search=y&q=z");
    assert.equal(parse("?search=gold&highlight=x&utm=1"), null);
});

test("what is not there is left out, and nothing breaks", () => {
    assert.deepEqual(parse("?tier=platinum,gold&difficulty=..none").terms, { tier: ["gold"] });
    assert.deepEqual(parse("?hidden=x"), null);
    const odd = parse("?q=%E0%A4%A&view=wall&sort=nothing&group=none&reading-time=x..-3&all=none&tier");
    assert.deepEqual({ ...odd, words: "" }, start);
    assert.equal(odd.words, "%E0%A4%A");
});

test("matches are ranges of the text as written, apart and in order", () => {
    assert.deepEqual(T.matches("Retry a retry", ["retry", "try"]), [[0, 5], [8, 13]]);
    assert.deepEqual(T.matches("Ein Café für ﬁne", ["cafe", "fi"]), [[4, 8], [13, 14]]);
    assert.deepEqual(T.matches("Cafe\u0301s", ["cafe"]), [[0, 5]]);
    assert.deepEqual(T.matches("nothing", ["x"]), []);
});

test("filters that are on have names, and dropping them undoes them", () => {
    const on = state({ terms: { tier: ["gold", "silver"] }, minutes: [5, null], words: "x" });
    assert.deepEqual(F.active(data, on).map(({ label }) => label),
        ["tier: gold", "tier: silver", "Reading time: 5– min", "Filter: x"]);
    assert.deepEqual(F.dropped(on, "tier", "gold").terms, { tier: ["silver"] });
    assert.deepEqual(F.dropped(on, "tier").terms, {});
    assert.deepEqual(F.dropped(F.dropped(F.dropped(on, "tier"), "q"), "reading-time"), start);
});

test("sorting ahead in steps gives the same order, ties in the build's order both ways", () => {
    const many = Array.from({ length: 3000 }, (_, at) => item(at, `Title ${(at * 7919) % 1500}`, [at % 3], [], [], at % 10));
    const ahead = O.sorter(data, many, "en");
    let steps = 0;
    const prepare = ahead.prepare();
    while (!prepare.next().done) {
        steps += 1;
    }
    assert.ok(steps > 20, `in many steps: ${steps}`);
    const by = (key) => many.toSorted((a, b) => key(a) - key(b) || a.place - b.place).map(({ place }) => place);
    assert.deepEqual(ahead.order("title"), by(({ title }) => Number(title.slice(6))));
    assert.deepEqual(ahead.order("-title"), by(({ title }) => -Number(title.slice(6))));
    assert.deepEqual(ahead.order("-tier"), by(({ terms }) => -terms[0][0]));
});

test("the text filter finds the same whatever was typed before", () => {
    const many = ["retry", "retry cache", "cache", "entry", "re cache try"].map((text) => ({ text }));
    const find = T.finder(many);
    const fresh = (words) => [...T.finder(many)(words)];
    for (const typed of ["r", "re", "retry", "retry c", "retry cache", "retry", "ca", "cache", "e", "", "try re", "x"]) {
        const words = T.words(typed);
        assert.deepEqual([...find(words)], fresh(words), typed);
    }
});

test("a comparison is in the address, each entry once and four at most", () => {
    assert.equal(print({ compare: ["a", "b,c"] }), "?compare=a,b%2Cc");
    assert.deepEqual(parse("?compare=a,b%2Cc,a,d,e,f").compare, ["a", "b,c", "d", "e"]);
    assert.deepEqual(parse("?tier=gold").compare, []);
});
