/*
 * mdbook-patterns: the part of a page that shows the words of a query, and its best headings.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsExcerpts = (() => {
    const { NAME, fold, name } = PatternsFold;
    const { tokens } = PatternsTokens;
    const { marks, marksOf } = PatternsWordMarks;
    const { pagesAt, blockOf, blockCount } = PatternsStores;

    /** The end of a sentence, or what leads to the next one, at the end of a line. */
    const ENDING = /([\p{Sentence_Terminal}:;,…：；，、]["”»)\]]?)\n/gu;

    /** What stands before code. */
    const CODE = "\t";

    /** The characters of an excerpt. */
    const EXCERPT = 200;

    /** How many of them stand before the match. */
    const LEAD = 40;

    /**
     * A section of a page with its matches.
     * @typedef {{ heading: string, id: string, text: string, marks: { start: number, end: number, form: string }[], titled: number, score: number, isCode: boolean, isAside: boolean, goesOn: boolean }} Match
     */

    /**
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @param {PatternsHit} hit
     * @returns {Promise<PatternsExcerpt>}
     */
    async function excerptOf(store, found, hit) {
        const { chunk } = store.manifest;
        const pages = await pagesAt(store, Math.floor(hit.page / chunk));
        const named = pages.titles[hit.page % chunk] ?? "";
        const title = fold(named);
        /** @type {Match[]} */
        const sections = [];
        for (const block of hit.blocks) {
            // A block whose text shows a word is enough: each is a file.
            if (!sections.some(({ marks: { length }, titled, isCode, isAside }) => titled > 0 || (length > 0 && !isCode && !isAside))) {
                sections.push(...await matchesIn(store, found, await blockOf(store, hit.page, block)));
            }
        }
        sections.push(...await elsewhere(store, found, hit, sections));
        const marked = sections.filter(({ marks: { length } }) => length > 0).sort((a, b) => b.score - a.score);
        const titled = sections.filter(({ titled: kinds }) => kinds > 0);
        const first = sections.find(({ text, isAside }) => text !== "" && !isAside) ?? sections.find(({ text }) => text !== "");
        const shown = marked.filter(({ isAside }) => !isAside);
        const best = shown.find(({ isCode }) => !isCode)
            ?? headed(titled.filter(({ heading }) => fold(heading) !== title), found.words)
            ?? shown[0] ?? (marks(named, found.words).length > 0 ? entitled(named, first, found.words) : marked[0] ?? first);
        const headings = sections.filter((section) => section.score > 0 && section.id !== "" && fold(section.heading) !== title)
            .sort((a, b) => b.score - a.score);
        return { ...windowOf(best), headings: headingsOf(headings, found.words) };
    }

    /** So many blocks of a page are looked into for a word that its best ones do not show. */
    const ELSEWHERE = 3;

    /**
     * The sections of other blocks of a page, up to one that shows a word, where those looked at show none.
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @param {PatternsHit} hit
     * @param {Match[]} sections
     */
    async function elsewhere(store, found, hit, sections) {
        /** @type {Match[]} */
        const more = [];
        const count = Math.min(await blockCount(store, hit.page), ELSEWHERE);
        const isShown = () => [...sections, ...more].some(({ marks: { length }, titled, isAside }) => (isAside ? 0 : length) + titled > 0);
        for (let block = 0; block < count && !isShown(); block += 1) {
            if (!hit.blocks.includes(block)) {
                more.push(...await matchesIn(store, found, await blockOf(store, hit.page, block)));
            }
        }
        return more;
    }

    /**
     * The first text of a page, after the title that shows a word.
     * @param {string} title
     * @param {Match | undefined} section
     * @param {PatternsWords} words
     */
    function entitled(title, section, words) {
        const first = section ?? { heading: "", id: "", text: "", marks: [], titled: 0, score: 0, isCode: false, isAside: false, goesOn: false };
        return headed([{ ...first, heading: title }], words);
    }

    /**
     * The section whose heading shows most, with the heading as the start of its text.
     * @param {Match[]} sections
     * @param {PatternsWords} words
     * @returns {Match | undefined}
     */
    function headed(sections, words) {
        const [best] = [...sections].sort((a, b) => b.titled - a.titled);
        if (best === undefined) {
            return undefined;
        }
        const found = marks(best.heading, words).map(([start, end]) => ({ start, end, form: "" }));
        return { ...best, goesOn: false, text: best.text === "" ? best.heading : `${best.heading} · ${best.text}`, marks: found };
    }

    /**
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @param {PatternsSection[]} sections
     */
    async function matchesIn(store, { words }, sections) {
        const forms = new Set(words.forms);
        /** @type {Match[]} */
        const matches = [];
        for (const { heading, id, text: lines, goesOn } of sections) {
            const isCode = lines.startsWith(CODE);
            const text = isCode ? lines.trim().replace(/\s+/gu, " ") : asOne(lines).trimStart();
            const named = namedIn(lines, text, forms);
            const others = marksOf(tokens(text), forms, words.prefixes).filter(({ start }) => !named.some((one) => start >= one.start && start < one.end));
            const inText = grouped([...named, ...others].sort((a, b) => a.start - b.start), words);
            const isAside = heading === "" && matches.length > 0 && !isCode && !inText.some(({ start }) => isInSentence(text, start));
            const inHeading = grouped(marksOf(tokens(heading), forms, words.prefixes), words);
            const kinds = kindsOf([...inText, ...inHeading]);
            const titled = kindsOf(inHeading);
            matches.push({ heading, id, text, marks: inText, titled, score: kinds * 8 + Math.min(inText.length, 6) + titled * 3, isCode, isAside, goesOn });
            await store.breathe();
        }
        return matches;
    }

    /** What is longer is no term and no id. */
    const LONGEST_NAME = 40;

    /**
     * Whether a place is in a sentence, such as a description, among what is said of a page outside of its text.
     * @param {string} text
     * @param {number} at
     */
    function isInSentence(text, at) {
        const end = text.indexOf(" · ", at);
        return (end < 0 ? text.length : end) - Math.max(text.lastIndexOf(" · ", at), 0) > LONGEST_NAME;
    }

    /**
     * The line of a text that is a name as a whole, whatever its signs.
     * @param {string} lines
     * @param {string} text them as one
     * @param {Set<string>} forms
     */
    function namedIn(lines, text, forms) {
        if (![...forms].some((form) => form.endsWith(NAME))) {
            return [];
        }
        const line = lines.split("\n").find((one) => forms.has(name(one) ?? ""))?.trim() ?? "";
        const start = line === "" ? -1 : text.indexOf(line);
        return start < 0 ? [] : [{ start, end: start + line.length, form: line }];
    }

    /**
     * Paragraphs, items and cells as one text: what ends no sentence is set apart from what follows.
     * @param {string} lines
     */
    function asOne(lines) {
        return lines.replace(ENDING, "$1 ").replace(/\n/g, " · ");
    }

    /**
     * Marks that say which word of the query they are, in whatever form.
     * @param {Match["marks"]} found
     * @param {PatternsWords} words
     */
    function grouped(found, { groups = {} }) {
        return found.map((mark) => ({ ...mark, form: String(groups[mark.form] ?? mark.form) }));
    }

    /**
     * How many words of the query are among some marks.
     * @param {Match["marks"]} found
     */
    function kindsOf(found) {
        return new Set(found.map(({ form }) => form)).size;
    }

    /**
     * The best three headings, each once, in their order.
     * @param {Match[]} sections the best first
     * @param {PatternsWords} words
     */
    function headingsOf(sections, words) {
        const once = sections.filter(({ id }, at) => sections.findIndex((other) => other.id === id) === at);
        return once.slice(0, 3).map(({ heading, id }) => ({ text: heading, id, marks: marks(heading, words) }));
    }

    /**
     * The part of a section's text with most words of the query.
     * @param {Match | undefined} section
     * @returns {Omit<PatternsExcerpt, "headings">}
     */
    function windowOf(section) {
        if (section === undefined) {
            return { text: "", marks: [], cut: [false, false], id: "" };
        }
        const { text, id } = section;
        const inside = (/** @type {{ start: number }} */ first) =>
            section.marks.filter(({ start, end }) => start >= first.start && end <= first.start + EXCERPT - LEAD);
        const kinds = (/** @type {Match["marks"]} */ some) => kindsOf(some) * 10 + Math.min(some.length, 9);
        const windows = section.marks.slice(0, 200).map((first) => ({ start: first.start, worth: kinds(inside(first)) }));
        const best = windows.sort((a, b) => b.worth - a.worth || a.start - b.start)[0];
        // At the end of a text more may stand before the match, but not so much that a phone's few lines end before it.
        const start = (best?.start ?? 0) - LEAD;
        const from = wordStart(text, Math.max(0, Math.min(start, Math.max(text.length - EXCERPT, start - LEAD))));
        const to = wordEnd(text, Math.min(text.length, from + EXCERPT));
        return {
            id,
            text: text.slice(from, to),
            marks: section.marks.filter(({ start, end }) => start >= from && end <= to)
                .map(({ start, end }) => [start - from, end - from]),
            cut: [from > 0 || section.goesOn, to < text.length],
        };
    }

    /**
     * Where a word starts at or behind a place, if one does soon.
     * @param {string} text
     * @param {number} at
     */
    function wordStart(text, at) {
        if (at === 0) {
            return 0;
        }
        const space = text.indexOf(" ", at);
        return space >= 0 && space - at < 30 ? space + 1 : whole(text, at);
    }

    /**
     * Where a word ends at or before a place, if one does soon.
     * @param {string} text
     * @param {number} at
     */
    function wordEnd(text, at) {
        if (at >= text.length) {
            return text.length;
        }
        const space = text.lastIndexOf(" ", at);
        return space > at - 30 ? space : whole(text, at);
    }

    /**
     * A place that does not cut a character in two.
     * @param {string} text
     * @param {number} at
     */
    function whole(text, at) {
        return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;
    }

    return { excerptOf };
})();
