/*
 * mdbook-patterns: a word of the query in the index: its whole, its parts, its pieces, or the word that it was meant to be.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsLookup = (() => {
    const { DENSE, unaccented } = PatternsFold;
    const { frequency } = PatternsStores;
    const { PREFIX_WEIGHT, meanings, exactMeaning, likeWords } = PatternsMeanings;
    const { scoresOf, together, either } = PatternsScoring;

    /** A word that was written together has pieces of at least this many letters. */
    const PIECE = 3;

    /**
     * The pieces of a name that was typed without its capitals: `completablefuture`. Names in code are in the
     * index by their parts only.
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
     * The pages of a word of the query.
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     * @returns {Promise<PatternsScores | null>} nothing where no page has it
     */
    async function lookUp(run, word) {
        const { store } = run;
        const whole = word.whole === null ? null : await wholeMeaning(run, word);
        if (word.exact && whole) {
            return scoresOf(store, whole);
        }
        /** @type {PatternsScores[]} */
        const parts = [];
        const wanted = await piecesOf(store, word);
        for (const [at, part] of wanted.entries()) {
            const prefix = word.prefix && at === wanted.length - 1;
            const found = await partMeanings(run, word, part, prefix);
            if (found.length === 0) {
                return whole ? scoresOf(store, whole) : null;
            }
            parts.push(await scoresOf(store, found));
        }
        if (parts.length === 0) {
            return whole ? scoresOf(store, whole) : null;
        }
        const all = together(store, parts);
        return whole ? either(await scoresOf(store, whole), all) : all;
    }

    /**
     * The parts of a word; of one that is not there, its pieces.
     * @param {PatternsStore} store
     * @param {PatternsQueryWord} word
     */
    async function piecesOf(store, { parts, prefix }) {
        const [only = ""] = parts;
        const word = unaccented(only);
        if (parts.length !== 1 || word.length < 2 * PIECE || DENSE.test(word) || (await meanings(store, only, prefix)).length > 0) {
            return parts;
        }
        // First what is in its own shard: pieces lead into many.
        return (await commonTypo(store, word)) ? parts : await pieces(store, word, 3) ?? parts;
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

    /**
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     */
    async function wholeMeaning(run, word) {
        const found = await meanings(run.store, word.whole ?? "", word.prefix);
        if (found.length === 0) {
            return null;
        }
        note(run, word, found, word.prefix ? word.whole : null);
        return found;
    }

    /**
     * Remembers what marks a word.
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     * @param {PatternsMeaning[]} found
     * @param {string | null} prefix
     */
    function note(run, word, found, prefix) {
        if (word.excluded) {
            return;
        }
        for (const { shard, group, weight } of found) {
            if (weight !== PREFIX_WEIGHT) {
                shard.members[group]?.forEach((form) => run.forms.set(unaccented(form), run.noted));
            }
        }
        if (prefix !== null) {
            run.prefixes.add(unaccented(prefix));
        }
        run.noted += 1;
    }

    /**
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     * @param {string} part
     * @param {boolean} prefix
     */
    async function partMeanings(run, word, part, prefix) {
        const found = await meanings(run.store, part, prefix);
        if (found.length > 0) {
            note(run, word, found, prefix ? part : null);
            if (!word.excluded) {
                await suggest(run, unaccented(part), found);
            }
            return found;
        }
        return word.excluded ? [] : correct(run, word, unaccented(part));
    }

    /** A word may have a typo if it is this long. */
    const TYPO_LENGTH = 4;

    /**
     * Words that a misspelt one probably was.
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     * @param {string} part
     * @returns {Promise<PatternsMeaning[]>}
     */
    async function correct(run, word, part) {
        if (part.length < TYPO_LENGTH || DENSE.test(part)) {
            return [];
        }
        const near = await likeWords(run.store, part, 1, false);
        const [like] = near.length > 0 ? near : await likeWords(run.store, part, 1, true);
        if (like) {
            note(run, word, [like.meaning], null);
            run.corrected.push({ from: part, to: like.form });
            return [like.meaning];
        }
        const [far] = part.length >= 7 ? await likeWords(run.store, part, 2, false) : [];
        if (far) {
            run.suggested.set(part, far.form);
        }
        return [];
    }

    /**
     * A word of one page that differs in one letter from a word of many is probably misspelt in both.
     * @param {PatternsRun} run
     * @param {string} part
     * @param {PatternsMeaning[]} found
     */
    async function suggest(run, part, found) {
        const pages = found.reduce((sum, { shard, group }) => sum + frequency(shard, group), 0);
        if (part.length < TYPO_LENGTH + 1 || pages > 2 || run.store.manifest.pages < 20) {
            return;
        }
        const [like] = await likeWords(run.store, part, 1, false);
        if (like && like.pages >= 10 * pages && !found.some(({ group, shard }) => group === like.meaning.group && shard === like.meaning.shard)) {
            run.suggested.set(part, like.form);
        }
    }

    return { lookUp };
})();
