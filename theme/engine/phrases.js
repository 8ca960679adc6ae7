/*
 * mdbook-patterns: phrases, which are checked in the texts of the best candidates: word positions would double the index.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsPhrases = (() => {
    const { fold } = PatternsFold;
    const { tokens, isRest } = PatternsTokens;
    const { pagesAt, blockOf, blockCount } = PatternsStores;

    /** So many candidates are looked at for a phrase. */
    const PHRASE_PAGES = 60;

    /** So many text blocks of a page are looked at for a phrase. */
    const PHRASE_BLOCKS = 12;

    /**
     * The hits that hold all phrases of the query, and none that it excludes.
     * @param {PatternsStore} store
     * @param {PatternsQuery} query
     * @param {PatternsHit[]} hits
     */
    async function withPhrases(store, query, hits) {
        if (query.phrases.length === 0) {
            return { hits, unchecked: 0 };
        }
        const phrases = query.phrases.map(({ text, excluded }) => ({ parts: sequence(text), excluded }));
        const candidates = hits.filter(({ complete }) => complete);
        const looked = candidates.slice(0, PHRASE_PAGES);
        const holds = await Promise.all(looked.map((hit) => holdsPhrases(store, hit, phrases)));
        return { hits: looked.filter((_, at) => holds[at]), unchecked: candidates.length - looked.length };
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
        const count = Math.min(await blockCount(store, hit.page), PHRASE_BLOCKS);
        const blocks = new Set([...hit.blocks, ...Array.from({ length: count }, (_, at) => at)]);
        for (const block of blocks) {
            if (open.size === 0) {
                break;
            }
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

    return { withPhrases, sequence };
})();
