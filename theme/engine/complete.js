/*
 * mdbook-patterns: what a text that is being typed may be the start of: titles, headings and names of the pages that were found, as
 * far as their files are here already. Nothing is loaded for it.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsCompleting = (() => {
    const { DENSE, fold, name: nameOf } = PatternsFold;
    const { pageName, pagesAt, blockName, blockOf } = PatternsStores;
    const { wordsOf, startOf } = PatternsBegun;

    /** So many completions; headings of so many characters, and names of so many. */
    const MOST = 5;
    const HEADING = 80;
    const NAME = 40;

    /** So many pages are asked for their titles, and so many of these for headings and names. */
    const TITLES = 200;
    const TEXTS = 8;

    /** So many letters make a part of a query worth it, or a word within a name. */
    const PART = 3;

    /** What is no plain words: phrases, filters, exclusions. */
    const SAID = /["“”„«»:<>]|(?:^|\s)-\S/u;

    /**
     * Texts that complete what was typed, the best first: the whole of it, or as many of its last words as start something.
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @returns {Promise<string[]>}
     */
    async function completionsOf(store, { query: { text }, hits, words }) {
        const typed = text.trim();
        if (SAID.test(text) || typed === "") {
            return [];
        }
        const names = [...await titlesOf(store, hits.slice(0, TITLES)), ...await textsOf(store, hits.slice(0, TEXTS))];
        // Names that differ in their signs alone are one, where the first of them stands.
        /** @type {Map<string | null, string>} */
        const once = new Map();
        for (const name of names) {
            const key = nameOf(name);
            if (!once.has(key)) {
                once.set(key, name);
            }
        }
        const folded = [...once.values()].map((name) => ({ name, folded: spaced(name) }));
        const isWord = (/** @type {string} */ word) => words.forms.includes(word) || store.light.has(word);
        // What stands before an unfinished word is finished.
        for (const start of starts(typed).filter((at) => wordsOf(typed.slice(0, at)).every(isWord))) {
            const part = spaced(typed.slice(start));
            const pieces = start === 0 && /\s/.test(part) ? wordsOf(part) : [];
            const best = folded.filter(({ folded }) => folded.length > part.length)
                .map(({ name, folded }) => ({ name, isStart: folded.startsWith(part), at: Math.max(placeOf(folded, part), placeOfWords(folded, pieces)) }))
                // Within a sentence only what starts so goes on.
                .filter(({ at }) => at === 0 || (at > 0 && start === 0 && part.length >= PART))
                // What starts exactly so comes first, and what starts so before what goes on so; the order of pages stays.
                .sort((a, b) => Number(b.isStart) - Number(a.isStart) || Number(a.at > 0) - Number(b.at > 0));
            if (best.length > 0) {
                return best.slice(0, MOST).map(({ name }) => typed.slice(0, start) + asWords(name));
            }
            await store.breathe();
        }
        return [];
    }

    /**
     * A text as it is compared: whatever joins its words.
     * @param {string} text
     */
    function spaced(text) {
        return fold(text).replace(/[-_]/g, " ");
    }

    /**
     * A name as a query finds it: where its signs would mean something, it is a phrase.
     * @param {string} name
     */
    function asWords(name) {
        return SAID.test(name) ? `"${name.replace(/["“”„«»]/g, " ").trim()}"` : name;
    }

    /**
     * Where the parts of a text start that may be completed: all of it, and its last words.
     * @param {string} typed
     */
    function starts(typed) {
        const words = [...typed.matchAll(/\s\S/g)].map(({ index }) => (index ?? 0) + 1);
        return [0, ...words.filter((at) => typed.length - at >= PART)];
    }

    /**
     * Where a name goes on as a part was typed, at the start of a word; -1 where it does not.
     * @param {string} name
     * @param {string} part
     */
    function placeOf(name, part) {
        let at = name.indexOf(part);
        while (at > 0 && /[\p{L}\p{N}]/u.test(name.slice(0, at).slice(-1)) && !DENSE.test(name[at] ?? "")) {
            at = name.indexOf(part, at + 1);
        }
        return at;
    }

    /**
     * Where the words of a name stand that unfinished words are the beginnings of; -1 where they are of none.
     * @param {string} name
     * @param {string[]} pieces
     */
    function placeOfWords(name, pieces) {
        return pieces.length === 0 ? -1 : startOf(wordsOf(name), pieces);
    }

    /**
     * The titles of pages whose file is here.
     * @param {PatternsStore} store
     * @param {PatternsHit[]} hits
     */
    async function titlesOf(store, hits) {
        const { chunk } = store.manifest;
        /** @type {string[]} */
        const titles = [];
        for (const { page } of hits) {
            const at = Math.floor(page / chunk);
            if (store.here.has(pageName(store, at))) {
                titles.push((await pagesAt(store, at)).titles[page % chunk] ?? "");
            }
        }
        return titles;
    }

    /**
     * The headings of pages in those blocks of theirs that are here, and the names after their text, which stand under no heading.
     * @param {PatternsStore} store
     * @param {PatternsHit[]} hits
     */
    async function textsOf(store, hits) {
        /** @type {string[]} */
        const headings = [];
        /** @type {string[]} */
        const names = [];
        for (const { page, blocks } of hits.filter(({ page }) => store.here.has(pageName(store, Math.floor(page / store.manifest.chunk))))) {
            for (const block of blocks) {
                const isHere = store.here.has(await blockName(store, page, block));
                const rows = isHere ? await blockOf(store, page, block) : [];
                headings.push(...rows.map(({ heading }) => heading));
                // What a page starts with is its text.
                const after = block === 0 ? rows.slice(1) : rows;
                names.push(...after.filter(({ heading }) => heading === "").flatMap(({ text }) => text.split("\n").filter(isName)));
            }
        }
        return [...headings, ...names].filter(({ length }) => length <= HEADING);
    }

    /**
     * Whether a line is a name, and no sentence and no code.
     * @param {string} line
     */
    function isName(line) {
        return line.length <= NAME && !line.startsWith("\t") && !/\p{Sentence_Terminal}$/u.test(line);
    }

    return { completionsOf };
})();
