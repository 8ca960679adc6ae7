/*
 * mdbook-patterns: the titles that a text which is being typed may become: each of its words may be unfinished, and words may be
 * left out between them. Titles count where one file holds all of them, which comes with the manifest; in larger books names count
 * that are in the shard of the first word.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsBegun = (() => {
    const { DENSE, NAME, fold, name: nameOf } = PatternsFold;
    const { pagesAt } = PatternsStores;
    const { begunNames } = PatternsMeanings;
    const { noScores } = PatternsScoring;

    /** Of fewer letters no name is guessed. */
    const BEGUN = 3;

    /** How much a title counts that starts so, one that goes on so, and how much of it is typed. */
    const FIRST = 20;
    const LATER = 10;
    const TYPED = 40;

    /**
     * The words of a text, as they are compared.
     * @param {string} text
     */
    function wordsOf(text) {
        return fold(text).split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "");
    }

    /**
     * The first word that some beginnings stand for, where all of them stand for words of a text in their order; -1 where they do not.
     * @param {string[]} words
     * @param {string[]} pieces
     */
    function startOf(words, pieces) {
        let first = -1;
        let at = 0;
        for (const piece of pieces) {
            while (at < words.length && !words[at]?.startsWith(piece)) {
                at += 1;
            }
            if (at === words.length) {
                return -1;
            }
            first = first < 0 ? at : first;
            at += 1;
        }
        return first;
    }

    /**
     * Whether words start as others do, the last of which may be unfinished: `re st` is no start of `Restart`.
     * @param {string[]} words
     * @param {string[]} start
     */
    function startsSo(words, start) {
        return start.length > 0 && start.every((word, at) => (at < start.length - 1 ? words[at] === word : words[at]?.startsWith(word)));
    }

    /**
     * The titles of a file as they are compared, made once.
     * @type {WeakMap<PatternsPages, { name: string, words: string[] }[]>}
     */
    const known = new WeakMap();

    /**
     * @param {PatternsPages} pages
     */
    function titlesOf(pages) {
        const titles = known.get(pages) ?? pages.titles.map((title) => ({ name: nameOf(title) ?? "", words: wordsOf(title) }));
        known.set(pages, titles);
        return titles;
    }

    /**
     * The pages whose title starts as a text does, or holds several words that its words begin, and those of them that no title holds.
     * @param {PatternsStore} store
     * @param {string} text
     * @returns {Promise<{ starts: PatternsScores, goesOn: PatternsScores, unfinished: string[] } | null>}
     */
    async function begunTitles(store, text) {
        const start = nameOf(text)?.slice(0, -NAME.length);
        // `C#` is no beginning of `Copilots`.
        const pieces = /[+#]/.test(start ?? "") ? [] : wordsOf(text);
        if (!isTogether(store) || start === undefined || DENSE.test(text)) {
            return null;
        }
        const starts = { ...noScores(store), isStart: true };
        const goesOn = { ...noScores(store), isBegun: true };
        const pages = await pagesAt(store, 0);
        /** @type {Set<string>} */
        const finished = new Set();
        titlesOf(pages).forEach(({ name, words }, page) => {
            const isStart = startsSo(words, pieces);
            const first = name.startsWith(start) ? 0 : startOf(words, pieces);
            if (first === 0 || (first > 0 && pieces.length > 1)) {
                const scores = isStart ? starts : goesOn;
                scores.score[page] = (first === 0 ? FIRST : LATER) + TYPED * start.length / name.length;
                scores.title[page] = 1;
                pieces.filter((piece) => words.includes(piece)).forEach((piece) => finished.add(piece));
            }
        });
        const isAny = starts.title.includes(1) || goesOn.title.includes(1);
        return isAny ? { starts, goesOn, unfinished: pieces.filter((piece) => !finished.has(piece)) } : null;
    }

    /**
     * Longer names that start as a text does, which are titles as far as one can tell where these lie in several files, and there
     * those that hold the beginnings of its words.
     * @param {PatternsStore} store
     * @param {string} text
     */
    async function namesBegun(store, text) {
        const name = nameOf(text) ?? "";
        const longer = name.length > BEGUN ? await begunNames(store, name) : [];
        const [first = "", ...rest] = wordsOf(text);
        if (isTogether(store)) {
            return { starts: [], goesOn: longer };
        }
        const isEnough = rest.length > 0 && [first, ...rest].every(({ length }) => length > 1);
        return { starts: longer, goesOn: isEnough ? await begunNames(store, first + NAME, Infinity, rest) : [] };
    }

    /**
     * Whether one file holds all titles.
     * @param {PatternsStore} store
     */
    function isTogether({ manifest: { pages, chunk } }) {
        return pages <= chunk;
    }

    return { wordsOf, startOf, begunTitles, namesBegun };
})();
