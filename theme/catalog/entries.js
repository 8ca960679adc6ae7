/*
 * mdbook-patterns: a catalog's entries as data, read once from the build's HTML.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsEntries = (() => {
    /**
     * The entries of a catalog, each once, in the build's order.
     * @param {HTMLElement} root
     * @param {PatternsData} data
     * @param {PatternsView} view how the build drew them
     * @returns {PatternsEntry[]}
     */
    function read(root, data, view) {
        const isPlain = root.querySelector(".patterns-plain") !== null;
        /** @type {Map<string, PatternsEntry>} */
        const byPage = new Map();
        const ids = new Set();
        for (const element of root.querySelectorAll("[data-t]")) {
            if (element instanceof HTMLElement) {
                const link = element.querySelector("a:not(.patterns-badge)");
                const page = `${element.dataset.id ?? ""} ${link?.getAttribute("href") ?? link?.textContent ?? ""}`;
                if (!byPage.has(page)) {
                    const entry = isPlain ? plain(element, link, data) : drawn(element, link, data, view);
                    entry.id = unique(entry.id, ids);
                    byPage.set(page, entry);
                }
            }
        }
        const entries = [...byPage.values()];
        if (entries.some(({ place }) => place >= 0)) {
            entries.sort((a, b) => a.place - b.place);
        }
        entries.forEach((entry, at) => { entry.place = at; });
        return entries;
    }

    /**
     * An id that no entry before has: pages of two folders may share a name.
     * @param {string} id
     * @param {Set<string>} ids
     */
    function unique(id, ids) {
        let own = id;
        for (let at = 2; ids.has(own); at += 1) {
            own = `${id}~${at}`;
        }
        ids.add(own);
        return own;
    }

    /**
     * An entry of the plain list that long catalogs are: a link, and the description behind it.
     * @param {HTMLElement} element
     * @param {Element | null} link
     * @param {PatternsData} data
     */
    function plain(element, link, data) {
        const title = (link ?? element.firstElementChild ?? element.firstChild)?.textContent ?? "";
        const description = element.textContent?.slice(title.length).trim() ?? "";
        const stem = (link?.getAttribute("href") ?? "").replace(/^.*\//, "").replace(/\.html$/, "");
        return entry(element.dataset, data, { id: element.dataset.id ?? decoded(stem), title, description, link });
    }

    /**
     * An entry that the build drew.
     * @param {HTMLElement} element
     * @param {Element | null} link
     * @param {PatternsData} data
     * @param {PatternsView} view
     */
    function drawn(element, link, data, view) {
        const title = (link ?? element.firstElementChild ?? element).textContent ?? "";
        const text = element.querySelector(".patterns-card-text, .patterns-note, .patterns-text");
        const description = element.dataset.d ?? text?.textContent ?? "";
        const out = entry(element.dataset, data, { id: element.dataset.id ?? "", title, description, link });
        out.icon ||= ownIcon(element);
        out.nodes[view] = element;
        return out;
    }

    /**
     * @param {DOMStringMap} dataset
     * @param {PatternsData} data
     * @param {{ id: string, title: string, description: string, link: Element | null }} known
     * @returns {PatternsEntry}
     */
    function entry({ t = "", m = "0", a = "", i = "", o = "-1", f = "", w = "" }, data, { id, title, description, link }) {
        const rows = t.split(";");
        const terms = data.taxonomies.map((_, at) => places(rows[at] ?? ""));
        // As `Catalog::haystack` gathers them.
        const names = terms.flatMap((row, at) => row.flatMap((term) => namesOf(data.taxonomies[at]?.terms[term])));
        return {
            id,
            place: Number(o),
            title,
            url: link?.getAttribute("href") ?? null,
            icon: i,
            description,
            alsoKnownAs: a,
            terms,
            minutes: Number(m),
            text: PatternsMatching.haystack([w, title, id, a, description, ...names]),
            values: f === "" ? [] : f.split("\t"),
            nodes: {},
        };
    }

    /**
     * @param {PatternsTerm | undefined} term
     */
    function namesOf(term) {
        return term ? [term.label, term.id, ...(term.aliases ?? [])] : [];
    }

    /**
     * @param {string} text places with commas between
     */
    function places(text) {
        return text === "" ? [] : text.split(",").map(Number);
    }

    /**
     * @param {string} text
     */
    function decoded(text) {
        try {
            return decodeURIComponent(text);
        } catch {
            return text;
        }
    }

    /**
     * @param {HTMLElement} element
     */
    function ownIcon(element) {
        const found = element.querySelector(".patterns-icon");
        return found && !found.closest(".patterns-badge") ? found.textContent ?? "" : "";
    }

    return { read };
})();
