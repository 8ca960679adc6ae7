/*
 * mdbook-patterns: what a catalog's entries look like: the rows, cards and items of the views, as the build's
 * templates draw them.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsDrawing = (() => {
    const { create, icon, badge } = PatternsCommon;
    /** The most badges on a card, as in the build's. */
    const BADGES = 2;

    /**
     * What an entry looks like in a view: drawn once, or as the build did.
     * @param {PatternsEntry} entry
     * @param {PatternsView} view
     * @param {PatternsData} data
     * @param {readonly PatternsEntry[]} entries what links lead to
     * @returns {HTMLElement}
     */
    function node(entry, view, data, entries) {
        entry.nodes[view] ??= view === "table" ? row(entry, data, entries) : item(entry, view, data, entries);
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
     * @param {readonly PatternsEntry[]} entries
     */
    function row(entry, data, entries) {
        const cell = (/** @type {PatternsColumn} */ { name, label }) => {
            switch (name) {
                case "title": return create("th", { scope: "row" }, titleLink(entry));
                case "description": return create("td", { class: "patterns-text" }, entry.description);
                case PatternsFilter.MINUTES:
                    return create("td", { class: "patterns-number", "data-label": label }, duration(entry.minutes, data.words));
                default: {
                    const isTaxonomy = data.taxonomies.some((taxonomy) => taxonomy.name === name);
                    return create("td", { "data-label": isTaxonomy ? null : label }, ...value(entry, name, data, entries));
                }
            }
        };
        return create("tr", { "data-id": entry.id }, ...data.columns.map(cell));
    }

    /**
     * @param {PatternsEntry} entry
     * @param {PatternsView} view
     * @param {PatternsData} data
     * @param {readonly PatternsEntry[]} entries
     */
    function item(entry, view, data, entries) {
        const all = badges(entry, data, (taxonomy) => taxonomy.badge);
        few(all, false);
        const title = [icon(entry.icon), titleLink(entry)];
        const more = extras(entry, data, entries);
        if (view === "list") {
            const text = entry.description && create("span", { class: "patterns-note" }, entry.description);
            return create("li", { "data-id": entry.id }, ...title, all.firstChild ? " " : null, all.firstChild && all, text, more);
        }
        const text = entry.description && create("p", { class: "patterns-card-text" }, entry.description);
        return create("li", { class: "patterns-card", "data-id": entry.id },
            create("p", { class: "patterns-card-title" }, ...title), text, more, all);
    }

    /**
     * What columns show and cards and lists do not show anyway.
     * @param {PatternsEntry} entry
     * @param {PatternsData} data
     * @param {readonly PatternsEntry[]} entries
     */
    function extras(entry, data, entries) {
        const isExtra = (/** @type {PatternsColumn} */ { name }) => name !== "title" && name !== "description"
            && !data.taxonomies.some((taxonomy) => taxonomy.name === name && taxonomy.badge);
        const rows = data.columns.filter(isExtra).flatMap(({ name, label }) => {
            const parts = value(entry, name, data, entries);
            parts.forEach((part) => few(part, true));
            return parts.length === 0 ? [] : [create("div", { "data-column": name },
                create("dt", {}, label), " ", create("dd", {}, ...parts))];
        });
        return rows.length > 0 ? create("dl", { class: "patterns-fields" }, ...rows) : null;
    }

    /**
     * Leaves the first badges of a list, and says how many there are besides.
     * @param {Node | string} list
     * @param {boolean} isSaid
     */
    function few(list, isSaid) {
        if (!(list instanceof HTMLSpanElement)) {
            return;
        }
        const rest = [...list.children].slice(BADGES);
        rest.forEach((badge) => badge.remove());
        if (isSaid && rest.length > 0) {
            list.append(create("span", { class: "patterns-count" }, `+${rest.length}`));
        }
    }

    /**
     * What an entry says in a field; nothing if it says nothing.
     * @param {PatternsEntry} entry
     * @param {string} name
     * @param {PatternsData} data
     * @param {readonly PatternsEntry[]} entries
     * @param {boolean} [isWide] whether there is room for lists
     * @returns {(Node | string)[]}
     */
    function value(entry, name, data, entries, isWide = false) {
        const at = data.fields.findIndex((field) => field.name === name);
        if (at < 0 && data.taxonomies.some((taxonomy) => taxonomy.name === name)) {
            const list = badges(entry, data, (taxonomy) => taxonomy.name === name);
            return list.firstChild ? [list] : [];
        }
        switch (name) {
            case "title": return [titleLink(entry)];
            case "description": return entry.description === "" ? [] : [entry.description];
            case "also-known-as": return entry.alsoKnownAs === "" ? [] : [entry.alsoKnownAs];
            case PatternsFilter.MINUTES: return [duration(entry.minutes, data.words)];
        }
        const text = entry.values[at] ?? "";
        return text === "" ? [] : carried(text, data.fields[at], entries, isWide);
    }

    /**
     * What the build gave for a field that the page does not show.
     * @param {string} text
     * @param {PatternsField | undefined} field
     * @param {readonly PatternsEntry[]} entries
     * @param {boolean} isWide
     * @returns {(Node | string)[]}
     */
    function carried(text, field, entries, isWide) {
        if (field?.links) {
            return links(text, entries);
        }
        // `¦+ a gain¦+ another¦¦− a cost`, on lines of their own as in the build's.
        const lists = field?.items && text.startsWith("¦") ? text.slice(1).split("¦¦") : [];
        if (!isWide || lists.length === 0) {
            return [lists.length > 0 ? lists.join("; ").replaceAll("¦", "; ") : text];
        }
        return lists.flatMap((list) => [create("ul", { class: field?.items }, "\n",
            ...list.split("¦").flatMap((item) => [create("li", {}, item), "\n"])), "\n"]);
    }

    /**
     * `1 h 30 min`
     * @param {number} minutes
     * @param {Record<string, string>} words
     */
    function duration(minutes, words) {
        const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
        const parts = [hours > 0 ? `${hours} ${words.hours}` : "", rest > 0 || hours === 0 ? `${rest} ${words.minutes}` : ""];
        return parts.filter((part) => part !== "").join(" ");
    }

    /**
     * `#3¦=A name`: an entry by its place, or a name.
     * @param {string} text
     * @param {readonly PatternsEntry[]} entries
     */
    function links(text, entries) {
        return text.split("¦").flatMap((part, at) => {
            const entry = part.startsWith("#") ? entries[Number(part.slice(1))] : undefined;
            const shown = entry ? titleLink(entry) : part.slice(1);
            return at === 0 ? [shown] : [", ", shown];
        });
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

    return { node, value, titleLink };
})();
