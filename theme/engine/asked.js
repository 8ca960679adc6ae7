/*
 * mdbook-patterns: what a query asks for: its words, one by one, the names in it, and what the author says means the same.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsAsking = (() => {
    const { DENSE, NAME, unaccented, name: nameOf } = PatternsFold;
    const { meanings, plainMeanings, exactMeaning, nearNames } = PatternsMeanings;
    const { noScores, scoresOf, together } = PatternsScoring;
    const { LIGHT, lookUp, note } = PatternsLookup;
    const { begunTitles, namesBegun } = PatternsBegun;
    const { synonymsOf, orTheSame, said } = PatternsSynonyms;

    /**
     * What the words of a query say about all pages.
     * @param {PatternsRun} run
     * @param {PatternsQueryWord[]} words those that are wanted
     * @param {string} text what was typed of them
     * @param {number} light how many more words it has, of every question
     * @returns {Promise<PatternsAsked>}
     */
    async function ask(run, words, text, light) {
        /** @type {PatternsAsked} */
        const asked = { words: [], names: [], isName: words.length === 1 && (words[0]?.parts.length ?? 0) > 1, wanted: 0, heavy: 0, light, isDense: false, isAlone: words.length === 1, isSentence: words.length + light > SENTENCE };
        for (const word of words) {
            await (words.length > SENTENCE && isShortened(word) ? askShortened : askWord)(run, asked, word);
            await run.store.breathe();
        }
        await askAll(run, asked, text, words.some(({ prefix }) => prefix));
        return asked;
    }

    /** Queries of more words are sentences. */
    const SENTENCE = 3;

    /**
     * Whether a word is small letters with dots between, which says nothing in a sentence: `e.g.`, and not `U.S.` or `I/O`.
     * @param {PatternsQueryWord} word
     */
    function isShortened({ text, prefix }) {
        return !prefix && /^\p{Ll}(?:\.\p{Ll})+$/u.test(text);
    }

    /**
     * A word that says nothing: it counts as little as others that are in every text.
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {PatternsQueryWord} word
     */
    async function askShortened({ store }, asked, { whole }) {
        const found = whole === null ? [] : await meanings(store, whole, false);
        if (found.length > 0) {
            asked.words.push({ ...await scoresOf(store, found, LIGHT), isLight: true });
            asked.wanted += 1;
            asked.light += 1;
        }
    }

    /**
     * A word: all of it as a name, and each of its parts; of a word that means its whole alone, no part where the whole is there.
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {PatternsQueryWord} word
     */
    async function askWord(run, asked, word) {
        const whole = word.whole === null ? [] : await meanings(run.store, word.whole, word.prefix);
        if (whole.length > 0) {
            note(run, { text: word.text, prefix: word.prefix, excluded: false }, whole, word.prefix ? word.whole : null);
            if (word.exact || word.parts.length === 0) {
                asked.words.push(await scoresOf(run.store, whole));
                asked.wanted += 1;
                asked.heavy += 1;
                return;
            }
            asked.names.push(await scoresOf(run.store, whole));
        }
        const plain = word.whole === null || word.exact ? [] : await plainMeanings(run.store, word.whole);
        if (plain.length > 0) {
            note(run, { text: word.text, prefix: false, excluded: false }, plain, null);
            // Where a page has the name itself, its plain word may be another one: `re-sign` and `resign`.
            asked.names.push({ ...await scoresOf(run.store, plain), isPlain: whole.length > 0 });
        }
        for (const name of whole.length + plain.length > 0 ? [] : await namesIn(run.store, word)) {
            note(run, { text: word.text, prefix: false, excluded: false }, name, null);
            asked.names.push(await scoresOf(run.store, name));
        }
        if (plain.length > 0 && whole.length === 0 && (await partsOf(run, word)).length === 0) {
            // `K8S` is `k8s`, whose parts are no words.
            asked.words.push(await orTheSame(run, word.text, await scoresOf(run.store, plain)));
            asked.wanted += 1;
            asked.heavy += 1;
            return;
        }
        const isHeld = await askParts(run, asked, word);
        if (!isHeld && whole.length === 0) {
            run.missing.push(word.text);
        }
    }

    /**
     * The parts of a word that are in the index.
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     */
    async function partsOf({ store }, { parts }) {
        const found = await Promise.all(parts.map((part) => meanings(store, part, false)));
        return found.filter(({ length }) => length > 0);
    }

    /**
     * The names in a word that is none: of scripts without spaces what stands beside a name is not set apart from it, on a page as
     * little as in a query.
     * @param {PatternsStore} store
     * @param {PatternsQueryWord} word
     */
    async function namesIn(store, { whole, names }) {
        const found = await Promise.all(names.map((name) => meanings(store, name, false)));
        const held = found.filter(({ length }) => length > 0);
        const near = held.length > 0 || whole === null ? [] : await nearNames(store, whole);
        return near.length > 0 ? [near] : held;
    }

    /**
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {PatternsQueryWord} word
     * @returns {Promise<boolean>} whether a page holds one of them
     */
    async function askParts(run, asked, { parts, prefix, whole }) {
        const texts = parts.length > 0 ? parts : [whole ?? ""];
        let isHeld = false;
        for (const [at, text] of texts.entries()) {
            const isOpen = prefix && at === texts.length - 1 && !(asked.isSentence && run.store.light.has(unaccented(text)));
            const part = await lookUp(run, { text, prefix: isOpen, excluded: false, isSentence: asked.isSentence });
            const found = texts.length > 1 || asked.isAlone ? part : await orTheSame(run, text, part);
            asked.wanted += 1;
            asked[found?.isLight ? "light" : "heavy"] += 1;
            asked.isDense ||= texts.length > 1 && DENSE.test(text);
            if (found) {
                asked.words.push(found);
                isHeld = true;
            }
        }
        return isHeld;
    }

    /**
     * The whole query as a name, above all of a page, and what means the same as it.
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {string} text
     * @param {boolean} prefix whether its end is still to come
     */
    async function askAll(run, asked, text, prefix) {
        const { store } = run;
        const all = nameOf(text);
        const found = all === null ? null : await exactMeaning(store, all);
        const scores = await scoresOf(store, found ? [found] : all === null ? [] : await nearNames(store, all));
        asked.names.push({ ...scores, isAll: found !== null });
        if (all !== null && asked.wanted > 1 && !asked.isName) {
            await askJoined(run, asked, all.slice(0, -NAME.length));
        }
        const short = all === null || scores.title.includes(1) ? null : await shortened(store, all);
        if (short) {
            asked.names.push({ ...only(store, await scoresOf(store, [short])), isAll: true });
        }
        for (const other of all === null ? [] : synonymsOf(store, all)) {
            await askOther(run, asked, other);
        }
        if (prefix && all !== null) {
            await askBegun(run, asked, text);
        }
    }

    /**
     * What starts so may be the title that is being typed.
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {string} text
     */
    async function askBegun(run, asked, text) {
        const { store } = run;
        const names = await namesBegun(store, text);
        asked.names.push({ ...only(store, await scoresOf(store, names.starts, 0.5)), isStart: true });
        asked.names.push({ ...only(store, await scoresOf(store, names.goesOn, 0.5)), isBegun: true });
        const begun = await begunTitles(store, text);
        if (begun !== null) {
            asked.names.push(begun.starts, begun.goesOn);
            begun.unfinished.forEach((word) => run.prefixes.add(word));
            run.missing = [];
        }
    }

    /**
     * All words of a query as the one that they make together: `front end`, `frontend`.
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {string} word
     */
    async function askJoined(run, asked, word) {
        const found = await exactMeaning(run.store, word);
        if (found) {
            note(run, { text: word, prefix: false, excluded: false }, [found], null);
            asked.names.push(await scoresOf(run.store, [found]));
            run.missing = [];
        }
    }

    /**
     * A numbered name without the zeros before its number: `RFC-0012` for `rfc-12`.
     * @param {PatternsStore} store
     * @param {string} name
     */
    async function shortened(store, name) {
        const short = name.replace(/(^|[^\d.])0+(?=\d)/, "$1");
        return short === name ? null : exactMeaning(store, short);
    }

    /**
     * Of names that were not typed so only titles count.
     * @param {PatternsStore} store
     * @param {PatternsScores} scores
     */
    function only(store, scores) {
        const score = noScores(store).score;
        scores.title.forEach((title, page) => { score[page] = title === 1 ? scores.score[page] ?? 0 : 0; });
        return { ...scores, score };
    }

    /**
     * Another way to ask the same: the pages that it names come first, those that hold all of its words follow.
     * @param {PatternsRun} run
     * @param {PatternsAsked} asked
     * @param {string} text
     */
    async function askOther(run, asked, text) {
        const { store } = run;
        const name = nameOf(text);
        const found = name === null ? null : await exactMeaning(store, name);
        if (found) {
            asked.names.push({ ...only(store, await scoresOf(store, [found])), isAll: true });
        }
        const same = await said(run, text);
        if (same !== null) {
            asked.names.push({ ...same.scores, title: new Uint8Array(store.manifest.pages), isSame: same.isOne });
            run.missing = [];
        }
    }

    /**
     * The pages that hold a word: its whole where there is one, else all of its parts.
     * @param {PatternsRun} run
     * @param {PatternsQueryWord} word
     */
    async function pagesOf(run, { whole, parts, exact }) {
        const pages = new Uint8Array(run.store.manifest.pages);
        const found = whole === null ? [] : await meanings(run.store, whole, false);
        if (found.length > 0 || exact) {
            (await scoresOf(run.store, found)).score.forEach((score, page) => { pages[page] = score > 0 ? 1 : 0; });
            return pages;
        }
        /** @type {PatternsScores[]} */
        const all = [];
        for (const text of parts.length > 0 ? parts : [whole ?? ""]) {
            const scores = await lookUp(run, { text, prefix: false, excluded: true });
            if (scores === null) {
                return pages;
            }
            all.push(scores);
        }
        together(run.store, all).score.forEach((score, page) => { pages[page] = score > 0 ? 1 : 0; });
        return pages;
    }

    return { ask, pagesOf };
})();
