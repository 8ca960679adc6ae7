/*
 * mdbook-patterns: the list below the box: an option is active, and arrows, Home and End move, while the focus stays in the box.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchOptions = (() => {
    const { create } = PatternsCommon;

    const LIST = "patterns-search-list";

    class Options {
        /** @param {string | undefined} label */
        constructor(label) {
            this.input = create("input", { type: "text", role: "combobox", class: "patterns-search-input", "aria-label": label, placeholder: label,
                "aria-autocomplete": "list", "aria-controls": LIST, "aria-expanded": "false", autocomplete: "off", autocapitalize: "off",
                spellcheck: "false", inputmode: "search", enterkeyhint: "search", maxlength: 500 });
            this.element = create("div", { role: "listbox", id: LIST, class: "patterns-search-list", "aria-label": label, hidden: true });
            /** @type {HTMLElement[]} */
            this.options = [];
            this.at = -1;
        }

        /** The active option. */
        get chosen() {
            return this.options[this.at];
        }

        /**
         * @param {HTMLElement[]} options
         * @param {string | undefined} label
         */
        show(options, label) {
            options.forEach((element, at) => { element.id = `${LIST}-${at}`; });
            this.options = options;
            this.element.replaceChildren(...options);
            this.element.setAttribute("aria-label", label ?? "");
            this.element.hidden = options.length === 0;
            this.input.setAttribute("aria-expanded", String(options.length > 0));
            this.choose(-1);
        }

        /**
         * Makes an option the active one; -1 is the box itself.
         * @param {number} at
         */
        choose(at) {
            this.chosen?.setAttribute("aria-selected", "false");
            this.at = at;
            const { chosen } = this;
            if (chosen) {
                chosen.setAttribute("aria-selected", "true");
                chosen.scrollIntoView({ block: "nearest" });
                this.input.setAttribute("aria-activedescendant", chosen.id);
            } else {
                this.input.removeAttribute("aria-activedescendant");
            }
        }

        /**
         * Moves, if the key is one that does.
         * @param {string} key
         */
        move(key) {
            const last = this.options.length - 1;
            const isActive = this.at >= 0;
            /** @type {Record<string, number>} */
            const places = {
                ArrowDown: this.at >= last ? -1 : this.at + 1,
                ArrowUp: isActive ? this.at - 1 : last,
                ...(isActive ? { Home: 0, End: last } : {}),
            };
            const to = places[key];
            if (to !== undefined) {
                this.choose(to);
            }
            return to !== undefined;
        }
    }

    return { Options };
})();
