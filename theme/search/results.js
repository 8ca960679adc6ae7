/*
 * mdbook-patterns: all results of a query: their count and order, the taxonomies beside them, every hit with its headings.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchResults = (() => {
    const { create, button, say } = PatternsCommon;
    const { address } = PatternsSearchAddress;
    const { item } = PatternsSearchDrawing;
    const { Excerpts } = PatternsSearchExcerpts;
    const { Facets } = PatternsSearchFacets;
    const { notes } = PatternsSearchMessages;

    /** How many results stand there at once. */
    const PAGE = 20;

    /** Everything below the box once the reader asked for all results. */
    class Results {
        /**
         * @param {PatternsSearchHost} host
         * @param {Element} box what scrolls
         */
        constructor(host, box) {
            this.host = host;
            this.excerpts = new Excerpts(host, box);
            this.isNarrow = true;
            this.drawn = 0;
            /** @type {PatternsFound | null} */
            this.found = null;
            const { words } = host;
            this.count = create("p", { class: "patterns-search-count" });
            this.notes = create("div", { class: "patterns-search-notes" });
            this.list = create("ol", { class: "patterns-found-list" });
            this.tail = create("div", { class: "patterns-search-tail" });
            this.facets = new Facets(host);
            this.toggle = button("", () => this.open(this.isNarrow), { class: "patterns-button patterns-search-filters",
                "aria-expanded": "false", "aria-controls": "patterns-search-facets" });
            this.reset = button(words.catalog_reset, () => host.ask({ filters: {} }), { class: "patterns-button patterns-reset" });
            this.sort = this.sorting();
            this.order = create("label", { class: "patterns-field" }, create("span", {}, words.catalog_sort), this.sort);
            const head = create("div", { class: "patterns-search-head" }, this.count, this.toggle, this.reset, this.order);
            this.side = create("div", { class: "patterns-search-side", role: "group", "aria-label": words.catalog_filters }, this.facets.element);
            this.element = create("div", { class: "patterns-search-all" }, head, this.side,
                create("div", { class: "patterns-search-main" }, this.notes, this.list, this.tail));
            this.element.addEventListener("keydown", (event) => this.key(event));
        }

        /**
         * Whether the facets show where there is little room.
         * @param {boolean} isOpen
         */
        open(isOpen) {
            this.isNarrow = !isOpen;
            this.element.classList.toggle("patterns-open", isOpen);
            this.toggle.setAttribute("aria-expanded", String(isOpen));
        }

        sorting() {
            const { words, isDated } = this.host;
            const names = /** @type {const} */ (["relevance", "title", "date"]);
            const select = create("select", {}, ...names.filter((name) => name !== "date" || isDated).map((name) =>
                create("option", { value: name }, name === "title" ? words.title : words[`search_${name}`])));
            select.addEventListener("change", () => {
                const sort = names.find((name) => name === select.value) ?? "relevance";
                this.host.ask({ sort });
            });
            return select;
        }

        /**
         * Shows an answer.
         * @param {PatternsFound} found
         * @param {PatternsSearchResult[]} results its first ones
         * @param {PatternsFacet[]} facets
         */
        show(found, results, facets) {
            const { question, words } = this.host;
            this.found = found;
            this.drawn = 0;
            this.excerpts.clear();
            this.count.textContent = say(words.search_count, { count: found.hits.length });
            this.sort.value = question.sort;
            this.order.hidden = found.hits.length === 0;
            this.notes.replaceChildren(...notes(this.host, found));
            this.showFacets(facets);
            this.list.replaceChildren();
            this.append(found, results);
            if (found.hits.length === 0) {
                this.tail.replaceChildren(this.nothing());
            }
        }

        nothing() {
            const { words, question, root, catalog } = this.host;
            const hasFilters = Object.values(question.filters).some((ids) => ids.length > 0);
            const way = (/** @type {string} */ path, /** @type {string | undefined} */ word) =>
                create("li", {}, create("a", { href: root + path }, word));
            return create("div", { class: "patterns-empty" },
                create("p", {}, say(words.search_none, { query: question.text })),
                hasFilters ? button(words.catalog_reset, () => this.host.ask({ filters: {} })) : null,
                create("ul", { class: "patterns-search-ways" }, way("index.html", words.home), catalog ? way(catalog, words.catalog) : null));
        }

        /**
         * @param {PatternsFound} found
         * @param {PatternsSearchResult[]} results
         */
        append(found, results) {
            for (const result of results) {
                const isFirstOfSome = this.drawn === found.complete && found.complete > 0;
                if (isFirstOfSome) {
                    this.list.append(create("li", { class: "patterns-search-note patterns-search-some" }, this.host.words.search_some));
                }
                const drawn = item(result, address(this.host.root, result.url, found.words, ""));
                this.list.append(drawn.element);
                this.excerpts.add(found, result, drawn);
                this.drawn += 1;
            }
            const left = found.hits.length - this.drawn;
            this.tail.replaceChildren(...(left > 0 ? [this.more(found, left)] : []));
        }

        /**
         * @param {PatternsFound} found
         * @param {number} left
         */
        more(found, left) {
            const element = button(say(this.host.words.catalog_more, { count: left }), async () => {
                const from = this.drawn;
                try {
                    const results = await (await this.host.engine()).results(found, from, from + PAGE);
                    if (this.found === found && this.drawn === from) {
                        this.append(found, results);
                        this.links()[from]?.focus();
                    }
                } catch (error) {
                    this.host.fail(error);
                }
            });
            return create("p", { class: "patterns-more" }, element);
        }

        /** The links of titles, in order. */
        links() {
            return [...this.list.querySelectorAll(".patterns-found-title > a")].filter((link) => link instanceof HTMLElement);
        }

        /**
         * Up and Down go from link to link.
         * @param {KeyboardEvent} event
         */
        key(event) {
            const links = [...this.list.querySelectorAll("a")];
            const at = links.findIndex((link) => link === document.activeElement);
            if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) {
                return;
            }
            event.preventDefault();
            if (event.key === "ArrowUp" && at === 0) {
                this.element.dispatchEvent(new CustomEvent("patterns-leave", { bubbles: true }));
            } else {
                links[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
            }
        }

        /**
         * @param {PatternsFacet[]} facets
         */
        showFacets(facets) {
            const { question, words } = this.host;
            const hasAny = this.facets.show(facets);
            const active = Object.values(question.filters).reduce((sum, ids) => sum + ids.length, 0);
            this.toggle.textContent = `${words.catalog_filters ?? ""}${active > 0 ? ` (${active})` : ""}`;
            this.toggle.hidden = !hasAny;
            this.reset.hidden = active === 0;
            this.element.classList.toggle("patterns-without-facets", !hasAny);
        }
    }

    return { PAGE, Results };
})();
