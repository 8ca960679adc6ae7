/*
 * mdbook-patterns: a query taken apart into words, phrases and filters.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsQueries = (() => {
    const { DENSE } = PatternsFold;
    const { tokens, isRest } = PatternsTokens;

    const ITEM = /(-?)((?:[^\s"“”„«»:]+:)?)["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)/gu;

    /**
     * A query taken apart. `term` says which taxonomy and term `name:value` means.
     * @param {string} text
     * @param {boolean} typing
     * @param {(name: string, value: string) => { taxonomy: string, term: string } | null} [term]
     * @returns {PatternsQuery}
     */
    function parse(text, typing, term = () => null) {
        /** @type {PatternsQuery} */
        const query = { text, words: [], phrases: [], filters: [] };
        for (const match of text.matchAll(ITEM)) {
            const item = itemOf(match);
            const filter = item.name === "" ? null : term(item.name, item.value);
            if (filter) {
                query.filters.push({ ...filter, excluded: item.excluded });
            } else if (item.quoted) {
                // A phrase that is being typed is words until its end is there.
                addPhrase(query, item, typing && !item.closed);
            } else {
                query.words.push(...queryWords(item.text, item.excluded));
            }
        }
        const last = query.words[query.words.length - 1];
        if (typing && last && !last.excluded && text.endsWith(last.text)) {
            last.prefix = true;
        }
        return query;
    }

    /**
     * @param {RegExpMatchArray} match of ITEM
     */
    function itemOf([all, minus, named = "", phrase, bare = ""]) {
        if (phrase !== undefined) {
            const closed = /.["“”„«»]$/u.test(all);
            return { quoted: true, closed, excluded: minus === "-", name: named.slice(0, -1), value: phrase, text: phrase };
        }
        const excluded = /^-[^-]/.test(bare);
        const text = bare.slice(excluded ? 1 : 0);
        const colon = text.indexOf(":");
        return { quoted: false, closed: true, excluded, name: text.slice(0, Math.max(0, colon)), value: text.slice(colon + 1), text };
    }

    /**
     * @param {PatternsQuery} query
     * @param {{ excluded: boolean, name: string, value: string }} item
     * @param {boolean} open
     */
    function addPhrase(query, { excluded, name, value }, open) {
        query.words.push(...queryWords(name, false));
        const words = queryWords(value, excluded);
        const isOne = words.length === 1 && (words[0]?.parts.length ?? 0) < 2;
        // One word in quotes is a word.
        if (words.length > 0 && !isOne && !open) {
            query.phrases.push({ text: value, excluded });
        }
        if (!excluded || isOne) {
            query.words.push(...words);
        }
    }

    /**
     * @param {string} text
     * @param {boolean} excluded
     * @returns {PatternsQueryWord[]}
     */
    function queryWords(text, excluded) {
        return tokens(text).map((token) => {
            const parts = searched(token);
            const single = parts.length === 1 && DENSE.test(parts[0] ?? "") && [...(parts[0] ?? "")].length === 1;
            return {
                text: text.slice(token.start, token.end), whole: token.whole, parts, exact: token.exact, excluded,
                prefix: single,
            };
        });
    }

    /**
     * The parts to look for: of a script without spaces the last character alone says nothing.
     * @param {PatternsToken} token
     */
    function searched({ parts }) {
        const texts = parts.map(({ text }) => text);
        return texts.filter((text, at) => !isRest(text, texts[at - 1] ?? ""));
    }

    return { parse };
})();
