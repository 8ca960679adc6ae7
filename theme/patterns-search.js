/*
 * mdbook-patterns: the search engine. Pure: no document, and what it loads is brought by a function that it is
 * given, so that Node tests it as it is. `patterns-index.d.ts` describes the files and what comes out.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
/// <reference path="patterns-index.d.ts" />
"use strict";

const PatternsSearch = (() => {
    const FORMAT = 1;

    /** The characters of a hash in a run of them. */
    const HASH = 5;

    /** Milliseconds of work before others get their turn. */
    const SLICE = 8;

    // Words: as `src/index/tokens.rs` and `fold.rs` cut and fold them; `tests/search/tokens.json` has the cases ---

    const WORD = "\\p{Alphabetic}\\p{N}\\p{M}_\\u00ad\\u200c\\u200d";
    const COMPOUND = `[${WORD}]+(?:(?:[-./'’@]|::)[${WORD}]+)*`;
    const DOTTED = new RegExp(`[^${WORD}./:@)\\]}*]\\.$`, "u");
    const DENSE = /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
    const SPACE = /\p{White_Space}/gu;
    const SPELT = /[ßæœøłđðþıς]/g;
    /** @type {Record<string, string>} */
    const SPELLINGS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ" };

    const WHOLE_PARTS = 3;
    const LONGEST = 40;

    /**
     * @param {string} text
     */
    function isAscii(text) {
        return /^[\x00-\x7f]*$/.test(text);
    }

    /**
     * Lower case and compatible forms, with accents.
     * @param {string} text
     */
    function lower(text) {
        if (isAscii(text)) {
            return text.toLowerCase();
        }
        const seen = text.replace(/[\u00ad\u200c\u200d]/g, "").normalize("NFKC");
        return seen.toLowerCase().normalize("NFKC").replace(/[ ,]/g, "");
    }

    /**
     * @param {string} lowered
     */
    function unaccented(lowered) {
        if (isAscii(lowered)) {
            return lowered;
        }
        const bare = lowered.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC");
        return bare.replace(SPELT, (letter) => SPELLINGS[letter] ?? letter);
    }

    /**
     * @param {string} text
     */
    function fold(text) {
        return unaccented(lower(text));
    }

    /**
     * The words of a text.
     * @param {string} text
     * @returns {PatternsToken[]}
     */
    function tokens(text) {
        const compound = new RegExp(COMPOUND, "gu");
        /** @type {PatternsToken[]} */
        const found = [];
        let checked = 0;
        for (let match = compound.exec(text); match; match = compound.exec(text)) {
            if (match.index >= checked) {
                SPACE.lastIndex = match.index;
                checked = SPACE.exec(text)?.index ?? text.length;
                if (isEncoded(text.slice(match.index, checked))) {
                    compound.lastIndex = checked;
                    continue;
                }
            }
            const end = match.index + match[0].length;
            const suffix = suffixOf(text, match[0], end);
            compound.lastIndex = end + suffix.length;
            const token = tokenOf(text, match[0], match.index, suffix);
            if (token) {
                found.push(token);
            }
        }
        return found;
    }

    /**
     * `++` or `#` behind a word.
     * @param {string} text
     * @param {string} written
     * @param {number} end
     */
    function suffixOf(text, written, end) {
        const sign = text.startsWith("++", end) ? "++" : text[end] === "#" ? "#" : "";
        if (sign === "" || !/(?:^|[-./'’@:])\p{Alphabetic}+$/u.test(written)) {
            return "";
        }
        const next = text.slice(end + sign.length, end + sign.length + 2);
        const goesOn = sign === "#" ? /^[#_\p{Alphabetic}\p{N}]/u : /^[+_\p{Alphabetic}]/u;
        return goesOn.test(next) ? "" : sign;
    }

    /**
     * @param {string} text
     * @param {string} written
     * @param {number} start
     * @param {string} suffix
     * @returns {PatternsToken | null}
     */
    function tokenOf(text, written, start, suffix) {
        const dotted = isDotted(text, start);
        const from = start - (dotted ? 1 : 0);
        const end = start + written.length + suffix.length;
        const version = dotted ? null : versionOf(written);
        if (version !== null) {
            return { start, end, whole: version, exact: true, parts: [] };
        }
        const runs = runsOf(written, start);
        const parts = partsOf(runs);
        if (parts.length === 0) {
            return null;
        }
        const exact = dotted || suffix !== "" || runs.some(({ sign }) => sign === "/");
        const whole = wholeOf(text.slice(from, end), runs, parts.length, exact);
        return { start: from, end, whole, exact: exact && whole !== null, parts };
    }

    /**
     * @param {string} text
     * @param {number} start
     */
    function isDotted(text, start) {
        if (text[start - 1] !== "." || !/^\p{Alphabetic}/u.test(text.slice(start, start + 2))) {
            return false;
        }
        return start === 1 || DOTTED.test(text.slice(Math.max(0, start - 3), start));
    }

    /**
     * @param {string} written
     */
    function versionOf(written) {
        const version = /^[vV]*(\d+(?:\.\d+)+)$/.exec(written)?.[1];
        return version && version.length <= LONGEST ? version : null;
    }

    /**
     * The runs of a compound, each with the sign before it.
     * @param {string} written
     * @param {number} start
     */
    function runsOf(written, start) {
        const pieces = written.split(/([-./'’@]|::)/);
        const runs = [];
        let at = start;
        for (let piece = 0; piece < pieces.length; piece += 2) {
            const run = pieces[piece] ?? "";
            const sign = pieces[piece - 1] ?? "";
            at += sign.length;
            runs.push({ run, sign, start: at });
            at += run.length;
        }
        return runs;
    }

    /**
     * @param {{ run: string, sign: string, start: number }[]} runs
     */
    function partsOf(runs) {
        /** @type {PatternsToken["parts"]} */
        const parts = [];
        for (const [at, { run, sign, start }] of runs.entries()) {
            const last = parts[parts.length - 1];
            // `1.10` is one part wherever it stands.
            if (last && sign === "." && /^\d+$/.test(run) && /^\d+$/.test(runs[at - 1]?.run ?? "")) {
                last.text += `.${run}`;
                last.end = start + run.length;
                continue;
            }
            if (isDropped(run)) {
                continue;
            }
            if (last && (sign === "'" || sign === "’") && [...run].length <= 2 && /\p{Alphabetic}$/u.test(last.text)) {
                last.text += lower(run);
                last.end = start + run.length;
            } else {
                cut(run, start, parts);
            }
        }
        return parts.filter(({ text }) => text !== "");
    }

    /**
     * @param {string} written
     * @param {{ run: string, sign: string }[]} runs
     * @param {number} count
     * @param {boolean} exact
     */
    function wholeOf(written, runs, count, exact) {
        const hyphens = runs.slice(1).every(({ sign }) => sign === "-" || sign === "'" || sign === "’");
        const isOne = count < 2 || (hyphens && runs.length > 1);
        if ((isOne && !exact) || count > WHOLE_PARTS || DENSE.test(written) || runs.some(({ run }) => isDropped(run))) {
            return null;
        }
        const whole = fold(written).replace(/’/g, "'");
        return [...whole].length <= LONGEST ? whole : null;
    }

    /**
     * The parts of one run: cut at `_`, at case, and around scripts without spaces.
     * @param {string} run
     * @param {number} start
     * @param {PatternsToken["parts"]} parts
     */
    function cut(run, start, parts) {
        if (/^[a-z0-9]*$/.test(run)) {
            parts.push({ start, end: start + run.length, text: run });
            return;
        }
        const signs = [...run];
        let from = 0;
        let offset = start;
        for (let at = 1; at <= signs.length; at += 1) {
            if (at === signs.length || isBorder(signs, at)) {
                offset = part(signs.slice(from, at), offset, parts);
                from = at;
            }
        }
    }

    /**
     * @param {string[]} signs
     * @param {number} at
     */
    function isBorder(signs, at) {
        const before = signs[at - 1] ?? "";
        const here = signs[at] ?? "";
        if (before === "_" || here === "_" || DENSE.test(before) !== DENSE.test(here)) {
            return true;
        }
        if (!/\p{Uppercase}/u.test(here)) {
            return false;
        }
        if (!/\p{Uppercase}/u.test(before)) {
            return /[\p{Lowercase}\p{N}]/u.test(before);
        }
        const isLower = (/** @type {number} */ place) => /\p{Lowercase}/u.test(signs[place] ?? "");
        return isLower(at + 1) && (signs[at + 1] !== "s" || isLower(at + 2));
    }

    /**
     * @param {string[]} signs
     * @param {number} start
     * @param {PatternsToken["parts"]} parts
     * @returns {number} where it ends
     */
    function part(signs, start, parts) {
        const first = signs[0] ?? "_";
        const end = start + signs.join("").length;
        if (first === "_") {
            return end;
        }
        if (!DENSE.test(first)) {
            parts.push({ start, end, text: lower(signs.join("")) });
            return end;
        }
        let offset = start;
        signs.forEach((sign, at) => {
            const pair = sign + (signs[at + 1] ?? "");
            parts.push({ start: offset, end: offset + pair.length, text: lower(pair) });
            offset += sign.length;
        });
        return end;
    }

    /**
     * @param {string} run
     */
    function isDropped(run) {
        if (run.length <= 15) {
            return false;
        }
        return [...run].length > LONGEST || isHash(run) || (run.length >= 20 && isRandom(run, 45));
    }

    /**
     * @param {string} run
     */
    function isHash(run) {
        return run.length >= 16 && /^[0-9a-f]+$/i.test(run) && /[0-9]/.test(run) && /[a-f]/i.test(run);
    }

    /**
     * @param {string} text
     */
    function isEncoded(text) {
        return text.length > LONGEST
            && text.split(/[^A-Za-z0-9+/=_-]/).some((piece) => piece.length > LONGEST && isRandom(piece, 52)
                && !piece.split("/").some(isHash));
    }

    /**
     * @param {string} text
     * @param {number} percent
     */
    function isRandom(text, percent) {
        if (!isAscii(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9]/.test(text)) {
            return false;
        }
        const runs = text.match(/[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+/g) ?? [];
        return (runs.length - 1) * 100 >= (text.length - 1) * percent;
    }

    // Queries -----------------------------------------------------------------------------------------------

    const ITEM = /(-?)((?:[^\s"“”„«»:]+:)?)["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)/gu;

    /**
     * A query taken apart. `term` says which taxonomy and term `name:value` means.
     * @param {string} text
     * @param {boolean} typing
     * @param {(name: string, value: string) => { taxonomy: string, term: string } | null} [term]
     * @returns {PatternsQuery}
     */
    function parse(text, typing, term = () => null) {
        /** @type {PatternsQuery} */
        const query = { text, words: [], phrases: [], filters: [] };
        for (const match of text.matchAll(ITEM)) {
            const item = itemOf(match);
            const filter = item.name === "" ? null : term(item.name, item.value);
            if (filter) {
                query.filters.push({ ...filter, excluded: item.excluded });
            } else if (item.quoted) {
                // A phrase that is being typed is words until its end is there.
                addPhrase(query, item, typing && !item.closed);
            } else {
                query.words.push(...queryWords(item.text, item.excluded));
            }
        }
        const last = query.words[query.words.length - 1];
        if (typing && last && !last.excluded && text.endsWith(last.text)) {
            last.prefix = true;
        }
        return query;
    }

    /**
     * @param {RegExpMatchArray} match of ITEM
     */
    function itemOf([all, minus, named = "", phrase, bare = ""]) {
        if (phrase !== undefined) {
            const closed = /.["“”„«»]$/u.test(all);
            return { quoted: true, closed, excluded: minus === "-", name: named.slice(0, -1), value: phrase, text: phrase };
        }
        const excluded = /^-[^-]/.test(bare);
        const text = bare.slice(excluded ? 1 : 0);
        const colon = text.indexOf(":");
        return { quoted: false, closed: true, excluded, name: text.slice(0, Math.max(0, colon)), value: text.slice(colon + 1), text };
    }

    /**
     * @param {PatternsQuery} query
     * @param {{ excluded: boolean, name: string, value: string }} item
     * @param {boolean} open
     */
    function addPhrase(query, { excluded, name, value }, open) {
        query.words.push(...queryWords(name, false));
        const words = queryWords(value, excluded);
        const isOne = words.length === 1 && (words[0]?.parts.length ?? 0) < 2;
        // One word in quotes is a word.
        if (words.length > 0 && !isOne && !open) {
            query.phrases.push({ text: value, excluded });
        }
        if (!excluded || isOne) {
            query.words.push(...words);
        }
    }

    /**
     * @param {string} text
     * @param {boolean} excluded
     * @returns {PatternsQueryWord[]}
     */
    function queryWords(text, excluded) {
        return tokens(text).map((token) => {
            const parts = searched(token);
            const single = parts.length === 1 && DENSE.test(parts[0] ?? "") && [...(parts[0] ?? "")].length === 1;
            return {
                text: text.slice(token.start, token.end), whole: token.whole, parts, exact: token.exact, excluded,
                prefix: single,
            };
        });
    }

    /**
     * The parts to look for: of a script without spaces the last character alone says nothing.
     * @param {PatternsToken} token
     */
    function searched({ parts }) {
        const texts = parts.map(({ text }) => text);
        return texts.filter((text, at) => !isRest(text, texts[at - 1] ?? ""));
    }

    /**
     * Whether a part is only the last character of the pair before it.
     * @param {string} text
     * @param {string} before
     */
    function isRest(text, before) {
        return DENSE.test(text) && [...text].length === 1 && [...before].length === 2 && before.endsWith(text);
    }

    // Marks -------------------------------------------------------------------------------------------------

    /**
     * Where words stand in a text.
     * @param {string} text
     * @param {PatternsWords} words
     * @returns {[number, number][]}
     */
    function marks(text, words) {
        const forms = new Set(words.forms);
        return marksOf(tokens(text), forms, words.prefixes).map(({ start, end }) => [start, end]);
    }

    /**
     * @param {PatternsToken[]} found
     * @param {Set<string>} forms
     * @param {string[]} prefixes
     * @returns {{ start: number, end: number, form: string }[]}
     */
    function marksOf(found, forms, prefixes) {
        /** @type {{ start: number, end: number, form: string }[]} */
        const out = [];
        const add = (/** @type {number} */ start, /** @type {number} */ end, /** @type {string} */ form) => {
            const last = out[out.length - 1];
            if (last && start < last.end) {
                last.end = Math.max(last.end, end);
            } else {
                out.push({ start, end, form });
            }
        };
        for (const { start, end, whole, parts } of found) {
            if (whole !== null && forms.has(whole)) {
                add(start, end, whole);
                continue;
            }
            for (const part of parts) {
                const form = unaccented(part.text);
                const prefix = prefixes.find((begin) => form.startsWith(begin));
                if (forms.has(form) || prefix !== undefined) {
                    add(part.start, part.end, prefix ?? form);
                }
            }
        }
        return out;
    }

    // Files -------------------------------------------------------------------------------------------------

    /** The value of each digit by its code. */
    const DIGITS = new Uint8Array(128);
    Array.from({ length: 95 }, (_, at) => String.fromCharCode(at + 32))
        .filter((sign) => !"\",\\".includes(sign))
        .forEach((sign, value) => { DIGITS[sign.charCodeAt(0)] = value; });

    /** Impact levels. */
    const LEVELS = 23;

    /** The block that says that none shows the word. */
    const NO_BLOCK = 91;

    /**
     * The digits of a list: pages, and what is said of each.
     * @typedef {{ pages: Uint32Array, levels: Uint8Array, blocks: Uint8Array, titles: Uint8Array }} List
     * @param {string} text
     * @param {boolean} bare without impacts and blocks, as those of terms
     * @returns {List}
     */
    function decode(text, bare) {
        const pages = new Uint32Array(text.length);
        const levels = new Uint8Array(bare ? 0 : text.length);
        const blocks = new Uint8Array(bare ? 0 : text.length);
        const titles = new Uint8Array(bare ? 0 : text.length);
        let page = -1;
        let count = 0;
        for (let at = 0; at < text.length; count += 1) {
            let high = 0;
            let digit = DIGITS[text.charCodeAt(at++)] ?? 0;
            while (digit >= 62 && at < text.length) {
                high = high * 30 + digit - 62;
                digit = DIGITS[text.charCodeAt(at++)] ?? 0;
            }
            page += high * 62 + digit;
            pages[count] = page;
            if (!bare) {
                const impact = DIGITS[text.charCodeAt(at++)] ?? 0;
                const more = Math.floor(impact / LEVELS);
                levels[count] = impact % LEVELS;
                blocks[count] = more & 1 ? DIGITS[text.charCodeAt(at++)] ?? 0 : 0;
                titles[count] = more & 2 ? DIGITS[text.charCodeAt(at++)] ?? 0 : 0;
            }
        }
        return { pages: pages.subarray(0, count), levels, blocks, titles };
    }

    /**
     * A shard, ready to be looked into.
     * @typedef {object} Shard
     * @property {string[]} forms all forms
     * @property {number[]} groups the group of each
     * @property {Map<string, number>} places the place of each form
     * @property {string[][]} members the forms of each group
     * @property {string[]} lists the list of each group
     *
     * @param {PatternsShard} data
     * @returns {Shard}
     */
    function readShard([words, lists]) {
        /** @type {Shard} */
        const shard = { forms: [], groups: [], places: new Map(), members: [], lists: lists.split(",") };
        let last = "";
        words.split(",").forEach((group, at) => {
            const members = group.split(" ").map((coded) => {
                last = last.slice(0, parseInt(coded[0] ?? "0", 36)) + coded.slice(1);
                shard.places.set(last, shard.forms.length);
                shard.forms.push(last);
                shard.groups.push(at);
                return last;
            });
            shard.members.push(members);
        });
        return shard;
    }

    /**
     * @param {string} hashes
     * @param {number} at
     */
    function hashAt(hashes, at) {
        return hashes.slice(at * HASH, at * HASH + HASH);
    }

    /**
     * An error that callers can tell from others.
     * @param {PatternsSearchFailure["kind"]} kind
     * @param {string} message
     * @param {string} [file]
     * @returns {PatternsSearchFailure}
     */
    function failure(kind, message, file = "") {
        return Object.assign(new Error(message), { kind, file });
    }

    /**
     * What an engine knows of one build of the index, and how it gets more.
     * @typedef {object} Store
     * @property {PatternsManifest} manifest
     * @property {Set<string>} common
     * @property {Map<string, Promise<unknown>>} files
     * @property {PatternsLoad} load
     * @property {() => Promise<void>} breathe lets others work, and ends what was aborted
     */

    /**
     * The data of a file, as `read` makes it; loaded once, and again after a failure.
     * @template T
     * @param {Store} store
     * @param {string} name
     * @param {(data: unknown) => T} read
     * @returns {Promise<T>}
     */
    function bring(store, name, read) {
        const known = store.files.get(name);
        if (known) {
            return /** @type {Promise<T>} */ (known);
        }
        const coming = store.load(name, false).then(read, (error) => {
            store.files.delete(name);
            throw failure("load", `${name} did not load: ${error instanceof Error ? error.message : error}`, name);
        });
        store.files.set(name, coming);
        return coming;
    }

    /**
     * The shard that a word would be in: the last that starts at or before it.
     * @param {Store} store
     * @param {string} word
     */
    function shardNumber({ manifest: { first } }, word) {
        let low = 0;
        let high = first.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((first[middle] ?? "") <= word) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /**
     * @param {Store} store
     * @param {number} at
     * @returns {Promise<Shard>}
     */
    function shardAt(store, at) {
        const name = `w${at}-${hashAt(store.manifest.words, at)}`;
        return bring(store, name, (data) => readShard(/** @type {PatternsShard} */ (data)));
    }

    /**
     * @param {Store} store
     * @param {Shard} shard
     * @param {number} group
     * @returns {Promise<List>}
     */
    async function listOf(store, shard, group) {
        const text = shard.lists[group] ?? "";
        if (!text.startsWith(" ")) {
            return decode(text, false);
        }
        const name = text.split(" ")[2] ?? "";
        return bring(store, name, (data) => decode(String(data), false));
    }

    /**
     * How many pages a list has, without reading it.
     * @param {Shard} shard
     * @param {number} group
     */
    function frequency(shard, group) {
        const text = shard.lists[group] ?? "";
        return text.startsWith(" ") ? Number(text.split(" ")[1]) : Math.ceil(text.length / 2.5);
    }

    /**
     * @param {Store} store
     * @param {number} at
     * @returns {Promise<PatternsPages>}
     */
    function pagesAt(store, at) {
        const name = `p${at}-${hashAt(store.manifest.titles, at)}`;
        return bring(store, name, (data) => /** @type {PatternsPages} */ (data));
    }

    /**
     * A taxonomy with the pages of each term.
     * @typedef {{ taxonomy: PatternsTaxonomy, pages: Uint32Array[] }} Facet
     * @param {Store} store
     * @returns {Promise<Facet[]>}
     */
    async function facetsOf(store) {
        const { facets } = store.manifest;
        if (facets === "") {
            return [];
        }
        return bring(store, `f0-${facets}`, (data) => {
            const { taxonomies } = /** @type {PatternsFacetsFile} */ (data);
            return taxonomies.map((taxonomy) => ({
                taxonomy,
                pages: taxonomy.terms.map(({ pages }) => decode(pages, true).pages),
            }));
        });
    }

    /**
     * A text block of a page.
     * @param {Store} store
     * @param {number} page
     * @param {number} block from the page's first
     * @returns {Promise<Section[]>} the sections of that page
     */
    async function blockOf(store, page, block) {
        const { chunk } = store.manifest;
        const place = page % chunk;
        const pages = await pagesAt(store, Math.floor(page / chunk));
        const at = (pages.starts[place] ?? 0) + block;
        const hash = hashAt(pages.blocks, at);
        if (hash === "") {
            return [];
        }
        const name = `t${pages.block + at}-${hash}`;
        const sections = await bring(store, name, (data) => readBlock(/** @type {PatternsBlock} */ (data)));
        return sections.filter(({ page: of }) => of === place);
    }

    /**
     * @typedef {{ page: number, heading: string, id: string, text: string }} Section
     * @param {PatternsBlock} data
     * @returns {Section[]}
     */
    function readBlock(data) {
        /** @type {Section[]} */
        const sections = [];
        let page = 0;
        for (let at = 0; at < data.length; at += 1) {
            const item = data[at] ?? "";
            if (typeof item === "number") {
                page = item;
            } else {
                const [heading = "", id = idOf(heading)] = item.split("\n");
                at += 1;
                sections.push({ page, heading, id, text: String(data[at] ?? "") });
            }
        }
        return sections;
    }

    /**
     * The id of a heading, as mdBook makes it of the text.
     * @param {string} heading
     */
    function idOf(heading) {
        return heading.trim().toLowerCase().replace(/\p{White_Space}/gu, "-").replace(/[^\p{Alphabetic}\p{N}_-]/gu, "");
    }

    /**
     * How many text blocks a page has.
     * @param {Store} store
     * @param {number} page
     */
    async function blockCount(store, page) {
        const { chunk } = store.manifest;
        const { starts, blocks } = await pagesAt(store, Math.floor(page / chunk));
        const place = page % chunk;
        const last = place + 1 < starts.length ? (starts[place + 1] ?? 0) : blocks.length / HASH - 1;
        return last - (starts[place] ?? 0) + 1;
    }

    // Looking up --------------------------------------------------------------------------------------------

    /** How much a word counts that only starts as the reader typed, or differs in one letter. */
    const PREFIX_WEIGHT = 0.6;
    const TYPO_WEIGHT = 0.8;

    /** So many groups of a prefix are looked at, those of most pages. */
    const PREFIX_GROUPS = 40;

    /** So many shards a prefix may reach into. */
    const PREFIX_SHARDS = 2;

    /** In indexes of more shards a typo in the first letter is only found where it swaps or adds letters. */
    const FEW_SHARDS = 16;

    /**
     * A group that a word means.
     * @typedef {{ shard: Shard, group: number, weight: number }} Meaning
     */

    /**
     * The groups that a part of a query means.
     * @param {Store} store
     * @param {string} part
     * @param {boolean} prefix
     * @returns {Promise<Meaning[]>}
     */
    async function meanings(store, part, prefix) {
        const exact = await exactMeaning(store, part) ?? await exactMeaning(store, unaccented(part));
        const found = exact ? [exact] : [];
        if (prefix) {
            const others = await prefixMeanings(store, unaccented(part));
            found.push(...others.filter(({ shard, group }) => group !== exact?.group || shard !== exact.shard));
        }
        return found;
    }

    /**
     * @param {Store} store
     * @param {string} form
     * @returns {Promise<Meaning | null>}
     */
    async function exactMeaning(store, form) {
        const at = shardNumber(store, form);
        if (at < 0) {
            return null;
        }
        const shard = await shardAt(store, at);
        const place = shard.places.get(form);
        return place === undefined ? null : { shard, group: shard.groups[place] ?? 0, weight: 1 };
    }

    /**
     * @param {Store} store
     * @param {string} prefix
     * @returns {Promise<Meaning[]>}
     */
    async function prefixMeanings(store, prefix) {
        const from = Math.max(0, shardNumber(store, prefix));
        const to = Math.min(shardNumber(store, `${prefix}\uffff`), from + PREFIX_SHARDS - 1);
        /** @type {Meaning[]} */
        const found = [];
        for (let at = from; at <= to; at += 1) {
            const shard = await shardAt(store, at);
            const groups = new Set(shard.groups.filter((_, place) => shard.forms[place]?.startsWith(prefix)));
            groups.forEach((group) => found.push({ shard, group, weight: PREFIX_WEIGHT }));
        }
        const pages = (/** @type {Meaning} */ { shard, group }) => frequency(shard, group);
        return found.sort((a, b) => pages(b) - pages(a)).slice(0, PREFIX_GROUPS);
    }

    /**
     * Words like one that is not there, the likeliest first.
     * @param {Store} store
     * @param {string} word
     * @param {number} distance
     * @param {boolean} everywhere or only in the shard where it would be
     */
    async function likeWords(store, word, distance, everywhere) {
        /** @type {{ form: string, meaning: Meaning, pages: number, distance: number }[]} */
        const found = [];
        for (const at of likelyShards(store, word, everywhere)) {
            const shard = await shardAt(store, at);
            shard.forms.forEach((form, place) => {
                const near = Math.abs(form.length - word.length) <= distance ? distanceOf(word, form, distance) : distance + 1;
                if (near <= distance && near > 0) {
                    const group = shard.groups[place] ?? 0;
                    const pages = frequency(shard, group);
                    found.push({ form, meaning: { shard, group, weight: TYPO_WEIGHT }, pages, distance: near });
                }
            });
            await store.breathe();
        }
        // Readers seldom mistype the first letter.
        const rank = (/** @type {{ form: string, distance: number }} */ like) =>
            like.distance * 2 + (like.form[0] === word[0] ? 0 : 1);
        return found.sort((a, b) => rank(a) - rank(b) || b.pages - a.pages || (a.form < b.form ? -1 : 1));
    }

    /**
     * The shards that may hold a word with a typo, the likeliest first.
     * @param {Store} store
     * @param {string} word
     * @param {boolean} everywhere
     */
    function likelyShards(store, word, everywhere) {
        const own = shardNumber(store, word);
        const variants = [word.slice(0, 2), word.slice(1), (word[1] ?? "") + word[0] + word.slice(2)];
        const numbers = [own, ...(everywhere ? variants.map((variant) => shardNumber(store, variant)) : [])];
        const { length } = store.manifest.first;
        if (everywhere && length <= FEW_SHARDS) {
            numbers.push(...Array.from({ length }, (_, at) => at));
        }
        return [...new Set(numbers)].filter((at) => at >= 0);
    }

    /**
     * How many letters two words differ in: one more, one less, another one, or two that changed places. Counts
     * up to `most`.
     * @param {string} a
     * @param {string} b
     * @param {number} most
     */
    function distanceOf(a, b, most) {
        let start = 0;
        while (start < a.length && a[start] === b[start]) {
            start += 1;
        }
        let end = 0;
        while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
            end += 1;
        }
        const left = a.slice(start, a.length - end);
        const right = b.slice(start, b.length - end);
        if (Math.max(left.length, right.length) > most * 2) {
            return most + 1;
        }
        return edits(left, right);
    }

    /**
     * @param {string} a
     * @param {string} b
     */
    function edits(a, b) {
        const width = b.length + 1;
        const table = new Array((a.length + 1) * width).fill(0);
        const at = (/** @type {number} */ i, /** @type {number} */ j) => table[i * width + j];
        for (let i = 0; i <= a.length; i += 1) {
            for (let j = 0; j <= b.length; j += 1) {
                let best = i === 0 || j === 0 ? i + j : Math.min(
                    at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                    best = Math.min(best, at(i - 2, j - 2) + 1);
                }
                table[i * width + j] = best;
            }
        }
        return at(a.length, b.length);
    }

    // Scoring -----------------------------------------------------------------------------------------------

    /**
     * What one word of a query says about all pages.
     * @typedef {object} Scores
     * @property {Float32Array} score nothing where the page does not hold it
     * @property {Uint8Array} block the block that shows it best
     * @property {Uint8Array} title of how many words the title is, if this is one of them
     * @property {number} idf how rare it is
     */

    /**
     * @param {Store} store
     * @returns {Scores}
     */
    function noScores({ manifest: { pages } }) {
        return { score: new Float32Array(pages), block: new Uint8Array(pages), title: new Uint8Array(pages), idf: 0 };
    }

    /**
     * @param {number} pages
     * @param {number} holding
     */
    function idfOf(pages, holding) {
        return Math.log(1 + (pages - holding + 0.5) / (holding + 0.5));
    }

    /**
     * The pages of the groups that a part means; of several groups the best counts.
     * @param {Store} store
     * @param {Meaning[]} groups
     * @returns {Promise<Scores>}
     */
    async function scoresOf(store, groups) {
        const scores = noScores(store);
        for (const { shard, group, weight } of groups) {
            const { pages, levels, blocks, titles } = await listOf(store, shard, group);
            const idf = idfOf(store.manifest.pages, pages.length);
            scores.idf = Math.max(scores.idf, idf * weight);
            for (let at = 0; at < pages.length; at += 1) {
                const page = pages[at] ?? 0;
                const score = weight * idf * ((levels[at] ?? 0) + 0.5);
                if (score > (scores.score[page] ?? 0)) {
                    scores.score[page] = score;
                    scores.block[page] = blocks[at] ?? 0;
                }
                if (weight === 1) {
                    scores.title[page] = titles[at] ?? 0;
                }
            }
            await store.breathe();
        }
        return scores;
    }

    /**
     * The pages that hold all of several parts.
     * @param {Store} store
     * @param {Scores[]} parts
     * @returns {Scores}
     */
    function together(store, parts) {
        const [first, ...others] = parts;
        if (first === undefined || others.length === 0) {
            return first ?? noScores(store);
        }
        // The rarest part says best where to look.
        const { block } = parts.reduce((a, b) => (b.idf > a.idf ? b : a));
        const all = { block, title: first.title.slice(), score: first.score.slice(), idf: parts.reduce((sum, { idf }) => sum + idf, 0) };
        for (let page = 0; page < all.score.length; page += 1) {
            if (all.score[page] !== 0) {
                const sum = parts.reduce((so, { score }) => (score[page] === 0 ? NaN : so + (score[page] ?? 0)), 0);
                all.score[page] = Number.isNaN(sum) ? 0 : sum;
                // A title that is made of these parts names each of them.
                all.title[page] = parts.every(({ title }) => title[page] === first.title[page]) ? first.title[page] ?? 0 : 0;
            }
        }
        return all;
    }

    /**
     * The pages of either.
     * @param {Scores} a
     * @param {Scores} b
     * @returns {Scores}
     */
    function either(a, b) {
        const found = { score: a.score.slice(), block: a.block.slice(), title: a.title.slice(), idf: Math.max(a.idf, b.idf) };
        b.score.forEach((score, page) => {
            if (score > (found.score[page] ?? 0)) {
                found.score[page] = score;
                found.block[page] = b.block[page] ?? 0;
            }
            found.title[page] ||= b.title[page] ?? 0;
        });
        return found;
    }

    /**
     * What a run of a query gathers.
     * @typedef {object} Run
     * @property {Store} store
     * @property {Map<string, number>} forms with the number of the word that each is one of
     * @property {Set<string>} prefixes
     * @property {number} noted how many words have forms
     * @property {{ from: string, to: string }[]} corrected
     * @property {Map<string, string>} suggested
     * @property {string[]} missing
     */

    /** A word that was written together has pieces of at least this many letters. */
    const PIECE = 3;

    /**
     * The pieces of a name that was typed without its capitals: `completablefuture`. Names in code are in the
     * index by their parts only.
     * @param {Store} store
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
     * @param {Run} run
     * @param {PatternsQueryWord} word
     * @returns {Promise<Scores | null>} nothing where no page has it
     */
    async function lookUp(run, word) {
        const { store } = run;
        const whole = word.whole === null ? null : await wholeMeaning(run, word);
        if (word.exact && whole) {
            return scoresOf(store, whole);
        }
        /** @type {Scores[]} */
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
     * @param {Store} store
     * @param {PatternsQueryWord} word
     */
    async function piecesOf(store, { parts, prefix }) {
        const [only = ""] = parts;
        const word = unaccented(only);
        if (parts.length !== 1 || word.length < 2 * PIECE || DENSE.test(word) || (await meanings(store, only, prefix)).length > 0) {
            return parts;
        }
        const found = await pieces(store, word, 3);
        return found && !(await commonTypo(store, word)) ? found : parts;
    }

    /**
     * Whether a word differs in one letter from one of several pages, which it more likely is than a name.
     * @param {Store} store
     * @param {string} word
     */
    async function commonTypo(store, word) {
        const [like] = await likeWords(store, word, 1, false);
        return like !== undefined && like.pages > 1;
    }

    /**
     * @param {Run} run
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
     * @param {Run} run
     * @param {PatternsQueryWord} word
     * @param {Meaning[]} found
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
     * @param {Run} run
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
     * @param {Run} run
     * @param {PatternsQueryWord} word
     * @param {string} part
     * @returns {Promise<Meaning[]>}
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
     * @param {Run} run
     * @param {string} part
     * @param {Meaning[]} found
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

    // Searching ---------------------------------------------------------------------------------------------

    /** A page that the query names stands before all others. */
    const NAMED = 1e6;

    /** With fewer complete hits than this, pages with some of the words are shown behind them. */
    const ENOUGH = 3;

    /** So many pages with some of the words are shown. */
    const PARTIAL = 50;

    /** So many candidates are looked at for a phrase. */
    const PHRASE_PAGES = 60;

    /** So many text blocks of a page are looked at for a phrase. */
    const PHRASE_BLOCKS = 12;

    /**
     * @param {Store} store
     * @param {string} text
     * @param {PatternsSearchOptions} options
     * @returns {Promise<PatternsFound>}
     */
    async function find(store, text, options) {
        const query = await parsed(store, text, options.typing ?? false);
        /** @type {Run} */
        const run = { store, forms: new Map(), prefixes: new Set(), noted: 0, corrected: [], suggested: new Map(), missing: [] };
        const wanted = query.words.filter(({ excluded }) => !excluded);
        const ignored = wanted.filter((word) => isCommon(store, word));
        const words = ignored.length < wanted.length ? wanted.filter((word) => !ignored.includes(word)) : wanted;
        const excluded = await excludedPages(run, query);
        const ranked = await rank(run, words, wanted.length, excluded);
        let { hits } = ranked;
        if (wanted.length === 0 && (query.filters.length > 0 || chosen(options) > 0)) {
            hits = everyPage(store, excluded);
        }
        const checked = await withPhrases(store, query, hits);
        hits = await filtered(store, checked.hits, query.filters, null);
        const unfiltered = Uint32Array.from(hits, ({ page }) => page).sort();
        hits = await filtered(store, hits, [], options.filters ?? {});
        hits = await sorted(store, hits, query.text, options.sort ?? "relevance");
        return {
            query, hits, unfiltered, unchecked: checked.unchecked, corrected: run.corrected, missing: run.missing,
            complete: hits.filter(({ complete }) => complete).length,
            words: { forms: [...run.forms.keys()], prefixes: [...run.prefixes], groups: Object.fromEntries(run.forms) },
            suggestion: suggestionOf(text, run.suggested),
            ignored: words === wanted ? [] : ignored.map((word) => word.text),
            filters: options.filters ?? {},
            build: store.manifest.build,
        };
    }

    /**
     * @param {PatternsSearchOptions} options
     */
    function chosen({ filters = {} }) {
        return Object.values(filters).reduce((sum, terms) => sum + terms.length, 0);
    }

    /**
     * @param {Store} store
     * @param {string} text
     * @param {boolean} typing
     */
    async function parsed(store, text, typing) {
        const facets = text.includes(":") ? await facetsOf(store) : [];
        return parse(text, typing, (name, value) => termNamed(facets, name, value));
    }

    /**
     * Names as readers type them: without case, accents, spaces and signs.
     * @param {string} name
     */
    function key(name) {
        return fold(name).replace(/[^\p{Alphabetic}\p{N}+#]/gu, "");
    }

    /**
     * @param {Facet[]} facets
     * @param {string} name
     * @param {string} value
     */
    function termNamed(facets, name, value) {
        const is = (/** @type {string} */ text, /** @type {string} */ wanted) => key(text) === key(wanted);
        const facet = facets.find(({ taxonomy }) => is(taxonomy.name, name) || is(taxonomy.label, name));
        const term = facet?.taxonomy.terms.find(({ id, label }) => is(id, value) || is(label, value));
        return facet && term ? { taxonomy: facet.taxonomy.name, term: term.id } : null;
    }

    /**
     * @param {Store} store
     * @param {PatternsQueryWord} word
     */
    function isCommon({ common }, { parts, whole, exact }) {
        const forms = exact || parts.length === 0 ? [whole ?? ""] : parts.map(unaccented);
        return forms.every((form) => common.has(form));
    }

    /**
     * @param {Run} run
     * @param {PatternsQuery} query
     */
    async function excludedPages(run, query) {
        const pages = new Uint8Array(run.store.manifest.pages);
        for (const word of query.words.filter(({ excluded }) => excluded)) {
            const scores = await lookUp(run, word);
            scores?.score.forEach((score, page) => { pages[page] ||= score > 0 ? 1 : 0; });
        }
        return pages;
    }

    /**
     * @param {Store} store
     * @param {Uint8Array} excluded
     * @returns {PatternsHit[]}
     */
    function everyPage({ manifest: { pages } }, excluded) {
        const all = Array.from({ length: pages }, (_, page) => ({ page, score: 0, blocks: [0], complete: true }));
        return all.filter(({ page }) => !excluded[page]);
    }

    /**
     * The pages of some words, the best first.
     * @param {Run} run
     * @param {PatternsQueryWord[]} words
     * @param {number} typed how many the reader typed, common ones too
     * @param {Uint8Array} excluded
     */
    async function rank(run, words, typed, excluded) {
        /** @type {Scores[]} */
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
        const all = hitsOf(run.store, scores, words.length, groups, groups + typed - words.length, excluded);
        await run.store.breathe();
        all.sort((a, b) => b.score - a.score || a.page - b.page);
        const complete = all.filter((hit) => hit.complete);
        const partial = complete.length < ENOUGH ? all.filter((hit) => !hit.complete).slice(0, PARTIAL) : [];
        return { hits: [...complete, ...partial] };
    }

    /**
     * @param {Store} store
     * @param {Scores[]} scores
     * @param {number} wanted
     * @param {number} groups
     * @param {number} most
     * @param {Uint8Array} excluded
     * @returns {PatternsHit[]}
     */
    function hitsOf(store, scores, wanted, groups, most, excluded) {
        const total = scores.reduce((sum, { idf }) => sum + idf, 0);
        const boosts = new Map(store.manifest.boosts);
        /** @type {PatternsHit[]} */
        const hits = [];
        for (let page = 0; page < store.manifest.pages; page += 1) {
            let score = 0;
            let weight = 0;
            let held = 0;
            let named = 0;
            for (const word of scores) {
                if (word.score[page]) {
                    held += 1;
                    score += word.score[page] ?? 0;
                    weight += word.idf;
                    named = held === 1 || named === word.title[page] ? word.title[page] ?? 0 : 0;
                }
            }
            if (held === 0 || excluded[page]) {
                continue;
            }
            const complete = held === wanted;
            const isNamed = complete && named >= groups && named <= most;
            const covered = total > 0 ? weight / total : 1;
            const boost = boosts.get(page) ?? 1;
            hits.push(new Hit(page, score * covered * covered * boost + (isNamed ? NAMED : 0), complete, scores));
        }
        return hits;
    }

    /** A hit, whose blocks are only looked for when it is shown: there may be thousands. */
    class Hit {
        /**
         * @param {number} page
         * @param {number} score
         * @param {boolean} complete
         * @param {Scores[]} scores
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
     * @param {Scores[]} scores
     * @param {number} page
     */
    function bestBlocks(scores, page) {
        /** @type {Map<number, number>} */
        const weights = new Map();
        for (const { score, block } of scores) {
            if (score[page] && block[page] !== NO_BLOCK) {
                const at = block[page] ?? 0;
                weights.set(at, (weights.get(at) ?? 0) + (score[page] ?? 0));
            }
        }
        const ordered = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([block]) => block);
        return ordered.length > 0 ? ordered.slice(0, 2) : [0];
    }

    /**
     * The query with words that more pages have.
     * @param {string} text
     * @param {Map<string, string>} suggested
     */
    function suggestionOf(text, suggested) {
        if (suggested.size === 0) {
            return null;
        }
        let out = "";
        let done = 0;
        for (const part of tokens(text).flatMap(({ parts }) => parts)) {
            const better = suggested.get(unaccented(part.text));
            if (better !== undefined) {
                out += text.slice(done, part.start) + better;
                done = part.end;
            }
        }
        return out + text.slice(done);
    }

    // Phrases -----------------------------------------------------------------------------------------------

    /**
     * The hits that hold all phrases of the query, and none that it excludes.
     * @param {Store} store
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
     * @param {Store} store
     * @param {PatternsHit} hit
     * @param {{ parts: string[], excluded: boolean }[]} phrases
     */
    async function holdsPhrases(store, hit, phrases) {
        const open = new Set(phrases);
        const title = (await pagesAt(store, Math.floor(hit.page / store.manifest.chunk))).titles[hit.page % store.manifest.chunk];
        closeHeld(open, sequence(title ?? ""));
        const count = Math.min(await blockCount(store, hit.page), PHRASE_BLOCKS);
        const blocks = new Set([...hit.blocks, ...Array.from({ length: count }, (_, at) => at)]);
        for (const block of blocks) {
            if (open.size === 0) {
                break;
            }
            for (const { heading, text } of await blockOf(store, hit.page, block)) {
                closeHeld(open, sequence(heading));
                text.split("\n").forEach((line) => closeHeld(open, sequence(line)));
                await store.breathe();
            }
        }
        return phrases.every((phrase) => phrase.excluded === open.has(phrase));
    }

    /**
     * @param {Set<{ parts: string[] }>} open
     * @param {string[]} parts
     */
    function closeHeld(open, parts) {
        for (const phrase of open) {
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

    // Filters and order -------------------------------------------------------------------------------------

    /**
     * The hits that pass: of each taxonomy any of the chosen terms, of all taxonomies.
     * @param {Store} store
     * @param {PatternsHit[]} hits
     * @param {PatternsQuery["filters"]} typed
     * @param {Record<string, string[]> | null} picked
     */
    async function filtered(store, hits, typed, picked) {
        /** @type {Record<string, string[]>} */
        const wanted = { ...picked };
        typed.filter(({ excluded }) => !excluded).forEach(({ taxonomy, term }) => {
            wanted[taxonomy] = [...(wanted[taxonomy] ?? []), term];
        });
        const without = typed.filter(({ excluded }) => excluded);
        if (Object.values(wanted).every((terms) => terms.length === 0) && without.length === 0) {
            return hits;
        }
        const facets = await facetsOf(store);
        const masks = Object.entries(wanted).filter(([, terms]) => terms.length > 0)
            .map(([name, terms]) => maskOf(store, facets, name, terms));
        const unwanted = without.map(({ taxonomy, term }) => maskOf(store, facets, taxonomy, [term]));
        return hits.filter(({ page }) => masks.every((mask) => mask[page]) && !unwanted.some((mask) => mask[page]));
    }

    /**
     * The pages that carry any of some terms.
     * @param {Store} store
     * @param {Facet[]} facets
     * @param {string} name
     * @param {string[]} terms
     */
    function maskOf(store, facets, name, terms) {
        const mask = new Uint8Array(store.manifest.pages);
        const facet = facets.find(({ taxonomy }) => taxonomy.name === name);
        facet?.taxonomy.terms.forEach(({ id }, at) => {
            if (terms.includes(id)) {
                facet.pages[at]?.forEach((page) => { mask[page] = 1; });
            }
        });
        return mask;
    }

    /**
     * @param {Store} store
     * @param {PatternsHit[]} hits
     * @param {string} text
     * @param {NonNullable<PatternsSearchOptions["sort"]>} sort
     */
    async function sorted(store, hits, text, sort) {
        if (sort === "relevance") {
            return titleFirst(store, hits, text);
        }
        const { chunk } = store.manifest;
        /** @type {Map<number, { title: string, date: string }>} */
        const shown = new Map();
        for (const { page } of hits) {
            const { titles, dates } = await pagesAt(store, Math.floor(page / chunk));
            shown.set(page, { title: titles[page % chunk] ?? "", date: dates[page % chunk] ?? "" });
            await store.breathe();
        }
        const of = (/** @type {PatternsHit} */ { page }) => shown.get(page) ?? { title: "", date: "" };
        const collator = collatorOf(store.manifest.language);
        const byTitle = (/** @type {PatternsHit} */ a, /** @type {PatternsHit} */ b) => collator.compare(of(a).title, of(b).title);
        const byDate = (/** @type {PatternsHit} */ a, /** @type {PatternsHit} */ b) =>
            (of(a).date < of(b).date ? 1 : of(a).date > of(b).date ? -1 : 0);
        return [...hits].sort((a, b) => (sort === "date" ? byDate(a, b) : 0) || byTitle(a, b) || a.page - b.page);
    }

    /**
     * @param {string} language as the book has it, which may be none that anybody knows
     */
    function collatorOf(language) {
        try {
            return new Intl.Collator(language || undefined, { numeric: true });
        } catch {
            return new Intl.Collator(undefined, { numeric: true });
        }
    }

    /** So many of the first hits are looked at for a title that is the query. */
    const TITLES = 5;

    /**
     * A page whose title is the query, word for word, comes first.
     * @param {Store} store
     * @param {PatternsHit[]} hits
     * @param {string} text
     */
    async function titleFirst(store, hits, text) {
        const wanted = sequence(text).join(" ");
        const { chunk } = store.manifest;
        // Their files are needed to show them anyhow.
        const first = hits.slice(0, TITLES);
        const files = await Promise.all(first.map(({ page }) => pagesAt(store, Math.floor(page / chunk))));
        const at = first.findIndex(({ page }, place) =>
            sequence(files[place]?.titles[page % chunk] ?? "").join(" ") === wanted);
        if (at > 0) {
            return [first[at], ...hits.slice(0, at), ...hits.slice(at + 1)].flatMap((hit) => hit ?? []);
        }
        return hits;
    }

    // Showing -----------------------------------------------------------------------------------------------

    /**
     * @param {Store} store
     * @param {PatternsFound} found
     * @param {number} from
     * @param {number} to
     * @returns {Promise<PatternsSearchResult[]>}
     */
    async function show(store, found, from, to) {
        const { chunk } = store.manifest;
        const hits = found.hits.slice(from, to);
        const [facets, ...files] = await Promise.all([
            facetsOf(store), ...hits.map(({ page }) => pagesAt(store, Math.floor(page / chunk))),
        ]);
        return hits.map((hit, at) => {
            const place = hit.page % chunk;
            const { titles, urls, trails, crumbs, dates } = /** @type {PatternsPages} */ (files[at]);
            const title = titles[place] ?? "";
            return {
                hit, title,
                url: (urls[place] ?? "").split("/").map(encodeURIComponent).join("/"),
                breadcrumbs: trails[crumbs[place] ?? 0] ?? [],
                date: dates[place] ?? "",
                marks: marks(title, found.words),
                terms: facets.flatMap(({ taxonomy, pages }) => taxonomy.terms
                    .filter((_, term) => holds(pages[term], hit.page)).map((term) => ({ taxonomy, term }))),
            };
        });
    }

    /**
     * Whether a page is among some, which ascend.
     * @param {Uint32Array | undefined} pages
     * @param {number} page
     */
    function holds(pages, page) {
        let low = 0;
        let high = pages?.length ?? 0;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((pages?.[middle] ?? 0) < page) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return pages?.[low] === page;
    }

    /** The characters of an excerpt. */
    const EXCERPT = 200;

    /**
     * A section of a page with its matches.
     * @typedef {{ heading: string, id: string, text: string, marks: { start: number, end: number, form: string }[], titled: number, score: number }} Match
     */

    /**
     * @param {Store} store
     * @param {PatternsFound} found
     * @param {PatternsHit} hit
     * @returns {Promise<PatternsExcerpt>}
     */
    async function excerptOf(store, found, hit) {
        const forms = new Set(found.words.forms);
        const blocks = await Promise.all(hit.blocks.map((block) => blockOf(store, hit.page, block)));
        const { chunk } = store.manifest;
        const pages = await pagesAt(store, Math.floor(hit.page / chunk));
        const title = fold(pages.titles[hit.page % chunk] ?? "");
        /** @type {Match[]} */
        const sections = [];
        for (const { heading, id, text: lines } of blocks.flat()) {
            const text = lines.replace(/\n/g, " ");
            const inText = grouped(marksOf(tokens(text), forms, found.words.prefixes), found.words);
            const inHeading = grouped(marksOf(tokens(heading), forms, found.words.prefixes), found.words);
            const kinds = kindsOf([...inText, ...inHeading]);
            const titled = kindsOf(inHeading);
            sections.push({ heading, id, text, marks: inText, titled, score: kinds * 8 + Math.min(inText.length, 6) + titled * 3 });
            await store.breathe();
        }
        const best = sections.filter(({ marks: { length } }) => length > 0).sort((a, b) => b.score - a.score)[0]
            ?? sections.filter(({ text }) => text !== "").sort((a, b) => b.titled - a.titled)[0];
        const headings = sections.filter((section) => section.score > 0 && section.id !== "" && fold(section.heading) !== title)
            .sort((a, b) => b.score - a.score);
        return { ...windowOf(best), headings: headingsOf(headings, found.words) };
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
            section.marks.filter(({ start, end }) => start >= first.start && end <= first.start + EXCERPT - 40);
        const kinds = (/** @type {Match["marks"]} */ some) => kindsOf(some) * 10 + Math.min(some.length, 9);
        const windows = section.marks.slice(0, 200).map((first) => ({ start: first.start, worth: kinds(inside(first)) }));
        const best = windows.sort((a, b) => b.worth - a.worth || a.start - b.start)[0];
        const from = wordStart(text, Math.max(0, Math.min((best?.start ?? 0) - 40, text.length - EXCERPT)));
        const to = wordEnd(text, Math.min(text.length, from + EXCERPT));
        return {
            id,
            text: text.slice(from, to),
            marks: section.marks.filter(({ start, end }) => start >= from && end <= to)
                .map(({ start, end }) => [start - from, end - from]),
            cut: [from > 0, to < text.length],
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

    /**
     * Each term with the hits that a click would show: those that pass what is chosen elsewhere.
     * @param {Store} store
     * @param {PatternsFound} found
     * @returns {Promise<PatternsFacet[]>}
     */
    async function countsOf(store, found) {
        const facets = await facetsOf(store);
        const masks = new Map(Object.entries(found.filters).filter(([, terms]) => terms.length > 0)
            .map(([name, terms]) => [name, maskOf(store, facets, name, terms)]));
        /** @type {PatternsFacet[]} */
        const counted = [];
        for (const { taxonomy, pages } of facets) {
            const others = [...masks].filter(([name]) => name !== taxonomy.name).map(([, mask]) => mask);
            const passing = new Uint8Array(store.manifest.pages);
            found.unfiltered.forEach((page) => { passing[page] = others.every((mask) => mask[page]) ? 1 : 0; });
            const counts = pages.map((some) => some.reduce((sum, page) => sum + (passing[page] ?? 0), 0));
            counted.push({ ...taxonomy, counts, chosen: found.filters[taxonomy.name] ?? [] });
            await store.breathe();
        }
        return counted;
    }

    // The engine --------------------------------------------------------------------------------------------

    /**
     * The manifest and what follows from it.
     * @param {PatternsLoad} load
     * @param {boolean} fresh
     */
    async function openStore(load, fresh) {
        const data = await load("index", fresh).catch((error) => {
            throw failure("load", `the index did not load: ${error instanceof Error ? error.message : error}`, "index");
        });
        const manifest = /** @type {PatternsManifest} */ (data);
        if (manifest?.format !== FORMAT) {
            throw failure("format", "the search index was made by another version of mdbook-patterns", "index");
        }
        return { manifest, common: new Set(manifest.common.split(" ")), files: new Map(), load };
    }

    /**
     * What long work calls now and then.
     * @param {PatternsEngineOptions} options
     * @param {AbortSignal} [signal]
     */
    function breather({ now = () => performance.now(), pause = () => new Promise((done) => { setTimeout(done); }) }, signal) {
        let since = now();
        return async () => {
            if (now() - since > SLICE) {
                await pause();
                since = now();
            }
            if (signal?.aborted) {
                throw failure("aborted", "another query came");
            }
        };
    }

    /**
     * Loads the shards that a query will need.
     * @param {Store} store
     * @param {string} text
     */
    async function prepare(store, text) {
        const { words } = await parsed(store, text, true);
        const parts = words.flatMap(({ parts: some, whole: all }) => (some.length > 0 ? some : [all ?? ""]));
        const numbers = new Set(parts.map((part) => shardNumber(store, unaccented(part))));
        await Promise.all([...numbers].filter((at) => at >= 0).map((at) => shardAt(store, at)));
    }

    /**
     * An engine over an index.
     * @param {PatternsLoad} load
     * @param {PatternsEngineOptions} [options]
     * @returns {PatternsEngine}
     */
    function create(load, options = {}) {
        /** @type {Promise<Omit<Store, "breathe">> | null} */
        let opened = null;

        const opening = () => {
            opened ??= openStore(load, false).catch((error) => {
                opened = null;
                throw error;
            });
            return opened;
        };

        /**
         * Runs; where a file is gone because the site was deployed anew, takes the new index and runs again.
         * @template T
         * @param {(store: Store) => Promise<T>} work
         * @param {AbortSignal} [signal]
         * @param {string} [build] the only build that will do
         * @returns {Promise<T>}
         */
        const run = async (work, signal, build) => {
            const base = await opening();
            if (build !== undefined && base.manifest.build !== build) {
                throw failure("renewed", "the index was renewed since");
            }
            try {
                return await work({ ...base, breathe: breather(options, signal) });
            } catch (error) {
                const { kind } = /** @type {PatternsSearchFailure} */ (error);
                if (kind !== "load" || !(await renew(base.manifest.build))) {
                    throw error;
                }
                if (build !== undefined) {
                    throw failure("renewed", "the index was renewed since");
                }
                return work({ ...await opening(), breathe: breather(options, signal) });
            }
        };

        /** @param {string} build */
        const renew = async (build) => {
            const fresh = await openStore(load, true).catch(() => null);
            if (fresh === null || fresh.manifest.build === build) {
                return false;
            }
            opened = Promise.resolve(fresh);
            options.onRenewed?.();
            return true;
        };

        return {
            open: async () => (await opening()).manifest,
            warm: (text) => run((store) => prepare(store, text)).catch(() => undefined),
            search: (text, more = {}) => run((store) => find(store, text, more), more.signal),
            results: (found, from, to) => run((store) => show(store, found, from, to), undefined, found.build),
            excerpt: (found, hit) => run((store) => excerptOf(store, found, hit), undefined, found.build),
            facets: (found) => run((store) => countsOf(store, found), undefined, found.build),
        };
    }

    return { create, marks, parse, tokens, fold, idOf };
})();
