/*
 * mdbook-patterns: what a catalog's filters mean. Pure: no document, no storage, so that Node tests it as it is.
 *
 * A state says what the reader chose; an item says what an entry carries. From both come the entries that
 * pass, the count beside each term, and the query of the address.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
"use strict";

const PatternsFilter = (() => {
    /** Keys of the address that are no taxonomies. */
    const MINUTES = "reading-time";
    const WORDS = "q";

    /**
     * A state without filters, as the build shows the catalog.
     * @param {PatternsData} data
     * @param {PatternsView} view
     * @returns {PatternsState}
     */
    function initial(data, view) {
        return { terms: {}, all: [], minutes: [null, null], words: "", sort: data.sort, view, group: data.group };
    }

    /**
     * The same state without filters; what readers prefer stays.
     * @param {PatternsState} state
     * @returns {PatternsState}
     */
    function cleared(state) {
        return { ...state, terms: {}, all: [], minutes: [null, null], words: "" };
    }

    // Text --------------------------------------------------------------------------------------------------

    /**
     * Text as it is compared: lower case, without accents.
     * @param {string} text
     */
    function fold(text) {
        const lower = text.toLowerCase();
        return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    }

    /**
     * The words of the text filter.
     * @param {string} text
     */
    function words(text) {
        return fold(text).split(/\s+/).filter((word) => word !== "");
    }

    /**
     * Where any of the words stands in a text, as pairs of start and end, in order and apart.
     * @param {string} text
     * @param {string[]} words
     * @returns {[number, number][]}
     */
    function matches(text, words) {
        const { folded, starts } = foldWithPlaces(text);
        /** @type {[number, number][]} */
        const found = [];
        for (const word of words) {
            for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
                found.push([starts[at] ?? 0, starts[at + word.length] ?? text.length]);
            }
        }
        return joined(found.filter(([start, end]) => end > start));
    }

    /**
     * A folded text, and where each unit of it started in the text.
     * @param {string} text
     */
    function foldWithPlaces(text) {
        let folded = "";
        const starts = [];
        let start = 0;
        for (const sign of text) {
            const part = fold(sign);
            for (let unit = 0; unit < part.length; unit += 1) {
                starts.push(start);
            }
            folded += part;
            start += sign.length;
        }
        starts.push(text.length);
        return { folded, starts };
    }

    /**
     * @param {[number, number][]} ranges
     */
    function joined(ranges) {
        /** @type {[number, number][]} */
        const out = [];
        for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
            const last = out[out.length - 1];
            if (last && start <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else {
                out.push([start, end]);
            }
        }
        return out;
    }

    // Filters -----------------------------------------------------------------------------------------------

    /**
     * The tests that a state makes, each with the key of its filter.
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @returns {{ key: string, passes: (item: PatternsItem) => boolean }[]}
     */
    function tests(data, state) {
        /** @type {{ key: string, passes: (item: PatternsItem) => boolean }[]} */
        const out = [];
        data.taxonomies.forEach((taxonomy, at) => {
            const chosen = places(taxonomy, state);
            if (chosen.length > 0) {
                out.push({ key: taxonomy.name, passes: termTest(at, chosen, state.all.includes(taxonomy.name)) });
            }
        });
        const [from, to] = state.minutes;
        if (from !== null || to !== null) {
            const passes = (/** @type {PatternsItem} */ { minutes }) =>
                minutes >= (from ?? 0) && minutes <= (to ?? Infinity);
            out.push({ key: MINUTES, passes });
        }
        const wanted = words(state.words);
        if (wanted.length > 0) {
            out.push({ key: WORDS, passes: ({ text }) => wanted.every((word) => text.includes(word)) });
        }
        return out;
    }

    /**
     * @param {number} at
     * @param {number[]} chosen
     * @param {boolean} all
     * @returns {(item: PatternsItem) => boolean}
     */
    function termTest(at, chosen, all) {
        return (item) => {
            const terms = item.terms[at] ?? [];
            return all ? chosen.every((term) => terms.includes(term)) : chosen.some((term) => terms.includes(term));
        };
    }

    /**
     * The places of a taxonomy's chosen terms.
     * @param {PatternsTaxonomy} taxonomy
     * @param {PatternsState} state
     */
    function places(taxonomy, state) {
        const ids = state.terms[taxonomy.name] ?? [];
        return taxonomy.terms.flatMap((term, at) => (ids.includes(term.id) ? [at] : []));
    }

    /**
     * What a state lets through, with all counts, in one pass over the items.
     *
     * A term's count leaves out its own taxonomy's choice, so it says what choosing it alone would show; where
     * all chosen terms must be there, it says what choosing it too would show.
     * @param {PatternsData} data
     * @param {readonly PatternsItem[]} items
     * @param {PatternsState} state
     * @returns {PatternsResult}
     */
    function run(data, items, state) {
        const active = tests(data, state);
        const counts = data.taxonomies.map((taxonomy) => taxonomy.terms.map(() => 0));
        /** @type {Record<string, number>} */
        const without = {};
        active.forEach(({ key }) => { without[key] = 0; });
        const entries = [];
        for (const item of items) {
            const failed = active.filter(({ passes }) => !passes(item));
            const only = failed.length === 1 ? failed[0]?.key : undefined;
            if (failed.length === 0) {
                entries.push(item.place);
                active.forEach(({ key }) => { without[key] = (without[key] ?? 0) + 1; });
            } else if (only !== undefined) {
                without[only] = (without[only] ?? 0) + 1;
            } else {
                continue;
            }
            count(data, state, item, only, counts);
        }
        return { entries, counts, without };
    }

    /**
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @param {PatternsItem} item
     * @param {string | undefined} failed
     * @param {number[][]} counts
     */
    function count(data, state, item, failed, counts) {
        data.taxonomies.forEach(({ name }, at) => {
            if (failed === undefined || (failed === name && !state.all.includes(name))) {
                const row = counts[at] ?? [];
                (item.terms[at] ?? []).forEach((term) => { row[term] = (row[term] ?? 0) + 1; });
            }
        });
    }

    /**
     * All filters that are on, with the words for them.
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @returns {PatternsActive[]}
     */
    function active(data, state) {
        const out = data.taxonomies.flatMap((taxonomy) =>
            places(taxonomy, state).map((at) => {
                const term = taxonomy.terms[at];
                return { key: taxonomy.name, id: term?.id ?? "", label: `${taxonomy.label}: ${term?.label}` };
            }));
        const [from, to] = state.minutes;
        if (from !== null || to !== null) {
            const label = `${data.words.reading_time}: ${from ?? ""}–${to ?? ""} ${data.words.minutes}`;
            out.push({ key: MINUTES, id: "", label });
        }
        if (state.words.trim() !== "") {
            out.push({ key: WORDS, id: "", label: `${data.words.text}: ${state.words.trim()}` });
        }
        return out;
    }

    /**
     * A state with one filter less.
     * @param {PatternsState} state
     * @param {string} key
     * @param {string} [id] one term only
     * @returns {PatternsState}
     */
    function dropped(state, key, id) {
        if (key === WORDS) {
            return { ...state, words: "" };
        }
        if (key === MINUTES) {
            return { ...state, minutes: [null, null] };
        }
        const rest = id ? (state.terms[key] ?? []).filter((other) => other !== id) : [];
        return chosen(state, key, rest);
    }

    /**
     * A state with these terms of a taxonomy.
     * @param {PatternsState} state
     * @param {string} name
     * @param {string[]} ids
     * @returns {PatternsState}
     */
    function chosen(state, name, ids) {
        const terms = { ...state.terms, [name]: ids };
        if (ids.length === 0) {
            delete terms[name];
        }
        return { ...state, terms };
    }

    // Order -------------------------------------------------------------------------------------------------

    /**
     * A function that compares two entries as a state sorts them: those without a value last, whatever the
     * direction, and ties in the build's order. Nothing if that is the build's order.
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @param {string} [language]
     * @returns {((a: PatternsItem, b: PatternsItem) => number) | null}
     */
    function order(data, state, language) {
        if (state.sort === data.sort) {
            return null;
        }
        const sign = state.sort.startsWith("-") ? -1 : 1;
        const key = sortKey(data, state.sort.replace(/^-/, ""));
        const collator = new Intl.Collator(language || undefined, { numeric: true });
        return (a, b) => {
            const x = key(a);
            const y = key(b);
            if (x === null || y === null) {
                return Number(x === null) - Number(y === null) || a.place - b.place;
            }
            const compared = typeof x === "number" && typeof y === "number"
                ? x - y
                : collator.compare(String(x), String(y));
            return sign * compared || a.place - b.place;
        };
    }

    /**
     * @param {PatternsData} data
     * @param {string} name
     * @returns {(item: PatternsItem) => number | string | null}
     */
    function sortKey(data, name) {
        const at = data.taxonomies.findIndex((taxonomy) => taxonomy.name === name);
        if (at >= 0) {
            return (item) => {
                const terms = item.terms[at] ?? [];
                return terms.length > 0 ? Math.min(...terms) : null;
            };
        }
        switch (name) {
            case "": return (item) => item.place;
            case "title": return (item) => item.title;
            case MINUTES: return (item) => item.minutes;
            default: return (item) => item.cells[name] || null;
        }
    }

    /**
     * Entries by the terms of a taxonomy, in its order; those without a term come last, under -1.
     * @param {PatternsData} data
     * @param {string} name
     * @param {readonly PatternsItem[]} items
     * @returns {{ term: number, items: PatternsItem[] }[]}
     */
    function groups(data, name, items) {
        const at = data.taxonomies.findIndex((taxonomy) => taxonomy.name === name);
        /** @type {PatternsItem[][]} */
        const byTerm = (data.taxonomies[at]?.terms ?? []).map(() => []);
        /** @type {PatternsItem[]} */
        const without = [];
        for (const item of items) {
            const terms = item.terms[at] ?? [];
            terms.forEach((term) => byTerm[term]?.push(item));
            if (terms.length === 0) {
                without.push(item);
            }
        }
        const out = byTerm.map((items, term) => ({ term, items }));
        out.push({ term: -1, items: without });
        return out.filter(({ items }) => items.length > 0);
    }

    // Address -----------------------------------------------------------------------------------------------

    /**
     * The keys of the address that are a catalog's own. Never mdBook's `search` and `highlight`.
     * @param {PatternsData} data
     */
    function keys(data) {
        const names = data.taxonomies.filter(({ facet }) => facet).map(({ name }) => name);
        return [...names, MINUTES, "all", WORDS, "sort", "view", "group"]
            .filter((key) => key !== "search" && key !== "highlight");
    }

    /**
     * The query that says how a state differs from the build's, behind what others wrote into it.
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @param {PatternsState} start
     * @param {string} query the query as it is, with or without its question mark
     * @returns {string} with its question mark, or nothing
     */
    function print(data, state, start, query) {
        const ours = new Set(keys(data));
        const kept = query.replace(/^\?/, "").split("&").filter((part) => part !== "" && !ours.has(keyOf(part)));
        const added = parts(data, state, start).map(([key, value]) => `${encodeURIComponent(key)}=${value}`);
        const all = [...kept, ...added];
        return all.length > 0 ? `?${all.join("&")}` : "";
    }

    /**
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @param {PatternsState} start
     * @returns {[string, string][]}
     */
    function parts(data, state, start) {
        /** @type {[string, string][]} */
        const out = [];
        for (const taxonomy of data.taxonomies) {
            const value = printTerms(taxonomy, places(taxonomy, state));
            if (value !== "") {
                out.push([taxonomy.name, value]);
            }
        }
        if (state.minutes.some((minutes) => minutes !== null)) {
            out.push([MINUTES, `${state.minutes[0] ?? ""}..${state.minutes[1] ?? ""}`]);
        }
        if (state.all.length > 0) {
            out.push(["all", state.all.map(encodeURIComponent).join(",")]);
        }
        if (state.words.trim() !== "") {
            out.push([WORDS, encodeURIComponent(state.words.trim())]);
        }
        for (const key of /** @type {const} */ (["sort", "view", "group"])) {
            if (state[key] !== start[key]) {
                out.push([key, encodeURIComponent(state[key])]);
            }
        }
        return out;
    }

    /**
     * Terms as `gold,silver`, and three or more neighbours of an ordered taxonomy as a range, open at its ends.
     * @param {PatternsTaxonomy} taxonomy
     * @param {number[]} chosen
     */
    function printTerms(taxonomy, chosen) {
        const ids = chosen.map((at) => encodeURIComponent(taxonomy.terms[at]?.id ?? ""));
        if (!taxonomy.ordered || ids.length < 3 || !isRun(chosen)) {
            return ids.join(",");
        }
        const from = chosen[0] === 0 ? "" : ids[0];
        const to = chosen[chosen.length - 1] === taxonomy.terms.length - 1 ? "" : ids[ids.length - 1];
        return from === "" && to === "" ? ids.join(",") : `${from}..${to}`;
    }

    /**
     * Whether places follow each other without a gap.
     * @param {number[]} chosen
     */
    function isRun(chosen) {
        return chosen.every((at, index) => at === (chosen[0] ?? 0) + index);
    }

    /**
     * The state of a query, or nothing if the query says nothing about the catalog. What it names that is not
     * there is left out.
     * @param {PatternsData} data
     * @param {PatternsState} start
     * @param {string} query
     * @returns {PatternsState | null}
     */
    function parse(data, start, query) {
        const ours = new Set(keys(data));
        /** @type {Map<string, string>} */
        const values = new Map();
        for (const part of query.replace(/^\?/, "").split("&")) {
            const key = keyOf(part);
            if (ours.has(key) && part.includes("=")) {
                const value = part.slice(part.indexOf("=") + 1);
                values.set(key, values.has(key) ? `${values.get(key)},${value}` : value);
            }
        }
        return values.size > 0 ? stateOf(data, start, values) : null;
    }

    /**
     * @param {PatternsData} data
     * @param {PatternsState} start
     * @param {Map<string, string>} values
     * @returns {PatternsState}
     */
    function stateOf(data, start, values) {
        const state = cleared(start);
        for (const taxonomy of data.taxonomies.filter(({ facet }) => facet)) {
            const ids = parseTerms(taxonomy, values.get(taxonomy.name) ?? "");
            if (ids.length > 0) {
                state.terms[taxonomy.name] = ids;
            }
        }
        state.all = list(values.get("all")).filter((name) => data.taxonomies.some((t) => t.facet && t.name === name));
        const [from, to] = (values.get(MINUTES) ?? "").split("..");
        state.minutes = [number(from), number(to)];
        state.words = decode(values.get(WORDS) ?? "");
        const group = decode(values.get("group") ?? start.group);
        state.group = group === "" || data.taxonomies.some(({ name }) => name === group) ? group : start.group;
        state.sort = known(data, decode(values.get("sort") ?? start.sort)) ?? start.sort;
        const view = decode(values.get("view") ?? "");
        state.view = view === "table" || view === "cards" || view === "list" ? view : start.view;
        return state;
    }

    /**
     * A way to sort, if there is such a column.
     * @param {PatternsData} data
     * @param {string} sort
     */
    function known(data, sort) {
        const name = sort.replace(/^-/, "");
        return name === "" || sortable(data).some((column) => column.name === name) ? sort : null;
    }

    /**
     * The columns that a catalog can be sorted by.
     * @param {PatternsData} data
     * @returns {PatternsColumn[]}
     */
    function sortable(data) {
        const columns = data.columns.filter(({ name }) => name !== "description");
        const more = [
            { name: "title", label: data.words.title ?? "" },
            { name: MINUTES, label: data.words.reading_time ?? "" },
        ];
        return [...columns, ...more.filter(({ name }) => !columns.some((column) => column.name === name))];
    }

    /**
     * @param {PatternsTaxonomy} taxonomy
     * @param {string} value
     */
    function parseTerms(taxonomy, value) {
        const place = (/** @type {string} */ id) => taxonomy.terms.findIndex((term) => term.id === id);
        const found = list(value).flatMap((part) => {
            if (!taxonomy.ordered || !part.includes("..")) {
                return [place(part)];
            }
            const [from = "", to = ""] = part.split("..");
            const first = from === "" ? 0 : place(from);
            const last = to === "" ? taxonomy.terms.length - 1 : place(to);
            return first < 0 || last < 0 ? [] : taxonomy.terms.flatMap((_, at) => (at >= first && at <= last ? [at] : []));
        });
        return taxonomy.terms.flatMap((term, at) => (found.includes(at) ? [term.id] : []));
    }

    /**
     * @param {string | undefined} value
     */
    function list(value) {
        return (value ?? "").split(",").map(decode).filter((part) => part !== "");
    }

    /**
     * A number of minutes, if it is one.
     * @param {string | undefined} text
     */
    function number(text) {
        const value = Number.parseInt(text ?? "", 10);
        return Number.isFinite(value) && value >= 0 ? value : null;
    }

    /**
     * @param {string} part
     */
    function keyOf(part) {
        return decode(part.split("=")[0] ?? "");
    }

    /**
     * @param {string} text
     */
    function decode(text) {
        try {
            return decodeURIComponent(text.replace(/\+/g, " "));
        } catch {
            return text;
        }
    }

    return {
        MINUTES, WORDS, initial, cleared, fold, words, matches, run, active, dropped, chosen, order, groups,
        keys, print, parse, sortable, number, isRun, places,
    };
})();
