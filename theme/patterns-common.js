/*
 * mdbook-patterns: what its scripts share: making elements and badges, words, what a book remembers, and arrow keys.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
"use strict";

const PatternsCommon = (() => {
    let ids = 0;
    const newId = () => `patterns-${(ids += 1)}`;

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

    /**
     * A word for readers, with its values.
     * @param {string | undefined} word
     * @param {Record<string, string | number>} [values]
     */
    function say(word, values = {}) {
        return (word ?? "").replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
    }

    /**
     * @param {string | undefined} text
     * @param {() => void} click
     * @param {Record<string, string | boolean | null | undefined>} [attributes]
     */
    function button(text, click, attributes = {}) {
        const element = create("button", { type: "button", class: "patterns-button", ...attributes }, text);
        element.addEventListener("click", click);
        return element;
    }

    /**
     * @param {string | undefined} text
     * @param {HTMLElement} control
     */
    function labelled(text, control) {
        return create("label", { class: "patterns-field" }, create("span", {}, text), control);
    }

    /** Where the book starts. */
    function root() {
        const path = typeof path_to_root === "string" && path_to_root !== "" ? path_to_root : "./";
        // The page for addresses that are none stands at any of them, and has a base.
        return new URL(path, document.baseURI).pathname;
    }

    /** Whether this is the page that joins all chapters. */
    function isPrint() {
        return /\/print(\.html)?$/.test(location.pathname);
    }

    /**
     * What a book remembers between pages; a browser that keeps nothing is fine.
     * @param {string} name
     */
    function memory(name) {
        const key = `mdbook-patterns:${root()}:${name}`;
        return {
            key,
            read() {
                try {
                    return localStorage.getItem(key) ?? "";
                } catch {
                    return "";
                }
            },
            /** @param {string} text */
            write(text) {
                try {
                    if (text === "") {
                        localStorage.removeItem(key);
                    } else {
                        localStorage.setItem(key, text);
                    }
                } catch {
                    // A private window, or storage that is full: nothing is remembered.
                }
            },
        };
    }

    /**
     * Makes a group of buttons one stop for Tab: the arrow keys, Home and End move within it.
     * @param {HTMLElement} group
     * @param {boolean} [selects] whether what the focus reaches is chosen, as in a group of radio buttons
     * @returns {() => void} to be called when its buttons changed
     */
    function roving(group, selects = false) {
        /** @type {HTMLElement | null} */
        let current = null;
        const all = () => [...group.querySelectorAll("button")].filter((one) => !one.hidden && !one.disabled);
        const refresh = () => {
            const usable = all();
            const chosen = usable.find((one) => one.getAttribute("aria-checked") === "true");
            const stop = (selects ? chosen : usable.find((one) => one === current)) ?? usable[0];
            for (const one of group.querySelectorAll("button")) {
                const index = one === stop ? "0" : "-1";
                // Written only where it changes: a browser lays the page out to see what may have the focus.
                if (one.getAttribute("tabindex") !== index) {
                    one.setAttribute("tabindex", index);
                }
            }
        };
        group.addEventListener("focusin", (event) => {
            current = event.target instanceof HTMLElement ? event.target : null;
            refresh();
        });
        group.addEventListener("keydown", (event) => {
            const usable = all();
            const to = next(event, usable.findIndex((one) => one === document.activeElement), usable.length, group);
            const target = to === null ? undefined : usable[to];
            if (target) {
                event.preventDefault();
                target.focus();
                if (selects) {
                    target.click();
                }
            }
        });
        refresh();
        return refresh;
    }

    /**
     * Where a key leads from a place in a row, round and round.
     * @param {KeyboardEvent} event
     * @param {number} at
     * @param {number} count
     * @param {HTMLElement} group
     */
    function next(event, at, count, group) {
        if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
            return null;
        }
        const forward = getComputedStyle(group).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
        switch (event.key) {
            case "Home": return 0;
            case "End": return count - 1;
            case "ArrowDown": return (at + 1) % count;
            case "ArrowUp": return (at + count - 1) % count;
            case "ArrowLeft":
            case "ArrowRight": return (at + (event.key === forward ? 1 : count - 1)) % count;
            default: return null;
        }
    }

    /**
     * Keeps mdBook from changing the chapter at Left and Right, and from closing its search at Escape.
     * @param {HTMLElement} element
     * @param {(target: Element) => boolean} isOurs
     */
    function keepArrows(element, isOurs) {
        element.addEventListener("keydown", (event) => {
            if (["ArrowLeft", "ArrowRight", "Escape"].includes(event.key) && event.target instanceof Element && isOurs(event.target)) {
                event.stopPropagation();
            }
        });
    }

    /**
     * Whether a key is typed into a field, and so is no shortcut. A box to tick takes no text.
     * @param {KeyboardEvent} event
     */
    function isTyping(event) {
        const fields = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
        return event.target instanceof Element && event.target.closest(fields) !== null;
    }

    // After a jump upwards, mdBook's bar stands in the middle of the window until the next scroll.
    document.addEventListener("scrollend", () => document.dispatchEvent(new Event("scroll")));

    return { create, icon, badge, say, button, labelled, newId, root, isPrint, memory, roving, keepArrows, isTyping };
})();
