/*
 * mdbook-patterns: the pages of a query's words, the best first. How much of the query's weight a page covers decides, not whether
 * it holds every word.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsRanking = (() => {
    /** Scores as whole numbers below 2^31, so that a rank is one number, and sorting ranks needs no function. */
    const STEPS = 1024;
    const HIGHEST = 2 ** 31 - 1;

    /** A page that holds all of a short query stands before those with some, one that holds a name as typed before that, one whose
     * title starts exactly so before that, and one that the query names before all others. */
    const COMPLETE = 2 ** 31;
    const WRITTEN = 2 ** 32;
    const STARTED = 2 ** 33;
    const NAMED = 2 ** 34;

    /** Queries of so many words are no sentences: each word of them is meant. With so many words of every question they are. */
    const SHORT = 3;
    const QUESTION = 2;

    /** How much of the score of a word its place in the title is, at most. */
    const IN_TITLE = 10.7;

    /** How much of that counts in a long question, which is about texts and does not name a page. */
    const TITLE_IN_SENTENCE = 0.45;

    /** Exponent of the share of a long question that a page covers; the smaller it is, the less that share matters. */
    const COVERED_BY_SENTENCE = 0.15;

    /** How much a question has found where one text block shows all of its words best: what stands together belongs together. */
    const TOGETHER = 0.4;

    /** How much a title counts that holds the whole query. */
    const TITLED = 12;
    const TITLED_BY_SENTENCE = 4;

    /**
     * @param {PatternsStore} store
     * @param {PatternsAsked} asked
     * @param {Uint8Array} excluded
     * @returns {PatternsHit[]}
     */
    function rank(store, asked, excluded) {
        return hitsOf(store, asked, ranksOf(store, asked, excluded));
    }

    /**
     * The ranks of all pages that hold a word, ascending, each with its page as what is left of a division by their
     * number, and whether it holds all words as what is left of one by two then.
     * @param {PatternsStore} store
     * @param {PatternsAsked} asked
     * @param {Uint8Array} excluded
     */
    function ranksOf({ manifest: { pages, boosts } }, asked, excluded) {
        const factors = new Map(boosts);
        const weights = weightsOf(asked);
        const typed = asked.names.filter(({ isPlain = false }) => !isPlain);
        const ranks = new Float64Array(pages);
        let count = 0;
        for (let page = 0; page < pages; page += 1) {
            const sum = sumOf(asked.words, page);
            const written = bestOf(asked.names, page);
            if ((sum.held === 0 && written === 0) || excluded[page]) {
                continue;
            }
            const together = weights.isQuestion ? togetherOf(asked.words, page) : 0;
            const steps = Math.round((scoreOf(sum, weights, together) + written) * (factors.get(page) ?? 1) * STEPS);
            const isWritten = asked.isName && bestOf(typed, page) > 0;
            const isSaid = isWritten || isSaidOtherwise(asked.names, page);
            const value = Math.min(Math.max(steps, 0), HIGHEST) + tierOf(asked, weights, sum, page, { isWritten, isSaid });
            const isFull = value >= WRITTEN || isSaid || sum.held >= asked.wanted;
            // Of equal pages the first one is first.
            ranks[count] = (value * 2 + Number(isFull)) * pages + pages - 1 - page;
            count += 1;
        }
        return ranks.subarray(0, count).sort();
    }

    /**
     * What a query weighs.
     * @param {PatternsAsked} asked
     */
    function weightsOf({ words, wanted, heavy, light, isDense }) {
        const isShort = heavy <= SHORT && light < QUESTION && !isDense;
        return {
            total: words.reduce((sum, { idf }) => sum + idf, 0),
            most: words.reduce((most, { idf }) => Math.max(most, idf), 0),
            isShort,
            isQuestion: !isShort && light > 0 && !isDense,
            wanted,
        };
    }

    /**
     * @param {ReturnType<typeof sumOf>} sum
     * @param {ReturnType<typeof weightsOf>} weights
     * @param {number} together which part of it one text block shows
     */
    function scoreOf(sum, { total, most, isShort, wanted }, together) {
        const covered = total > 0 ? Math.min(1, sum.weight / total) : 1;
        const inTitle = total > 0 ? sum.titled / total : 0;
        const score = isShort ? sum.score * covered * covered : (sum.score - (1 - TITLE_IN_SENTENCE) * sum.fromTitle) * covered ** COVERED_BY_SENTENCE;
        return score * (1 + TOGETHER * together)
            + (isShort ? TITLED : TITLED_BY_SENTENCE) * most * inTitle * inTitle * Math.sqrt(Math.min(1, wanted / Math.max(1, sum.longest)));
    }

    /**
     * @param {PatternsAsked} asked
     * @param {ReturnType<typeof weightsOf>} weights
     * @param {ReturnType<typeof sumOf>} sum
     * @param {number} page
     * @param {{ isWritten: boolean, isSaid: boolean }} whole whether it holds the query as a name, and that or what the author calls the same
     */
    function tierOf({ words, names, wanted, heavy }, { isShort }, sum, page, { isWritten, isSaid }) {
        const isNamed = titledBy(names, page, "isAll") || (sum.held === words.length && words.length === wanted && sum.named === wanted);
        const isComplete = isSaid || (heavy === 0 ? sum.held === wanted : isShort && sum.heavy === heavy);
        const begun = isWritten || titledBy(names, page, "isBegun") ? WRITTEN : 0;
        return (isNamed ? NAMED : 0) + (titledBy(names, page, "isStart") ? STARTED : begun) + (isComplete ? COMPLETE : 0);
    }

    /**
     * What all words say about a page.
     * @param {PatternsScores[]} words
     * @param {number} page
     */
    function sumOf(words, page) {
        const sum = { score: 0, weight: 0, titled: 0, fromTitle: 0, longest: 0, held: 0, heavy: 0, named: 0 };
        for (const word of words) {
            const score = word.score[page] ?? 0;
            if (score !== 0) {
                const title = word.title[page] ?? 0;
                sum.held += 1;
                sum.heavy += word.isLight ? 0 : 1;
                sum.score += score;
                sum.fromTitle += title > 0 ? Math.min(score, IN_TITLE * word.idf) : 0;
                sum.weight += word.idf;
                sum.titled += title > 0 ? word.idf : 0;
                sum.longest = Math.max(sum.longest, title);
                sum.named = sum.held === 1 || sum.named === title ? title : 0;
            }
        }
        return sum;
    }

    /** What each text block of a page weighs. */
    const BLOCKS = new Float32Array(2 ** 16);

    /**
     * Which part of the words of a page, by their weight, the text block shows best that shows most of them.
     * @param {PatternsScores[]} words
     * @param {number} page
     */
    function togetherOf(words, page) {
        let all = 0;
        let most = 0;
        for (const { score, block, idf } of words) {
            if (score[page] !== 0) {
                const at = block[page] ?? 0;
                const weight = (BLOCKS[at] ?? 0) + idf;
                BLOCKS[at] = weight;
                most = Math.max(most, weight);
                all += idf;
            }
        }
        words.forEach(({ block }) => { BLOCKS[block[page] ?? 0] = 0; });
        return all > 0 ? most / all : 0;
    }

    /**
     * @param {PatternsScores[]} names
     * @param {number} page
     */
    function bestOf(names, page) {
        let best = 0;
        for (const { score } of names) {
            best = Math.max(best, score[page] ?? 0);
        }
        return best;
    }

    /**
     * Whether a page says what the author calls the same as the query.
     * @param {PatternsScores[]} names
     * @param {number} page
     */
    function isSaidOtherwise(names, page) {
        return names.some(({ isSame = false, score }) => isSame && score[page] !== 0);
    }

    /**
     * Whether the query is all of a name of a page, its start, or the beginnings of its words.
     * @param {PatternsScores[]} names
     * @param {number} page
     * @param {"isAll" | "isStart" | "isBegun"} how
     */
    function titledBy(names, page, how) {
        for (const name of names) {
            if (name[how] === true && name.title[page] === 1 && name.score[page] !== 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param {PatternsStore} store
     * @param {PatternsAsked} asked
     * @param {Float64Array} ranks
     */
    function hitsOf({ manifest: { pages } }, { words, names }, ranks) {
        const scores = [...names, ...words];
        /** @type {PatternsHit[]} */
        const hits = [];
        for (let at = ranks.length - 1; at >= 0; at -= 1) {
            const rank = ranks[at] ?? 0;
            const value = Math.floor(rank / pages);
            hits.push(new Hit(pages - 1 - (rank - value * pages), Math.floor(value / 2) / STEPS, value % 2 === 1, scores));
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
