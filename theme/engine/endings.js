/*
 * mdbook-patterns: other forms of a word that the book does not hold. The build joins the words of a book by their stems; which
 * endings have one stem is learnt from the same stemmers, so that the browser needs none.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsEndings = (() => {
    const { isWord } = PatternsFold;
    const { languageOf, likely, saysNothing } = PatternsStems;
    const { shardNumber, shardAt, frequency } = PatternsStores;

    /** Endings of more letters are in no pair. */
    const LONGEST = 6;

    /** What two forms share at least, and how long a form is. */
    const SHARED = 2;
    const SHORTEST = 3;

    /**
     * The pairs of endings, each with how many letters must stand before them.
     * @param {PatternsStore} store
     * @returns {Promise<Map<string, number>>}
     */
    async function pairsOf(store) {
        const language = await languageOf(store);
        const known = read.get(language);
        if (known) {
            return known;
        }
        /** @type {Map<string, number>} */
        const pairs = new Map();
        for (const line of language.pairs) {
            const [first = "", ...others] = line.split(" ");
            const ending = first.slice(1).replace("-", "");
            others.forEach((other) => {
                pairs.set(`${ending} ${other}`, Number(first[0]));
                pairs.set(`${other} ${ending}`, Number(first[0]));
            });
        }
        read.set(language, pairs);
        return pairs;
    }

    /**
     * The pairs of languages that were asked for.
     * @type {WeakMap<object, Map<string, number>>}
     */
    const read = new WeakMap();

    /**
     * The group of a word that has the stem of one that is not there.
     * @param {PatternsStore} store
     * @param {string} word
     * @returns {Promise<PatternsMeaning | null>}
     */
    async function kindred(store, word) {
        const pairs = await pairsOf(store);
        const language = await languageOf(store);
        const [stem] = likely(language, word);
        /** @type {{ meaning: PatternsMeaning, sure: number, shared: number, pages: number } | null} */
        let best = null;
        for (const at of shardsOf(store, word)) {
            const shard = await shardAt(store, at);
            shard.forms.forEach((form, place) => {
                const shared = sharedOf(word, form);
                if (shared < SHARED || form.length < SHORTEST || !isWord(form)) {
                    return;
                }
                const group = shard.groups[place] ?? 0;
                const pair = pairs.get(`${word.slice(shared)} ${form.slice(shared)}`) ?? Infinity;
                const isNear = Math.max(word.length, form.length) - shared <= LONGEST;
                const least = shared >= pair ? pair : isNear && stemAt(language, shard, place) === stem ? SHARED : Infinity;
                if (shared < least || saysNothing(store, { shard, group, weight: 1 })) {
                    return;
                }
                const pages = frequency(shard, group);
                // The more stands before endings than must, the surer they are of one stem.
                const sure = shared - least;
                if (best === null || (sure - best.sure || shared - best.shared || pages - best.pages) > 0) {
                    best = { meaning: { shard, group, weight: 1 }, sure, shared, pages };
                }
            });
            await store.breathe();
        }
        return /** @type {{ meaning: PatternsMeaning } | null} */ (best)?.meaning ?? null;
    }

    /**
     * The likeliest stem of a form, which is found once.
     * @param {PatternsLanguage} language
     * @param {PatternsWordShard} shard
     * @param {number} place
     */
    function stemAt(language, shard, place) {
        shard.stems ??= [];
        return shard.stems[place] ??= likely(language, shard.forms[place] ?? "")[0] ?? "";
    }

    /**
     * The shards that hold forms of a word.
     * @param {PatternsStore} store
     * @param {string} word
     */
    function shardsOf(store, word) {
        const start = word.slice(0, Math.max(SHARED, word.length - LONGEST));
        const from = Math.max(0, shardNumber(store, start));
        const to = shardNumber(store, `${start}\uffff`);
        const own = shardNumber(store, word);
        const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
        return numbers.filter((at) => Math.abs(at - own) <= AROUND);
    }

    /** So many shards around that of the word are looked into. */
    const AROUND = 2;

    /**
     * How many letters two words start with alike.
     * @param {string} a
     * @param {string} b
     */
    function sharedOf(a, b) {
        let at = 0;
        while (at < a.length && a[at] === b[at]) {
            at += 1;
        }
        return at;
    }

    /**
     * A word without its plainest endings, the longest first: what it may be short for, as `vars` for variables.
     * @param {PatternsStore} store
     * @param {string} word
     */
    async function stripped(store, word) {
        const pairs = await pairsOf(store);
        const ends = Array.from({ length: LONGEST }, (_, at) => word.length - at - 1).filter((at) => at >= 3);
        return ends.filter((at) => (pairs.get(`${word.slice(at)} `) ?? Infinity) <= at).map((at) => word.slice(0, at));
    }

    /**
     * Whether a word that is spelt like one is another word with an ending of the language where they differ, and so no slip:
     * `property` is not `properly`.
     * @param {PatternsStore} store
     * @param {string} word
     * @param {string} other
     */
    async function isOther(store, word, other) {
        const shared = sharedOf(word, other);
        const end = other.slice(shared);
        return shared >= 4 && end.length >= 2 && word.length === other.length && (await pairsOf(store)).has(`${end} `);
    }

    return { kindred, stripped, isOther };
})();
