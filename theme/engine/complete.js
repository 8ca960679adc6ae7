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

    /** So many completions; headings of so many characters, and names of so many. */
    const MOST = 5;
    const HEADING = 80;
    const NAME = 40;

    /** So many pages are asked for their titles, and so many of these for headings and names. */
    const TITLES = 200;
    const TEXTS = 8;

    /** Of fewer letters nothing is completed; so many make a part of a query worth it, or a word within a name. */
    const LEAST = 2;
    const PART = 3;

    /** What is no plain words: phrases, filters, exclusions. */
    const SAID = /["“”„«»:<>]|(?:^|\s)-\S/u;

    /**
     * Texts that complete what was typed, the best first: the whole of it, or as many of its last words as start something.
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @returns {Promise<string[]>}
     */
    async function completionsOf(store, { query: { text }, hits }) {
        const typed = text.trim();
        if (SAID.test(text) || (typed.length < LEAST && !DENSE.test(typed))) {
            return [];
        }
        const names = [...await titlesOf(store, hits.slice(0, TITLES)), ...await textsOf(store, hits.slice(0, TEXTS))];
        // Names that differ in their signs alone are one.
        const once = new Map([...names].reverse().map((name) => [nameOf(name), name]));
        const folded = [...once.values()].reverse().map((name) => ({ name, folded: spaced(name) }));
        for (const start of starts(typed)) {
            const part = spaced(typed.slice(start));
            const best = folded.map(({ name, folded }) => ({ name, at: placeOf(folded, part) }))
                // Within a sentence only what starts so goes on.
                .filter(({ at }) => at === 0 || (at > 0 && start === 0 && part.length >= PART))
                // What starts so comes before what goes on so; the order of pages stays.
                .sort((a, b) => Number(a.at > 0) - Number(b.at > 0));
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
     * Where a name goes on as a part was typed, at the start of a word; -1 where it does not, or says no more.
     * @param {string} name
     * @param {string} part
     */
    function placeOf(name, part) {
        let at = name.indexOf(part);
        while (at > 0 && /[\p{L}\p{N}]/u.test(name.slice(0, at).slice(-1)) && !DENSE.test(name[at] ?? "")) {
            at = name.indexOf(part, at + 1);
        }
        return name.length > part.length ? at : -1;
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
