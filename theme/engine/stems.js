/*
 * mdbook-patterns: the stem of a word that the book does not hold, as the index would have it. The build stems with the stemmer of the
 * book's language; what that does to words is learnt from it, so that the browser needs none.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsStems = (() => {
    const { NAME, STEM, isWord, unaccented } = PatternsFold;
    const { bring, shardNumber } = PatternsStores;
    const { exactMeaning } = PatternsMeanings;

    /** So many letters at an end say what goes. */
    const LOOK = 10;

    /** So many stems a word may have, and so many ends: the first is the likeliest. */
    const TRIES = 24;
    const ENDS = 3;

    /** A stem of fewer letters is none, and one that is a word itself has more of them. */
    const SHORTEST = 2;
    const SHORTEST_WORD = 3;

    /** So many shards are read for the stems of a word: its own and another one. */
    const SHARDS = 2;

    const TURN = /[aeiouyаеиоуыэюяєіαεηιουω](?=[^aeiouyаеиоуыэюяєіαεηιουω])/gu;

    /**
     * The lines of the language.
     * @param {PatternsStore} store
     * @returns {Promise<PatternsLanguage>}
     */
    function languageOf(store) {
        return bring(store, `e0-${store.manifest.endings}`, (data) => {
            const language = { starts: new Map(), ends: new Map(), pairs: /** @type {string[]} */ ([]) };
            for (const line of String(data).split("\n")) {
                const [, sign, gone = "", come = "", keys = ""] = /^([<>])(\d+)(\S*) (.*)$/u.exec(line) ?? [];
                if (sign === undefined) {
                    language.pairs.push(line);
                } else {
                    const rules = sign === "<" ? language.ends : language.starts;
                    keys.split(" ").forEach((key) => rules.set(key.replace("-", ""), { gone: Number(gone), come }));
                }
            }
            return language;
        });
    }

    /**
     * What may be done to a word, the likeliest first: the longer what a rule knows of it, the likelier it is.
     * @param {PatternsStemRules} rules
     * @param {string[]} keys
     */
    function changes(rules, keys) {
        const found = keys.flatMap((key) => rules.get(key) ?? []);
        return found.filter(({ gone, come }, at) => found.findIndex((other) => other.gone === gone && other.come === come) === at);
    }

    /**
     * @param {string} word
     */
    function endsOf(word) {
        const text = `^${word}`;
        return lengths(text).flatMap((length) => {
            const end = text.slice(text.length - length);
            const turns = Math.min(2, text.slice(1, text.length - length).match(TURN)?.length ?? 0);
            return length < text.length ? [turns + end, end] : [end];
        });
    }

    /**
     * @param {string} word
     */
    function startsOf(word) {
        const text = `${word}$`;
        return lengths(text).map((length) => text.slice(0, length));
    }

    /**
     * From the longest that is looked at to none.
     * @param {string} text
     */
    function lengths(text) {
        const most = Math.min(text.length, LOOK);
        return Array.from({ length: most + 1 }, (_, at) => most - at);
    }

    /**
     * The stems that a word may have, the likeliest first.
     * @param {PatternsLanguage} language
     * @param {string} word
     */
    function likely({ starts, ends }, word) {
        const cut = changes(ends, endsOf(word)).slice(0, ENDS);
        const both = changes(starts, startsOf(word)).flatMap((start, first) => cut.map((end, last) => ({ start, end, rank: first + last })));
        const stems = both.sort((a, b) => a.rank - b.rank).map(({ start, end }) =>
            (start.gone + end.gone > word.length ? "" : start.come + word.slice(start.gone, word.length - end.gone) + end.come));
        return [...new Set(stems)].filter((stem) => stem.length >= SHORTEST).slice(0, TRIES);
    }

    /** Stems are learnt and not known: so many groups are taken that have one, and how much the less likely one counts. */
    const GROUPS = 2;
    const LESS_LIKELY = 0.5;

    /**
     * The groups that have the stem of a word, the likelier one first.
     * @param {PatternsStore} store
     * @param {string} word
     */
    async function stemmed(store, word) {
        /** @type {PatternsMeaning[]} */
        const groups = [];
        /** @type {Set<number>} */
        const shards = new Set([shardNumber(store, word)]);
        for (const key of likely(await languageOf(store), word).flatMap(keysOf)) {
            if (groups.length === GROUPS) {
                break;
            }
            const at = shardNumber(store, key);
            // The likeliest stem elsewhere says which shard is read beside the word's own.
            if (shards.size === SHARDS && !shards.has(at)) {
                continue;
            }
            shards.add(at);
            const found = await exactMeaning(store, key);
            const isNew = found !== null && !groups.some(({ shard, group }) => shard === found.shard && group === found.group);
            if (isNew && !saysNothing(store, found)) {
                groups.push({ ...found, weight: groups.length === 0 ? 1 : LESS_LIKELY });
            }
        }
        return groups;
    }

    /**
     * What a stem is found by: its own key, or a word or a name that is the same.
     * @param {string} stem
     */
    function keysOf(stem) {
        return stem.length < SHORTEST_WORD ? [stem + STEM] : [stem + STEM, stem, stem + NAME];
    }

    /**
     * Whether all words of a group are in every text: a word that is not there is no form of them.
     * @param {PatternsStore} store
     * @param {PatternsMeaning} meaning
     */
    function saysNothing({ light }, { shard, group }) {
        const words = shard.members[group]?.filter(isWord) ?? [];
        return words.length > 0 && words.every((form) => light.has(unaccented(form)));
    }

    return { languageOf, likely, stemmed, saysNothing };
})();
