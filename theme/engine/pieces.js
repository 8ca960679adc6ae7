/*
 * mdbook-patterns: the pieces of a name that was typed without its capitals and signs: `completablefuture`, `adr42`.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsPieces = (() => {
    const { DENSE } = PatternsFold;
    const { exactMeaning, likeWords } = PatternsMeanings;

    /** A word that was written together has pieces of at least this many letters, and so has the beginning of one. */
    const PIECE = 3;

    /** So many pieces a word may have. */
    const MOST = 3;

    /**
     * The words that a name is made of: its letters and its numbers, or words of the book.
     * @param {PatternsStore} store
     * @param {string} word
     * @returns {Promise<string[]>}
     */
    async function piecesOf(store, word) {
        const cut = word.match(/[\p{Alphabetic}\p{M}]+|\p{N}+/gu) ?? [];
        if (cut.length > 1) {
            return cut;
        }
        const isWhole = word.length < 2 * PIECE || DENSE.test(word) || await commonTypo(store, word);
        return isWhole ? [] : await pieces(store, word, MOST) ?? [];
    }

    /**
     * @param {PatternsStore} store
     * @param {string} word
     * @param {number} most how many pieces
     * @returns {Promise<string[] | null>}
     */
    async function pieces(store, word, most) {
        for (let at = word.length - PIECE; most > 1 && at >= PIECE; at -= 1) {
            if (await exactMeaning(store, word.slice(0, at))) {
                const rest = word.slice(at);
                const more = await exactMeaning(store, rest) ? [rest] : await pieces(store, rest, most - 1);
                if (more) {
                    return [word.slice(0, at), ...more];
                }
            }
        }
        return null;
    }

    /**
     * Whether a word differs in one letter from one of several pages, which it more likely is than a name.
     * @param {PatternsStore} store
     * @param {string} word
     */
    async function commonTypo(store, word) {
        const [like] = await likeWords(store, word, 1, false);
        return like !== undefined && like.pages > 1;
    }

    return { PIECE, piecesOf };
})();
