/*
 * mdbook-patterns: phrases, which are checked in the texts of the pages that hold their words: word positions would double the
 * index. What was not looked at is neither found nor lost: it stays behind what was.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsPhrases = (() => {
    const { fold } = PatternsFold;
    const { tokens, isRest } = PatternsTokens;
    const { pagesAt, blockOf, blockCount, blockName } = PatternsStores;

    /** A phrase that goes on in the next block starts at most so many characters before its end. */
    const REACH = 1000;

    /** So many files of texts are loaded for the phrases of one query. */
    const FILES = 96;

    /** What stands before code. */
    const CODE = /^\t/;

    /** So many pages are looked at before others get their turn to load. */
    const TOGETHER = 24;

    /**
     * The hits that hold all phrases of the query, and none that it excludes; behind them those that nobody looked at.
     * @param {PatternsStore} store
     * @param {PatternsPhraseAsked[]} phrases with the pages that may hold each
     * @param {PatternsHit[]} hits
     * @param {Set<string>} [files] those that are loaded already
     */
    async function withPhrases(store, phrases, hits, files = new Set()) {
        const wanted = phrases.map(({ text, ...asked }) => ({ ...asked, parts: sequence(text) }));
        /** @type {PatternsHit[]} */
        const found = [];
        /** @type {PatternsHit[]} */
        const unchecked = [];
        const open = hits.filter(({ page }) => wanted.every(({ excluded, pages }) => excluded || pages[page] === 1));
        for (let at = 0; at < open.length; at += TOGETHER) {
            const some = open.slice(at, at + TOGETHER);
            const checks = await Promise.all(some.map((hit) => check(store, hit, wanted, files)));
            some.forEach((hit, place) => {
                if (checks[place] !== false) {
                    (checks[place] === null ? unchecked : found).push(hit);
                }
            });
        }
        return { hits: [...found, ...unchecked.map(asPartial)], unchecked: unchecked.length };
    }

    /**
     * A hit of which nobody knows whether it is one.
     * @param {PatternsHit} hit
     * @returns {PatternsHit}
     */
    function asPartial({ page, score, blocks }) {
        return { page, score, blocks, complete: false };
    }

    /**
     * Whether a page holds the phrases that it should and no other; nothing where it was not looked at.
     * @param {PatternsStore} store
     * @param {PatternsHit} hit
     * @param {{ parts: string[], excluded: boolean, pages: Uint8Array }[]} phrases
     * @param {Set<string>} files
     * @returns {Promise<boolean | null>}
     */
    async function check(store, hit, phrases, files) {
        const asked = phrases.filter(({ pages }) => pages[hit.page] === 1);
        if (asked.length === 0) {
            return true;
        }
        if (asked.some(({ parts }) => store.phrases.get(parts.join(" "))?.has(hit.page) !== true)) {
            const names = await namesOf(store, hit);
            if (names.some((name) => !files.has(name)) && files.size >= FILES) {
                return null;
            }
            names.forEach((name) => files.add(name));
        }
        for (const phrase of asked) {
            if (await holdsPhrase(store, hit, phrase.parts) === phrase.excluded) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a page holds a phrase; known once it was looked at, while the reader goes on typing.
     * @param {PatternsStore} store
     * @param {PatternsHit} hit
     * @param {string[]} parts
     */
    async function holdsPhrase(store, hit, parts) {
        const key = parts.join(" ");
        const known = store.phrases.get(key) ?? new Map();
        store.phrases.set(key, known);
        const held = known.get(hit.page) ?? await lookFor(store, hit, parts);
        known.set(hit.page, held);
        return held;
    }

    /**
     * The files that hold the text of a page.
     * @param {PatternsStore} store
     * @param {PatternsHit} hit
     */
    async function namesOf(store, { page }) {
        const count = await blockCount(store, page);
        return Promise.all(Array.from({ length: count }, (_, block) => blockName(store, page, block)));
    }

    /**
     * The folded parts of a text in their order; `caller's` counts as `caller`.
     * @param {string} text
     */
    function sequence(text) {
        return tokens(text).flatMap((token) => {
            if (token.parts.length === 0) {
                return [token.whole ?? ""];
            }
            const parts = token.parts.filter((part, at) => !isRest(part.text, token.parts[at - 1]?.text ?? ""));
            return parts.map(({ start, end }) => fold(text.slice(start, end).split(/['’]/)[0] ?? ""));
        });
    }

    /**
     * @param {PatternsStore} store
     * @param {PatternsHit} hit
     * @param {string[]} parts
     */
    async function lookFor(store, hit, parts) {
        const { chunk } = store.manifest;
        const { titles } = await pagesAt(store, Math.floor(hit.page / chunk));
        if (isIn(titles[hit.page % chunk] ?? "", parts)) {
            return true;
        }
        const count = await blockCount(store, hit.page);
        let last = "";
        for (let block = 0; block < count; block += 1) {
            for (const { heading, text, goesOn } of await blockOf(store, hit.page, block)) {
                const lines = text.replace(CODE, "").split("\n");
                if (goesOn) {
                    lines[0] = last + lines[0];
                }
                if (isIn(heading, parts) || lines.some((line) => isIn(line, parts))) {
                    return true;
                }
                last = endOf(lines[lines.length - 1] ?? "");
                await store.breathe();
            }
        }
        return false;
    }

    /**
     * The end of a line, from the start of a word on: a phrase that goes on after it needs no more.
     * @param {string} line
     */
    function endOf(line) {
        const end = line.slice(-REACH);
        return end.length < line.length ? end.slice(Math.max(0, end.search(/\s/))) : end;
    }

    /**
     * Whether a text holds some parts, one behind the other.
     * @param {string} text
     * @param {string[]} wanted
     */
    function isIn(text, wanted) {
        // Cutting a text into words costs far more than this look at it.
        const folded = fold(text);
        if (!wanted.every((part) => folded.includes(part))) {
            return false;
        }
        const parts = sequence(text);
        return parts.some((_, at) => wanted.every((part, next) => parts[at + next] === part));
    }

    return { withPhrases, asPartial };
})();
