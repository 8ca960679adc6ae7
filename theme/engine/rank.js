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
        const names = namesOf(asked.names);
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
            const isWritten = asked.isName && bestOf(names.typed, page) > 0;
            const isSaid = isWritten || bestOf(names.same, page) > 0;
            const value = Math.min(Math.max(steps, 0), HIGHEST) + startOf(names, page, isWritten)
                + (isNamed(asked, sum) || titledBy(names.all, page) ? NAMED : 0)
                + (isSaid || isComplete(asked, weights, sum) ? COMPLETE : 0);
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

    /** The share that was asked for last, and its power: many pages hold the same words of a question, and powers cost. */
    let share = 1;
    let power = 1;

    /**
     * How much of its score a page keeps that covers this share of a long question.
     * @param {number} covered
     */
    function bySentence(covered) {
        if (covered !== share) {
            share = covered;
            power = covered ** COVERED_BY_SENTENCE;
        }
        return power;
    }

    /**
     * @param {ReturnType<typeof sumOf>} sum
     * @param {ReturnType<typeof weightsOf>} weights
     * @param {number} together which part of it one text block shows
     */
    function scoreOf(sum, { total, most, isShort, wanted }, together) {
        const covered = total > 0 ? Math.min(1, sum.weight / total) : 1;
        const inTitle = total > 0 ? sum.titled / total : 0;
        const score = isShort ? sum.score * covered * covered : (sum.score - (1 - TITLE_IN_SENTENCE) * sum.fromTitle) * bySentence(covered);
        return score * (1 + TOGETHER * together)
            + (isShort ? TITLED : TITLED_BY_SENTENCE) * most * inTitle * inTitle * Math.sqrt(Math.min(1, wanted / Math.max(1, sum.longest)));
    }

    /**
     * The names of a query by what they say of a page: each page is asked for each of them.
     * @param {PatternsScores[]} names
     */
    function namesOf(names) {
        return {
            /** What was typed itself. */
            typed: names.filter(({ isPlain = false }) => !isPlain),
            /** What the author calls the same as the query. */
            same: names.filter(({ isSame = false }) => isSame),
            /** The query is all of a name of a page, its start, or the beginnings of its words. */
            all: names.filter(({ isAll = false }) => isAll),
            starts: names.filter(({ isStart = false }) => isStart),
            begun: names.filter(({ isBegun = false }) => isBegun),
        };
    }

    /**
     * Whether a title starts as the query does, or the page holds the query as it was typed.
     * @param {ReturnType<typeof namesOf>} names
     * @param {number} page
     * @param {boolean} isWritten
     */
    function startOf({ starts, begun }, page, isWritten) {
        if (titledBy(starts, page)) {
            return STARTED;
        }
        return isWritten || titledBy(begun, page) ? WRITTEN : 0;
    }

    /**
     * Whether the words of a query are all words of a title.
     * @param {PatternsAsked} asked
     * @param {ReturnType<typeof sumOf>} sum
     */
    function isNamed({ words, wanted }, { held, named }) {
        return held === words.length && words.length === wanted && named === wanted;
    }

    /**
     * Whether a page holds all of a short query.
     * @param {PatternsAsked} asked
     * @param {ReturnType<typeof weightsOf>} weights
     * @param {ReturnType<typeof sumOf>} sum
     */
    function isComplete({ wanted, heavy }, { isShort }, sum) {
        return heavy === 0 ? sum.held === wanted : isShort && sum.heavy === heavy;
    }

    /**
     * What all words say about a page.
     * @param {PatternsScores[]} words
     * @param {number} page
     */
    function sumOf(words, page) {
        let score = 0;
        let weight = 0;
        let titled = 0;
        let fromTitle = 0;
        let longest = 0;
        let held = 0;
        let heavy = 0;
        let named = 0;
        for (const word of words) {
            const own = word.score[page] ?? 0;
            if (own !== 0) {
                held += 1;
                heavy += word.isLight ? 0 : 1;
                score += own;
                weight += word.idf;
                const title = word.title[page] ?? 0;
                if (title > 0) {
                    fromTitle += Math.min(own, IN_TITLE * word.idf);
                    titled += word.idf;
                    longest = Math.max(longest, title);
                }
                named = held === 1 || named === title ? title : 0;
            }
        }
        return { score, weight, titled, fromTitle, longest, held, heavy, named };
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
     * Whether one of some names is a title of a page.
     * @param {PatternsScores[]} names
     * @param {number} page
     */
    function titledBy(names, page) {
        for (const { title, score } of names) {
            if (title[page] === 1 && score[page] !== 0) {
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
