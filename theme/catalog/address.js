/*
 * mdbook-patterns: a catalog's state as the query of the address, and back. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsAddress = (() => {
    const { MINUTES, WORDS } = PatternsFilter;

    /**
     * The keys of the address that are a catalog's own. Never mdBook's `search` and `highlight`.
     * @param {PatternsData} data
     */
    function keys(data) {
        const names = data.taxonomies.filter(({ facet }) => facet).map(({ name }) => name);
        return [...names, MINUTES, "all", WORDS, "sort", "view", "group", "compare"]
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
        const added = parts(data, state, start).map(([key, value]) => `${encode(key)}=${value}`);
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
            const value = printTerms(taxonomy, PatternsFilter.places(taxonomy, state));
            if (value !== "") {
                out.push([taxonomy.name, value]);
            }
        }
        if (state.minutes.some((minutes) => minutes !== null)) {
            out.push([MINUTES, `${state.minutes[0] ?? ""}..${state.minutes[1] ?? ""}`]);
        }
        if (state.all.length > 0) {
            out.push(["all", state.all.map(encode).join(",")]);
        }
        if (state.words.trim() !== "") {
            out.push([WORDS, encode(state.words.trim())]);
        }
        if (state.compare.length > 0) {
            out.push(["compare", state.compare.map(encode).join(",")]);
        }
        for (const key of /** @type {const} */ (["sort", "view", "group"])) {
            if (state[key] !== start[key]) {
                out.push([key, encode(state[key])]);
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
        const ids = chosen.map((at) => encode(taxonomy.terms[at]?.id ?? ""));
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
        const state = PatternsFilter.cleared(start);
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
        state.compare = [...new Set(list(values.get("compare")))].slice(0, PatternsFilter.COMPARED);
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
        return name === "" || PatternsOrder.sortable(data).some((column) => column.name === name) ? sort : null;
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
     * As in an address; half a sign, which no address can hold, becomes the mark for it.
     * @param {string} text
     */
    function encode(text) {
        return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"));
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

    return { keys, print, parse, number, isRun };
})();
