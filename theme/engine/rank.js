/*
 * mdbook-patterns: the pages of a query's words, the best first.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsRanking = (() => {
    const { lookUp } = PatternsLookup;

    /** With fewer complete hits than this, pages with some of the words are shown behind them. */
    const ENOUGH = 3;

    /** So many pages with some of the words are shown. */
    const PARTIAL = 50;

    /** Scores as whole numbers below 2^32, so that a rank is one number, and sorting ranks needs no function. */
    const STEPS = 1024;
    const HIGHEST = 2 ** 32 - 1;

    /** A page that the query names stands before all others, and one with all words before those with some. */
    const NAMED = 2 ** 32;
    const COMPLETE = 2 ** 33;

    /**
     * @param {PatternsRun} run
     * @param {PatternsQueryWord[]} words
     * @param {number} typed how many the reader typed, common ones too
     * @param {Uint8Array} excluded
     * @returns {Promise<PatternsHit[]>}
     */
    async function rank(run, words, typed, excluded) {
        /** @type {PatternsScores[]} */
        const scores = [];
        for (const word of words) {
            const found = await lookUp(run, word);
            if (found) {
                scores.push(found);
            } else {
                run.missing.push(word.text);
            }
            await run.store.breathe();
        }
        const groups = words.reduce((sum, { parts, exact }) => sum + (exact ? 1 : parts.length), 0);
        const ranks = ranksOf(run.store, scores, words.length, [groups, groups + typed - words.length], excluded);
        await run.store.breathe();
        return hitsOf(run.store, scores, ranks);
    }

    /**
     * The ranks of all pages that hold a word, ascending, each with its page as what is left of a division by their
     * number.
     * @param {PatternsStore} store
     * @param {PatternsScores[]} scores
     * @param {number} wanted
     * @param {[number, number]} groups of how many groups a title may be made that the query names
     * @param {Uint8Array} excluded
     */
    function ranksOf({ manifest: { pages, boosts } }, scores, wanted, [least, most], excluded) {
        const factors = new Map(boosts);
        const total = scores.reduce((sum, { idf }) => sum + idf, 0);
        const ranks = new Float64Array(pages);
        let count = 0;
        for (let page = 0; page < pages; page += 1) {
            const { score, weight, held, named } = sumOf(scores, page);
            if (held === 0 || excluded[page]) {
                continue;
            }
            const covered = total > 0 ? weight / total : 1;
            const steps = Math.round(score * covered * covered * (factors.get(page) ?? 1) * STEPS);
            const isNamed = held === wanted && named >= least && named <= most;
            const value = Math.min(Math.max(steps, 0), HIGHEST) + (isNamed ? NAMED : 0) + (held === wanted ? COMPLETE : 0);
            // Of equal pages the first one is first.
            ranks[count] = value * pages + pages - 1 - page;
            count += 1;
        }
        return ranks.subarray(0, count).sort();
    }

    /**
     * What all words say about a page.
     * @param {PatternsScores[]} scores
     * @param {number} page
     */
    function sumOf(scores, page) {
        const sum = { score: 0, weight: 0, held: 0, named: 0 };
        for (const word of scores) {
            const score = word.score[page] ?? 0;
            if (score !== 0) {
                sum.held += 1;
                sum.score += score;
                sum.weight += word.idf;
                sum.named = sum.held === 1 || sum.named === word.title[page] ? word.title[page] ?? 0 : 0;
            }
        }
        return sum;
    }

    /**
     * @param {PatternsStore} store
     * @param {PatternsScores[]} scores
     * @param {Float64Array} ranks
     */
    function hitsOf({ manifest: { pages } }, scores, ranks) {
        /** @type {PatternsHit[]} */
        const hits = [];
        let complete = 0;
        for (let at = ranks.length - 1; at >= 0; at -= 1) {
            const rank = ranks[at] ?? 0;
            const value = Math.floor(rank / pages);
            complete += value >= COMPLETE ? 1 : 0;
            if (value < COMPLETE && (complete >= ENOUGH || hits.length >= complete + PARTIAL)) {
                break;
            }
            hits.push(new Hit(pages - 1 - (rank - value * pages), value / STEPS, value >= COMPLETE, scores));
        }
        return hits;
    }

    /** A hit, whose blocks are only looked for when it is shown: there may be thousands. */
    class Hit {
        /**
         * @param {number} page
         * @param {number} score
         * @param {boolean} complete
         * @param {PatternsScores[]} scores
         */
        constructor(page, score, complete, scores) {
            this.page = page;
            this.score = score;
            this.complete = complete;
            this.scores = scores;
        }

        get blocks() {
            return bestBlocks(this.scores, this.page);
        }
    }

    /**
     * The text blocks that show the words of a page, at most two.
     * @param {PatternsScores[]} scores
     * @param {number} page
     */
    function bestBlocks(scores, page) {
        /** @type {Map<number, number>} */
        const weights = new Map();
        for (const { score, block } of scores) {
            if (score[page]) {
                const at = block[page] ?? 0;
                weights.set(at, (weights.get(at) ?? 0) + (score[page] ?? 0));
            }
        }
        const ordered = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([block]) => block);
        return ordered.length > 0 ? ordered.slice(0, 2) : [0];
    }

    return { rank };
})();
