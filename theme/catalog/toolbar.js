/*
 * mdbook-patterns: the row of controls over a catalog: text filter, order, groups, views, quick filters, and the
 * switch of the shortcuts.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsToolbar = (() => {
    const { create, icon, button, labelled, memory, roving, isTyping } = PatternsCommon;

    /**
     * @param {PatternsHost} host
     */
    function textFilter(host) {
        const input = create("input", {
            type: "search", autocomplete: "off", spellcheck: "false", placeholder: host.words.placeholder,
        });
        input.addEventListener("input", () => host.change({ ...host.state, words: input.value }, true));
        host.updates.push(() => {
            if (input.value.trim() !== host.state.words.trim()) {
                input.value = host.state.words;
            }
        });
        return input;
    }

    /**
     * @param {PatternsHost} host
     * @param {HTMLInputElement} input the text filter
     * @param {HTMLElement} toggle the button that shows the facets
     */
    function toolbar(host, input, toggle) {
        const text = labelled(host.words.text, input);
        text.classList.add("patterns-field-text");
        return create("div", { class: "patterns-toolbar" }, text, sorting(host), grouping(host), toggle, views(host));
    }

    /**
     * Tells the style when the toolbar stands at the top of the window, over what scrolls.
     * @param {Element | null} bar
     */
    function stick(bar) {
        if (bar === null || typeof IntersectionObserver === "undefined") {
            return;
        }
        const top = Number.parseFloat(getComputedStyle(bar).insetBlockStart) || 0;
        new IntersectionObserver(([entry]) => {
            const isAbove = entry !== undefined && entry.intersectionRatio < 1 && entry.boundingClientRect.top <= top;
            bar.classList.toggle("patterns-stuck", isAbove);
        }, { threshold: 1, rootMargin: `-${top + 1}px 0px 0px 0px` }).observe(bar);
    }

    /**
     * @param {PatternsHost} host
     */
    function views(host) {
        const names = /** @type {const} */ (["table", "cards", "list"]);
        const group = create("div", { class: "patterns-views", role: "radiogroup", "aria-label": host.words.view });
        const buttons = names.map((view) => button(host.words[`view_${view}`] ?? view,
            () => host.change({ ...host.state, view }), { role: "radio" }));
        group.append(...buttons);
        const refresh = roving(group, true);
        host.updates.push(() => {
            buttons.forEach((one, at) => one.setAttribute("aria-checked", String(host.state.view === names[at])));
            refresh();
        });
        return group;
    }

    /**
     * @param {PatternsHost} host
     * @param {[string, string][]} options values and texts
     * @param {() => string} value
     * @param {(value: string) => void} choose
     */
    function select(host, options, value, choose) {
        const element = create("select", {}, ...options.map(([value, text]) => create("option", { value }, text)));
        element.addEventListener("change", () => choose(element.value));
        host.updates.push(() => { element.value = value(); });
        return element;
    }

    /**
     * @param {PatternsHost} host
     */
    function sorting(host) {
        const { words, data } = host;
        const name = () => host.state.sort.replace(/^-/, "");
        const isDown = () => host.state.sort.startsWith("-");
        /** @type {[string, string][]} */
        const options = PatternsOrder.sortable(data).map(({ name, label }) => [name, label]);
        if (data.sort === "") {
            options.unshift(["", words.book_order ?? ""]);
        }
        const control = select(host, options, name, (sort) => host.change({ ...host.state, sort }));
        const down = button("", () => host.change({ ...host.state, sort: `${isDown() ? "" : "-"}${name()}` }), {
            class: "patterns-button patterns-descending", "aria-label": words.descending, title: words.descending,
        });
        host.updates.push(() => {
            down.setAttribute("aria-pressed", String(isDown()));
            down.disabled = name() === "";
        });
        return create("div", { class: "patterns-sorting" }, labelled(words.sort, control), down);
    }

    /**
     * @param {PatternsHost} host
     */
    function grouping(host) {
        /** @type {[string, string][]} */
        const options = host.data.taxonomies.filter(({ facet }) => facet).map(({ name, label }) => [name, label]);
        options.unshift(["", host.words.ungrouped ?? ""]);
        return labelled(host.words.group,
            select(host, options, () => host.state.group, (group) => host.change({ ...host.state, group })));
    }

    /**
     * Buttons for the terms of `quick` taxonomies.
     * @param {PatternsHost} host
     */
    function quick(host) {
        const bar = create("div", { class: "patterns-quick", role: "toolbar", "aria-label": host.words.quick });
        host.data.taxonomies.forEach((taxonomy, at) => {
            const terms = taxonomy.quick && taxonomy.facet ? taxonomy.terms : [];
            bar.append(...terms.map((term, place) => quickButton(host, taxonomy, at, term, place)));
        });
        if (!bar.firstChild) {
            return null;
        }
        host.updates.push(roving(bar));
        return bar;
    }

    /**
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {number} at
     * @param {PatternsTerm} term
     * @param {number} place
     */
    function quickButton(host, taxonomy, at, term, place) {
        const count = create("span", { class: "patterns-count" });
        const element = button("", () => host.change(PatternsFilter.toggled(host.state, taxonomy.name, term.id)));
        element.append(...[icon(term.icon), term.label, " ", count].filter((part) => part !== null));
        host.updates.push(() => {
            const isOn = (host.state.terms[taxonomy.name] ?? []).includes(term.id);
            const shown = host.result.counts[at]?.[place] ?? 0;
            element.setAttribute("aria-pressed", String(isOn));
            element.hidden = shown === 0 && !isOn;
            count.textContent = String(shown);
        });
        return element;
    }

    /** The keys that are the text filter's: `/` unless mdBook's search has it, Ctrl+K unless ours does. */
    function freeKeys() {
        const hasSlash = document.querySelector("#mdbook-search-toggle, #search-toggle") === null;
        const hasControl = typeof PatternsSearchOpening === "undefined";
        return [...(hasControl ? ["Control+K"] : []), ...(hasSlash ? ["/"] : [])];
    }

    /**
     * Keys that lead to the text filter, unless the book or the reader says no.
     * @param {PatternsHost} host
     * @param {HTMLInputElement} input
     * @returns {HTMLElement | null} the reader's switch
     */
    function shortcuts(host, input) {
        if (!host.data.shortcuts) {
            return null;
        }
        const kept = memory("shortcuts");
        const toggle = create("input", { type: "checkbox", role: "switch" });
        toggle.checked = kept.read() !== "off";
        const text = create("span", {}, host.words.shortcuts);
        const label = create("label", { class: "patterns-field patterns-shortcuts" }, toggle, text);
        // The scripts behind this one may take keys.
        whenLoaded(() => {
            const keys = freeKeys();
            label.hidden = keys.length === 0;
            text.append(...keys.flatMap((key) => [" ", create("kbd", {}, key.replace("Control", "Ctrl"))]));
            const announce = () => {
                if (toggle.checked && keys.length > 0) {
                    input.setAttribute("aria-keyshortcuts", keys.join(" "));
                } else {
                    input.removeAttribute("aria-keyshortcuts");
                }
            };
            toggle.addEventListener("change", () => {
                kept.write(toggle.checked ? "" : "off");
                announce();
            });
            announce();
            document.addEventListener("keydown", (event) => {
                if (toggle.checked && isShortcut(event, keys)) {
                    event.preventDefault();
                    host.focus();
                    input.select();
                }
            });
        });
        return label;
    }

    /**
     * @param {() => void} run
     */
    function whenLoaded(run) {
        if (document.readyState === "loading") {
            document.addEventListener("DOMContentLoaded", run, { once: true });
        } else {
            run();
        }
    }

    /**
     * @param {KeyboardEvent} event
     * @param {string[]} keys
     */
    function isShortcut(event, keys) {
        const isControl = event.ctrlKey || event.metaKey;
        return event.key.toLowerCase() === "k" && isControl && !event.altKey && !event.shiftKey && keys.includes("Control+K")
            || event.key === "/" && !isControl && !event.altKey && !isTyping(event) && keys.includes("/");
    }

    return { textFilter, toolbar, stick, quick, shortcuts };
})();
