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

    /** So many files of texts are loaded for the phrases of one query. */
    const FILES = 96;

    /** So many pages are looked at before others get their turn to load. */
    const TOGETHER = 24;

    /**
     * The hits that hold all phrases of the query, and none that it excludes; behind them those that nobody looked at.
     * @param {PatternsStore} store
     * @param {PatternsPhraseAsked[]} phrases with the pages that may hold each
     * @param {PatternsHit[]} hits
     */
    async function withPhrases(store, phrases, hits) {
        const wanted = phrases.map(({ text, ...asked }) => ({ ...asked, parts: sequence(text) }));
        /** @type {PatternsHit[]} */
        const found = [];
        /** @type {PatternsHit[]} */
        const unchecked = [];
        /** @type {Set<string>} */
        const files = new Set();
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
        const names = await namesOf(store, hit);
        if (names.some((name) => !files.has(name)) && files.size >= FILES) {
            return null;
        }
        names.forEach((name) => files.add(name));
        return holdsPhrases(store, hit, asked);
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
     * @param {{ parts: string[], excluded: boolean }[]} phrases
     */
    async function holdsPhrases(store, hit, phrases) {
        const open = new Set(phrases);
        const title = (await pagesAt(store, Math.floor(hit.page / store.manifest.chunk))).titles[hit.page % store.manifest.chunk];
        closeHeld(open, title ?? "");
        const count = await blockCount(store, hit.page);
        for (let block = 0; block < count && open.size > 0; block += 1) {
            for (const { heading, text } of await blockOf(store, hit.page, block)) {
                closeHeld(open, heading);
                text.split("\n").forEach((line) => closeHeld(open, line));
                await store.breathe();
            }
        }
        return phrases.every((phrase) => phrase.excluded === open.has(phrase));
    }

    /**
     * @param {Set<{ parts: string[] }>} open
     * @param {string} text
     */
    function closeHeld(open, text) {
        // Cutting a text into words costs far more than this look at it.
        const folded = fold(text);
        const possible = [...open].filter((phrase) => phrase.parts.every((part) => folded.includes(part)));
        const parts = possible.length > 0 ? sequence(text) : [];
        for (const phrase of possible) {
            const length = phrase.parts.length;
            const isAt = (/** @type {number} */ at) => phrase.parts.every((part, next) => parts[at + next] === part);
            for (let at = 0; at + length <= parts.length; at += 1) {
                if (parts[at] === phrase.parts[0] && isAt(at)) {
                    open.delete(phrase);
                    break;
                }
            }
        }
    }

    return { withPhrases, asPartial };
})();
