/*
 * mdbook-patterns: a part of a query in the index: itself, another form of it, its beginning, its pieces, or the word that it was
 * meant to be, whichever is found first.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsLookup = (() => {
    const { DENSE, NAME, STEM, isWord, unaccented } = PatternsFold;
    const { frequency } = PatternsStores;
    const { PREFIX_WEIGHT, meanings, prefixMeanings, likeWords } = PatternsMeanings;
    const { kindred, stripped, isOther } = PatternsEndings;
    const { PIECE, piecesOf } = PatternsPieces;
    const { stemmed } = PatternsStems;
    const { scoresOf, together, either } = PatternsScoring;

    /** How much a word of the language counts that says nothing. */
    const LIGHT = 0.03;

    /** How much a word counts that has the stem of a name. */
    const MATE_WEIGHT = 0.5;

    /** How much a word counts that goes on after the last word of a sentence, which probably is whole. */
    const ENDED_WEIGHT = 0.2;

    /** How much the pieces of a name count on pages that do not have the name. */
    const APART_WEIGHT = 0.1;

    /** A version: what is not there may be the start of a longer one, and its numbers alone are others. */
    const VERSION = /^\d+(?:\.\d+)+$/;

    /** A word may have a typo if it is this long. */
    const TYPO_LENGTH = 4;

    /**
     * The pages of a part of the query.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @returns {Promise<PatternsScores | null>} nothing where no page has it
     */
    async function lookUp(run, part) {
        const { store } = run;
        const found = await meanings(store, part.text, part.prefix);
        const word = unaccented(part.text);
        if (found.length > 0) {
            const all = await held(run, part, [...found, ...await beside(store, part, found)]);
            const apart = isNameAlone(part, found) ? await inPieces(run, part, word, APART_WEIGHT) : null;
            return apart === null ? all : { ...either([all, apart]), isLight: all.isLight };
        }
        if (VERSION.test(word)) {
            return part.excluded ? null : started(run, part, `${word}.`);
        }
        if (!isPlain(word)) {
            return part.excluded ? null : inPieces(run, part, word);
        }
        const mates = await matesOf(store, word, part.excluded);
        if (mates.length > 0) {
            const all = [...mates, ...writtenAs(mates)];
            note(run, part, all, null);
            return scoresOf(store, all);
        }
        return part.excluded ? null : await begun(run, part, word) ?? await inPieces(run, part, word) ?? correct(run, part, word);
    }

    /**
     * The pages of what a part means.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {PatternsMeaning[]} found
     */
    async function held(run, part, found) {
        note(run, part, found, part.prefix ? part.text : null);
        await suggest(run, part, found);
        const light = isLight(run, part);
        const isWhole = part.isSentence && found.some(({ weight }) => weight === 1);
        const weighed = isWhole ? found.map((meaning) => ({ ...meaning, weight: meaning.weight === PREFIX_WEIGHT ? ENDED_WEIGHT : meaning.weight })) : found;
        return { ...await scoresOf(run.store, weighed, light ? LIGHT : 1), isLight: light };
    }

    /**
     * Other forms of a word that only names are written as.
     * @param {PatternsStore} store
     * @param {PatternsPart} part
     * @param {PatternsMeaning[]} found
     */
    async function beside(store, { text, prefix }, found) {
        const [mate] = isNameAlone({ text, prefix }, found) ? await stemmed(store, unaccented(text)) : [];
        return mate ? [{ ...mate, weight: MATE_WEIGHT }, ...writtenAs([mate])] : [];
    }

    /**
     * Whether only names are written so, and no word.
     * @param {Pick<PatternsPart, "text" | "prefix">} part
     * @param {PatternsMeaning[]} found
     */
    function isNameAlone({ text, prefix }, found) {
        const word = unaccented(text);
        return !prefix && isPlain(word) && !found.some(({ shard, group }) => shard.members[group]?.includes(word));
    }

    /**
     * Names that are written as other forms of a word are: `backDeployed` for `backdeploying`.
     * @param {PatternsMeaning[]} found
     */
    function writtenAs(found) {
        /** @type {PatternsMeaning[]} */
        const names = [];
        for (const { shard, group, weight } of found) {
            for (const form of shard.members[group]?.filter(isWord) ?? []) {
                const place = shard.places.get(unaccented(form) + NAME);
                const other = place === undefined ? undefined : shard.groups[place];
                const isKnown = [...found, ...names].some((known) => known.shard === shard && known.group === other);
                if (other !== undefined && !isKnown) {
                    names.push({ shard, group: other, weight });
                }
            }
        }
        return names;
    }

    /**
     * Other forms of a word that is not there.
     * @param {PatternsStore} store
     * @param {string} word
     * @param {boolean} isSure whether a less likely stem is none
     */
    async function matesOf(store, word, isSure) {
        const found = await stemmed(store, word);
        const other = found.length > 0 ? null : await kindred(store, word);
        return other ? [other] : found.slice(0, isSure ? 1 : found.length);
    }

    /**
     * Whether a part is a word that may have other forms.
     * @param {string} word
     */
    function isPlain(word) {
        return word.length >= PIECE && !DENSE.test(word) && /^[\p{Alphabetic}\p{M}]+$/u.test(word);
    }

    /**
     * Whether a word has no other form and may be a beginning: two letters, or letters with numbers after them, `log4j`.
     * @param {string} word
     */
    function isBeginning(word) {
        return !DENSE.test(word) && /^\p{Alphabetic}{2}$|^\p{Alphabetic}+\p{N}[\p{Alphabetic}\p{N}]*$/u.test(word);
    }

    /**
     * Whether a word is one of those that are in every question.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     */
    function isLight({ store }, { text, prefix }) {
        return !prefix && store.light.has(unaccented(text));
    }

    /**
     * Remembers what marks a word.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {PatternsMeaning[]} found
     * @param {string | null} prefix
     */
    function note(run, part, found, prefix) {
        if (part.excluded) {
            return;
        }
        const start = prefix === null ? null : unaccented(prefix).replace(/-$/, "");
        for (const { shard, group, weight } of found) {
            const forms = shard.members[group]?.filter((form) => !form.endsWith(STEM)).map(unaccented) ?? [];
            // What starts so is marked as that; other forms of it are not.
            const others = weight === PREFIX_WEIGHT ? forms.filter((form) => !form.startsWith(start ?? form)) : forms;
            others.forEach((form) => run.forms.set(form, run.noted));
        }
        if (start !== null) {
            run.prefixes.add(start);
        }
        run.noted += 1;
    }

    /**
     * Words that start as the reader typed, with a plain ending or without: `env`, `vars`.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {string} word
     */
    async function begun(run, part, word) {
        for (const start of [word, ...await stripped(run.store, word)]) {
            const found = await started(run, part, start);
            if (found) {
                return found;
            }
        }
        return null;
    }

    /**
     * Words that start so; nothing where none does.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {string} start
     */
    async function started(run, part, start) {
        const found = await prefixMeanings(run.store, start);
        if (found.length === 0) {
            return null;
        }
        note(run, part, found, start);
        return scoresOf(run.store, found);
    }

    /**
     * A name that was typed without its capitals and signs: `completablefuture`, `adr42`. Where no page holds all of its pieces, it
     * sooner is the beginning of one.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {string} word
     * @param {number} [weight] how much its pieces count
     */
    async function inPieces(run, part, word, weight = 1) {
        const { store } = run;
        const pieces = await piecesOf(store, word);
        const found = await Promise.all(pieces.map((piece) => meanings(store, piece, false)));
        const held = found.filter(({ length }) => length > 0);
        const apart = async (/** @type {number} */ factor) => {
            const scores = await Promise.all(held.map((meaning) => scoresOf(store, meaning, factor)));
            const both = scores.length === 0 ? null : together(store, scores);
            // Beside the name no title that is made of them is meant.
            return both === null || factor === 1 ? both : { ...both, title: both.title.map(() => 0) };
        };
        const all = await apart(weight);
        const isHeld = held.length === pieces.length && all !== null && all.score.some((score) => score > 0);
        const start = isHeld || !isBeginning(word) ? null : await started(run, part, word);
        held.forEach((meaning) => note(run, part, meaning, null));
        const behind = start === null ? null : await apart(APART_WEIGHT);
        return start !== null && behind !== null ? either([start, behind]) : start ?? all;
    }

    /**
     * The word that a misspelt one probably was.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {string} word
     */
    async function correct(run, part, word) {
        if (word.length < TYPO_LENGTH) {
            return null;
        }
        const near = await likeWords(run.store, word, 1, false);
        const [like] = near.length > 0 ? near : await likeWords(run.store, word, 1, true);
        if (like && !await isOther(run.store, word, like.form)) {
            note(run, part, [like.meaning], null);
            run.corrected.push({ from: word, to: like.form });
            return scoresOf(run.store, [like.meaning]);
        }
        const [far] = like ? [like] : word.length >= 7 ? await likeWords(run.store, word, 2, false) : [];
        if (far) {
            run.suggested.set(word, far.form);
        }
        return null;
    }

    /**
     * A word of one page that differs in one letter from a word of many is probably misspelt in both.
     * @param {PatternsRun} run
     * @param {PatternsPart} part
     * @param {PatternsMeaning[]} found
     */
    async function suggest(run, { text, excluded }, found) {
        const word = unaccented(text);
        const pages = found.reduce((sum, { shard, group }) => sum + frequency(shard, group), 0);
        if (excluded || DENSE.test(word) || word.length < TYPO_LENGTH + 1 || pages > 2 || run.store.manifest.pages < 20) {
            return;
        }
        const [like] = await likeWords(run.store, word, 1, false);
        if (like && like.pages >= 10 * pages && !found.some(({ group, shard }) => group === like.meaning.group && shard === like.meaning.shard)
            && !await isOther(run.store, word, like.form)) {
            run.suggested.set(word, like.form);
        }
    }

    return { LIGHT, lookUp, note };
})();
