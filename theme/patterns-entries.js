/*
 * mdbook-patterns: what a catalog's entries look like. Reads them from the build's HTML, and draws them as the
 * rows, cards and items of the views that the build did not write.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
"use strict";

const PatternsEntries = (() => {
    /**
     * An element with attributes and children; attributes that are null, undefined or false are left out.
     * @template {keyof HTMLElementTagNameMap} T
     * @param {T} tag
     * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
     * @param {...(Node | string | null | undefined)} children what is nothing is left out
     * @returns {HTMLElementTagNameMap[T]}
     */
    function create(tag, attributes = {}, ...children) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (value !== null && value !== undefined && value !== false) {
                element.setAttribute(name, value === true ? "" : String(value));
            }
        }
        element.append(...children.flatMap((child) => child || []));
        return element;
    }

    /**
     * An emoji or a short text, which only eyes need.
     * @param {string | undefined} text
     */
    function icon(text) {
        return text ? create("span", { class: "patterns-icon", "aria-hidden": "true" }, text) : null;
    }

    // Reading -----------------------------------------------------------------------------------------------

    /**
     * The entries of a catalog, each once, in the build's order.
     * @param {HTMLElement} root
     * @param {PatternsData} data
     * @param {PatternsView} view how the build drew them
     * @returns {PatternsEntry[]}
     */
    function read(root, data, view) {
        /** @type {Map<string, HTMLElement>} */
        const byId = new Map();
        for (const element of root.querySelectorAll("[data-t]")) {
            if (element instanceof HTMLElement && !byId.has(element.dataset.id ?? "")) {
                byId.set(element.dataset.id ?? "", element);
            }
        }
        const place = (/** @type {HTMLElement} */ element) => Number(element.dataset.o ?? 0);
        const elements = [...byId.values()].sort((a, b) => place(a) - place(b));
        return elements.map((element, at) => entry(element, data, view, at));
    }

    /**
     * @param {HTMLElement} element
     * @param {PatternsData} data
     * @param {PatternsView} view
     * @param {number} place
     * @returns {PatternsEntry}
     */
    function entry(element, data, view, place) {
        const { t = "", m = "0", a = "", d, i, id = "" } = element.dataset;
        const link = element.querySelector("a:not(.patterns-badge)");
        const terms = data.taxonomies.map((_, at) => places(t.split(";")[at] ?? ""));
        const title = (link ?? element.firstElementChild ?? element).textContent ?? "";
        const description = d ?? element.querySelector(".patterns-card-text, .patterns-note, .patterns-text")?.textContent ?? "";
        const labels = terms.flatMap((row, at) => row.map((term) => data.taxonomies[at]?.terms[term]?.label ?? ""));
        return {
            id,
            place,
            title,
            url: link?.getAttribute("href") ?? null,
            icon: i ?? ownIcon(element),
            description,
            terms,
            minutes: Number(m),
            text: PatternsFilter.fold([title, description, a, ...labels].join("\n")),
            cells: view === "table" ? cells(element, data) : {},
            nodes: { [view]: element },
        };
    }

    /**
     * @param {string} text places with commas between
     */
    function places(text) {
        return text === "" ? [] : text.split(",").map(Number);
    }

    /**
     * @param {HTMLElement} element
     */
    function ownIcon(element) {
        const found = element.querySelector(".patterns-icon");
        return found && !found.closest(".patterns-badge") ? found.textContent ?? "" : "";
    }

    /**
     * The texts of a row's cells, by column.
     * @param {HTMLElement} row
     * @param {PatternsData} data
     */
    function cells(row, data) {
        return Object.fromEntries(data.columns.map(({ name }, at) => [name, row.children[at]?.textContent?.trim() ?? ""]));
    }

    // Drawing -----------------------------------------------------------------------------------------------

    /**
     * What an entry looks like in a view.
     * @param {PatternsEntry} entry
     * @param {PatternsView} view
     * @param {PatternsData} data
     * @param {PatternsColumn[]} columns
     * @returns {HTMLElement}
     */
    function node(entry, view, data, columns) {
        entry.nodes[view] ??= view === "table" ? row(entry, data, columns) : item(entry, view, data);
        return entry.nodes[view];
    }

    /**
     * @param {PatternsEntry} entry
     */
    function titleLink({ title, url }) {
        return url === null ? title : create("a", { href: url }, title);
    }

    /**
     * @param {PatternsEntry} entry
     * @param {PatternsData} data
     * @param {PatternsColumn[]} columns
     */
    function row(entry, data, columns) {
        const cell = (/** @type {PatternsColumn} */ { name, label }) => {
            switch (name) {
                case "title": return create("th", { scope: "row" }, titleLink(entry));
                case "description": return create("td", { class: "patterns-text" }, entry.description);
                case PatternsFilter.MINUTES:
                    return create("td", { class: "patterns-number", "data-label": label }, String(entry.minutes));
                default: return create("td", {}, badges(entry, data, (taxonomy) => taxonomy.name === name));
            }
        };
        return create("tr", { "data-id": entry.id }, ...columns.map(cell));
    }

    /**
     * @param {PatternsEntry} entry
     * @param {PatternsView} view
     * @param {PatternsData} data
     */
    function item(entry, view, data) {
        const all = badges(entry, data, (taxonomy) => taxonomy.badge);
        const title = [icon(entry.icon), titleLink(entry)];
        if (view === "list") {
            const text = entry.description && create("span", { class: "patterns-note" }, entry.description);
            return create("li", { "data-id": entry.id }, ...title, all.firstChild ? " " : null, all, text);
        }
        const text = entry.description && create("p", { class: "patterns-card-text" }, entry.description);
        return create("li", { class: "patterns-card", "data-id": entry.id },
            create("p", { class: "patterns-card-title" }, ...title), text, all);
    }

    /**
     * @param {PatternsEntry} entry
     * @param {PatternsData} data
     * @param {(taxonomy: PatternsTaxonomy) => boolean} wanted
     */
    function badges(entry, data, wanted) {
        const list = create("span", { class: "patterns-badge-list" });
        data.taxonomies.forEach((taxonomy, at) => {
            if (wanted(taxonomy)) {
                const terms = (entry.terms[at] ?? []).flatMap((place) => taxonomy.terms[place] ?? []);
                list.append(...terms.map((term) => badge(taxonomy, term)));
            }
        });
        return list;
    }

    /**
     * @param {PatternsTaxonomy} taxonomy
     * @param {PatternsTerm} term
     */
    function badge(taxonomy, term) {
        const colour = term.colour ? ` patterns-colour-${term.colour}` : "";
        const about = term.about ? ` – ${term.about}` : "";
        return create(taxonomy.facet ? "a" : "span", {
            class: `patterns-badge patterns-term-${taxonomy.name}-${term.id}${colour}`,
            href: taxonomy.facet ? `?${encodeURIComponent(taxonomy.name)}=${encodeURIComponent(term.id)}` : null,
            title: `${taxonomy.label}: ${term.label}${about}`,
        }, icon(term.icon), term.label);
    }

    // Marking -----------------------------------------------------------------------------------------------

    /** @type {WeakMap<HTMLElement, string>} what each element is marked with */
    const marked = new WeakMap();

    /**
     * Marks the words in an element's texts, and nothing else that was marked before.
     * @param {HTMLElement} element
     * @param {string[]} words
     */
    function mark(element, words) {
        const key = words.join(" ");
        if ((marked.get(element) ?? "") === key) {
            return;
        }
        unmark(element);
        marked.set(element, key);
        if (words.length > 0) {
            texts(element).forEach((text) => markText(text, words));
        }
    }

    /**
     * @param {HTMLElement} element
     */
    function unmark(element) {
        for (const text of element.querySelectorAll(".patterns-marked")) {
            text.replaceWith(text.textContent ?? "");
        }
    }

    /**
     * @param {HTMLElement} element
     */
    function texts(element) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        /** @type {Text[]} */
        const found = [];
        while (walker.nextNode()) {
            if (walker.currentNode instanceof Text && !walker.currentNode.parentElement?.closest(".patterns-icon")) {
                found.push(walker.currentNode);
            }
        }
        return found;
    }

    /**
     * @param {Text} text
     * @param {string[]} words
     */
    function markText(text, words) {
        const { data } = text;
        const parts = [];
        let done = 0;
        for (const [start, end] of PatternsFilter.matches(data, words)) {
            parts.push(data.slice(done, start), create("mark", { class: "patterns-mark" }, data.slice(start, end)));
            done = end;
        }
        if (parts.length > 0) {
            // In one element: a badge is a flex box, which swallows the spaces between its children.
            text.replaceWith(create("span", { class: "patterns-marked" }, ...parts, data.slice(done)));
        }
    }

    return { create, icon, read, node, badge, mark };
})();
