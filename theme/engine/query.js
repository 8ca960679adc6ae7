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

    const ITEM = /(-?)((?:[^\s"“”„«»:]+:\s*)?)["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)/gu;

    /** What stands between a name and what is said of it. */
    const SAID = /^([^:<>=]+)(?::|(?=[<>]))(.*)$/su;

    /** What joins a name with a part of it that is still to come. */
    const JOINT = /[-./:@'’]+$/u;

    /** So many words a value may have that stands behind a space, as a label does, and so many a name. */
    const VALUE_WORDS = 4;
    const NAME_WORDS = 3;

    /**
     * A query taken apart. `read` says what `name:value` means.
     * @param {string} text
     * @param {boolean} typing
     * @param {PatternsReadFilter} [read]
     * @returns {PatternsQuery}
     */
    function parse(text, typing, read = () => null) {
        /** @type {PatternsQuery} */
        const query = { text, asked: "", words: [], phrases: [], filters: [], comparisons: [] };
        const items = [...text.matchAll(ITEM)].map(itemOf);
        for (let at = 0; at < items.length; at += 1) {
            const item = items[at];
            if (!item) {
                continue;
            }
            const taken = filterAt(query, items, at, read);
            if (taken > 0) {
                at += taken - 1;
            } else if (item.quoted) {
                // A phrase that is being typed is words until its end is there.
                addPhrase(query, item, typing && !item.closed);
            } else {
                query.words.push(...queryWords(item.text, item.excluded));
            }
            if (taken === 0 && !item.excluded) {
                query.asked += `${item.text} `;
            }
        }
        const last = query.words[query.words.length - 1];
        if (typing && last && !last.excluded && [text, text.replace(JOINT, "")].some((typed) => typed.endsWith(last.text))) {
            last.prefix = true;
        }
        return query;
    }

    /**
     * Takes in the filter that starts at an item, if one does.
     * @param {PatternsQuery} query
     * @param {ReturnType<typeof itemOf>[]} items
     * @param {number} at
     * @param {PatternsReadFilter} read
     * @returns {number} how many items it is made of
     */
    function filterAt(query, items, at, read) {
        const { name = "", value = "", excluded = false, quoted = false } = items[at] ?? {};
        if (name === "") {
            return longNameAt(query, items, at, read);
        }
        const behind = items.slice(at + 1, at + 1 + (quoted ? 0 : VALUE_WORDS));
        const end = behind.findIndex((item) => item.excluded || item.name !== "" || (item.quoted && value !== ""));
        for (let taken = 1 + (end < 0 ? behind.length : end); taken > 0; taken -= 1) {
            const rest = behind.slice(0, taken - 1).map((item) => item.text);
            const said = [value, ...rest].join(" ").trim();
            const filter = said === "" ? null : read(name, said);
            if (filter) {
                query.filters.push(...filter.terms.map((term) => ({ ...term, excluded })));
                query.comparisons.push(...filter.comparisons.map((comparison) => ({ ...comparison, excluded })));
                return taken;
            }
        }
        return 0;
    }

    /**
     * The same of a filter whose name has several words, as a label does: `reading time:<5`.
     * @param {PatternsQuery} query
     * @param {ReturnType<typeof itemOf>[]} items
     * @param {number} at
     * @param {PatternsReadFilter} read
     */
    function longNameAt(query, items, at, read) {
        const end = items.slice(at, at + NAME_WORDS).findIndex(({ name }) => name !== "");
        const [first, last] = [items[at], items[at + end]];
        if (end < 1 || !first || !last || items.slice(at, at + end).some(({ quoted }) => quoted) || last.excluded) {
            return 0;
        }
        const name = items.slice(at, at + end).map(({ text }) => text).join(" ") + ` ${last.name}`;
        const joined = [{ ...last, name, excluded: first.excluded }, ...items.slice(at + end + 1)];
        const taken = filterAt(query, joined, 0, read);
        return taken > 0 ? taken + end : 0;
    }

    /**
     * @param {RegExpMatchArray} match of ITEM
     */
    function itemOf([all, minus, named = "", phrase, bare = ""]) {
        if (phrase !== undefined) {
            const closed = /.["“”„«»]$/u.test(all);
            return { quoted: true, closed, excluded: minus === "-", name: named.trim().slice(0, -1), value: phrase, text: phrase };
        }
        const excluded = /^-[^-]/.test(bare);
        const text = bare.slice(excluded ? 1 : 0);
        const [, name = "", value = ""] = SAID.exec(text) ?? [];
        return { quoted: false, closed: true, excluded, name, value, text };
    }

    /**
     * @param {PatternsQuery} query
     * @param {{ excluded: boolean, name: string, value: string }} item
     * @param {boolean} open
     */
    function addPhrase(query, { excluded, name, value }, open) {
        query.words.push(...queryWords(name, false));
        const words = queryWords(value, excluded);
        const isOne = words.length === 1 && ((words[0]?.parts.length ?? 0) < 2 || isName(words[0]?.whole ?? null));
        // One word in quotes is a word, and so is a name.
        if (words.length > 0 && !isOne && !open) {
            query.phrases.push({ text: value, excluded });
        }
        if (!excluded || isOne) {
            // In quotes a name is meant as a whole.
            query.words.push(...words.map((word) => ({ ...word, exact: word.exact || (isOne && isName(word.whole)), phrased: !isOne && !open })));
        }
    }

    /**
     * Whether a whole is a name that no sentence goes on around.
     * @param {string | null} whole
     */
    function isName(whole) {
        return whole !== null && !DENSE.test(whole);
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
                text: text.slice(token.start, token.end), whole: token.whole, names: token.names.map(({ text: name }) => name), parts,
                exact: token.exact, excluded, prefix: single, phrased: false,
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
