/*
 * mdbook-patterns: what stands around a catalog's entries: the table's head, which sorts, and the groups.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsFrame = (() => {
    const { create, icon, button } = PatternsCommon;
    /** The group of all entries where they are in none. */
    const ALL = -2;

    class Frame {
        /**
         * @param {PatternsHost} host
         * @param {HTMLElement} element what holds it all
         */
        constructor(host, element) {
            this.host = host;
            this.element = element;
            this.isPicking = host.data.compare.length > 0;
            this.table = this.emptyTable();
            this.wrapper = create("div", { class: "table-wrapper" }, this.table);
            /** @type {HTMLElement | null} where entries without groups stand */
            this.whole = null;
            this.shape = "";
            this.watch();
        }

        /** Where a word makes the table wider than its page, rows are blocks, until there is room for it. */
        watch() {
            if (typeof ResizeObserver === "undefined") {
                return;
            }
            const { table, wrapper } = this;
            let needed = 0;
            const observer = new ResizeObserver(() => {
                const isBlocks = table.classList.contains("patterns-too-wide");
                if (!isBlocks && wrapper.scrollWidth > wrapper.clientWidth) {
                    needed = wrapper.scrollWidth;
                    table.classList.add("patterns-too-wide");
                } else if (isBlocks && wrapper.clientWidth >= needed) {
                    table.classList.remove("patterns-too-wide");
                }
            });
            observer.observe(wrapper);
            observer.observe(table);
        }

        /**
         * Gets ready for a state. Entries without groups stay where they are, as what leaves the page and comes back
         * is laid out anew, and loses the focus.
         * @param {boolean} isEmpty whether there are no entries
         * @returns {HTMLElement | null} what holds the entries of before; they are to be taken over
         */
        begin(isEmpty) {
            const { view, group } = this.host.state;
            const shape = isEmpty || group !== "" ? "" : view;
            const kept = shape !== "" && shape === this.shape ? this.whole : null;
            this.shape = shape;
            this.whole = kept;
            [...this.table.tBodies].filter((body) => body !== kept).forEach((body) => body.remove());
            const stays = view === "table" && !isEmpty ? this.wrapper : kept;
            [...this.element.children].filter((child) => child !== stays).forEach((child) => child.remove());
            return kept;
        }

        /**
         * Begins a group, and says where its entries go.
         * @param {number} term
         * @param {number} count
         * @returns {HTMLElement}
         */
        open(term, count) {
            const { view } = this.host.state;
            const place = view === "table" ? this.openRows(term, count) : this.openList(term, count, view);
            if (term === ALL) {
                this.whole = place;
            }
            return place;
        }

        /**
         * @param {number} term
         * @param {number} count
         * @param {PatternsView} view
         */
        openList(term, count, view) {
            const list = create("ul", { class: view === "cards" ? "patterns-cards" : "patterns-list" });
            this.element.append(term === ALL ? list : create("section",
                { class: "patterns-catalog-group", "aria-label": this.groupName(term) },
                create("p", { class: "patterns-section-title" }, ...this.groupTitle(term, count)), list));
            return list;
        }

        /**
         * @param {number} term
         * @param {number} count
         */
        openRows(term, count) {
            if (this.wrapper.parentElement !== this.element) {
                this.element.append(this.wrapper);
            }
            const colspan = this.host.data.columns.length + Number(this.isPicking);
            const head = term === ALL ? null : create("tr", { class: "patterns-group-row" },
                create("th", { scope: "rowgroup", colspan }, ...this.groupTitle(term, count)));
            const body = create("tbody", {}, head);
            this.table.append(body);
            return body;
        }

        /**
         * @param {number} term
         */
        groupTerm(term) {
            return this.host.data.taxonomies.find(({ name }) => name === this.host.state.group)?.terms[term];
        }

        /**
         * @param {number} term
         */
        groupName(term) {
            return this.groupTerm(term)?.label ?? this.host.words.uncategorised ?? "";
        }

        /**
         * @param {number} term
         * @param {number} count
         */
        groupTitle(term, count) {
            const sign = icon(this.groupTerm(term)?.icon);
            return [sign, this.groupName(term), " ", create("span", { class: "patterns-count" }, String(count))];
        }

        /** The table's head, which stays, so that the focus stays in it. */
        emptyTable() {
            const { data, words } = this.host;
            const heads = data.columns.map((column) => this.head(column));
            if (this.isPicking) {
                const word = create("span", { class: "patterns-only-heard" }, words.compare);
                heads.unshift(create("th", { scope: "col", class: "patterns-pick-head" }, word));
            }
            const caption = create("caption", { class: "patterns-only-heard" }, words.sort_hint);
            return create("table", {}, caption, create("thead", {}, create("tr", {}, ...heads)));
        }

        /**
         * @param {PatternsColumn} column
         */
        head({ name, label }) {
            const { host } = this;
            const sort = () => host.change({ ...host.state, sort: host.state.sort === name ? `-${name}` : name });
            const head = create("th", {
                scope: "col",
                "data-column": name,
                class: name === PatternsFilter.MINUTES ? "patterns-number" : null,
            }, name === "description" ? label : button(label, sort, { class: "patterns-button patterns-sort" }));
            host.updates.push(() => {
                const sorted = { [name]: "ascending", [`-${name}`]: "descending" }[host.state.sort];
                if (sorted) {
                    head.setAttribute("aria-sort", sorted);
                } else {
                    head.removeAttribute("aria-sort");
                }
            });
            return head;
        }
    }

    return { ALL, Frame };
})();
