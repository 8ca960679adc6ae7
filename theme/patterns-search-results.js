/*
 * mdbook-patterns: all results of a query: facets with counts, order, every hit with its headings, and what the
 * engine made of the words.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
/// <reference path="patterns-index.d.ts" />
"use strict";

const PatternsSearchResults = (() => {
    const { create, icon, say } = PatternsCommon;
    const { address } = PatternsSearchState;
    const { button, item, fill, isNamed } = PatternsSearchDraw;
    /** How many results stand there at once, and how many terms of a facet. */
    const PAGE = 20;
    const TERMS = 8;

    /** Loads excerpts of the hits that readers see, and of no others. */
    class Excerpts {
        /**
         * @param {PatternsSearchHost} host
         * @param {Element} box what scrolls
         */
        constructor(host, box) {
            this.host = host;
            /** @type {Map<Element, () => void>} */
            this.waiting = new Map();
            this.observer = new IntersectionObserver((entries) => {
                for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
                    this.observer.unobserve(target);
                    this.waiting.get(target)?.();
                    this.waiting.delete(target);
                }
            }, { root: box, rootMargin: "100px" });
        }

        /** Forgets all; what is still on its way is drawn into what is no longer there. */
        clear() {
            this.observer.disconnect();
            this.waiting.clear();
        }

        /**
         * @param {PatternsFound} found
         * @param {PatternsSearchResult} result
         * @param {PatternsDrawn} drawn
         */
        add(found, result, drawn) {
            this.waiting.set(drawn.element, async () => {
                try {
                    const excerpt = await (await this.host.engine()).excerpt(found, result.hit);
                    fill(drawn, excerpt, (id) => address(this.host.root, result.url, found.words, id), isNamed(found, result));
                } catch (error) {
                    this.host.fail(error);
                }
            });
            this.observer.observe(drawn.element);
        }
    }

    /**
     * What the engine made of the words: other spellings, words left out, words that are nowhere.
     * @param {PatternsSearchHost} host
     * @param {PatternsFound} found
     */
    function notes({ words, ask }, found) {
        const line = (/** @type {string | undefined} */ word, /** @type {Record<string, string>} */ values) =>
            create("p", { class: "patterns-search-note" }, say(word, values));
        const { corrected, suggestion, missing, ignored, unchecked } = found;
        return [
            ...corrected.map(({ from, to }) => line(words.search_corrected, { from, to })),
            suggestion === null ? null : create("p", { class: "patterns-search-note" },
                button(say(words.search_suggestion, { query: suggestion }), () => ask({ text: suggestion }), { class: "patterns-button patterns-suggestion" })),
            missing.length > 0 ? line(words.search_missing, { words: missing.join(", ") }) : null,
            ignored.length > 0 ? line(words.search_ignored, { words: ignored.join(", ") }) : null,
            unchecked > 0 ? line(words.search_unchecked, {}) : null,
        ].filter((note) => note !== null);
    }

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
            /** @type {Set<string>} the facets of which all terms are shown */
            this.whole = new Set();
            this.drawn = 0;
            /** @type {PatternsFound | null} */
            this.found = null;
            const { words } = host;
            this.count = create("p", { class: "patterns-search-count" });
            this.notes = create("div", { class: "patterns-search-notes" });
            this.list = create("ol", { class: "patterns-found-list" });
            this.tail = create("div", { class: "patterns-search-tail" });
            this.facets = create("div", { class: "patterns-search-facets", id: "patterns-search-facets" });
            this.toggle = button("", () => this.open(this.isNarrow), { class: "patterns-button patterns-search-filters",
                "aria-expanded": "false", "aria-controls": "patterns-search-facets" });
            this.reset = button(words.catalog_reset ?? "", () => host.ask({ filters: {} }), { class: "patterns-button patterns-reset" });
            this.sort = this.sorting();
            const head = create("div", { class: "patterns-search-head" }, this.count, this.toggle, this.reset,
                create("label", { class: "patterns-field" }, create("span", {}, words.catalog_sort), this.sort));
            this.side = create("div", { class: "patterns-search-side", role: "group", "aria-label": words.catalog_filters }, this.facets);
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
            this.notes.replaceChildren(...notes(this.host, found));
            this.showFacets(facets);
            this.list.replaceChildren();
            this.append(found, results);
            if (found.hits.length === 0) {
                this.tail.replaceChildren(this.nothing());
            }
        }

        nothing() {
            const { words, question, ask } = this.host;
            const hasFilters = Object.values(question.filters).some((ids) => ids.length > 0);
            return create("div", { class: "patterns-empty" },
                create("p", {}, say(words.search_none, { query: question.text })),
                hasFilters ? button(words.catalog_reset ?? "", () => ask({ filters: {} })) : null);
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

        // Facets --------------------------------------------------------------------------------------------

        /**
         * @param {PatternsFacet[]} facets
         */
        showFacets(facets) {
            const focused = document.activeElement instanceof HTMLElement && this.facets.contains(document.activeElement)
                ? document.activeElement.dataset.key : undefined;
            const shown = facets.filter(({ facet }) => facet).map((facet) => this.facet(facet)).filter((box) => box !== null);
            this.facets.replaceChildren(...shown);
            if (focused !== undefined) {
                const again = [...this.facets.querySelectorAll("[data-key]")].find((one) => one instanceof HTMLElement && one.dataset.key === focused);
                (again instanceof HTMLElement ? again : this.facets.querySelector("input"))?.focus({ preventScroll: true });
            }
            const { filters } = this.host.question;
            const active = Object.values(filters).reduce((sum, ids) => sum + ids.length, 0);
            this.toggle.textContent = `${this.host.words.catalog_filters ?? ""}${active > 0 ? ` (${active})` : ""}`;
            this.toggle.hidden = shown.length === 0;
            this.reset.hidden = active === 0;
            this.element.classList.toggle("patterns-without-facets", shown.length === 0);
        }

        /**
         * The terms that a click would show something of, and the chosen ones; most first, unless their order means
         * something.
         * @param {PatternsFacet} facet
         */
        facet(facet) {
            const { name, terms, counts, chosen, ordered } = facet;
            const all = terms.map((term, at) => ({ term, count: counts[at] ?? 0, isOn: chosen.includes(term.id) }))
                .filter(({ count, isOn }) => count > 0 || isOn);
            if (all.length === 0) {
                return null;
            }
            if (!ordered) {
                all.sort((a, b) => Number(b.isOn) - Number(a.isOn) || b.count - a.count);
            }
            const isWhole = this.whole.has(name) || all.length <= TERMS + 1;
            const options = (isWhole ? all : all.slice(0, TERMS)).map(({ term, count, isOn }) => this.term(facet, term, count, isOn));
            const more = isWhole ? null : button(say(this.host.words.catalog_more, { count: all.length - TERMS }), () => {
                this.whole.add(name);
                box.replaceWith(this.facet(facet) ?? "");
                this.facets.querySelector(`[data-facet="${CSS.escape(name)}"]`)?.querySelectorAll("input")[TERMS]?.focus();
            }, { "data-key": `${name} more` });
            const box = create("fieldset", { class: "patterns-facet", "data-facet": name },
                create("legend", {}, icon(facet.icon), facet.label), create("div", { class: "patterns-options" }, ...options), more);
            return box;
        }

        /**
         * @param {PatternsFacet} facet
         * @param {PatternsTerm} term
         * @param {number} count
         * @param {boolean} isOn
         */
        term({ name, chosen }, term, count, isOn) {
            const input = create("input", { type: "checkbox", "data-key": `${name} ${term.id}` });
            input.checked = isOn;
            input.addEventListener("change", () => {
                const ids = input.checked ? [...chosen, term.id] : chosen.filter((id) => id !== term.id);
                this.host.ask({ filters: { ...this.host.question.filters, [name]: ids } });
            });
            const text = create("span", { class: "patterns-option-name" }, icon(term.icon), term.label);
            return create("label", { class: "patterns-option", title: term.about }, input, text, " ", create("span", { class: "patterns-count" }, String(count)));
        }
    }

    return { PAGE, Results, Excerpts, notes };
})();
