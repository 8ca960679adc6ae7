/*
 * mdbook-patterns: the line of completions below the search box: titles, headings and names that what is typed may be the start of.
 * It is one stop for Tab; the arrow key at the end of the text leads there, too.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchCompletions = (() => {
    const { create, button, roving } = PatternsCommon;

    class Completions {
        /** @param {PatternsSearchHost} host */
        constructor(host) {
            this.host = host;
            this.element = create("div", { role: "group", class: "patterns-completions", hidden: true });
            this.refresh = roving(this.element);
            /** @type {PatternsFound | null} */
            this.found = null;
            this.shown = "";
        }

        /**
         * Shows those of an answer, and again when more of its texts are there. What the reader is in stays as it is.
         * @param {PatternsFound} found
         */
        async follow(found) {
            this.found = found;
            // Without completions the answer is whole.
            const texts = await this.host.engine().then((engine) => engine.completions(found)).catch(() => []);
            if (this.found === found && !this.element.contains(document.activeElement)) {
                this.show(texts);
            }
        }

        /** @param {PatternsFound} found of which a text was loaded */
        renew(found) {
            if (this.found === found) {
                this.follow(found);
            }
        }

        clear() {
            this.found = null;
            this.show([]);
        }

        /** @param {string[]} texts */
        show(texts) {
            const all = texts.join("\n");
            if (all === this.shown) {
                return;
            }
            this.shown = all;
            this.element.setAttribute("aria-label", this.host.words.search_completions ?? "");
            this.element.replaceChildren(...texts.map((text) => button(text, () => this.host.ask({ text }))));
            this.element.hidden = texts.length === 0;
            this.refresh();
        }

        /**
         * Goes there from the end of the text, if the key is the one that leads on.
         * @param {string} key
         * @param {HTMLInputElement} input
         */
        enter(key, input) {
            const forward = getComputedStyle(input).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
            const isAtEnd = input.selectionStart === input.value.length && input.selectionEnd === input.value.length;
            const first = this.element.querySelector("button");
            if (key !== forward || !isAtEnd || first === null) {
                return false;
            }
            first.focus();
            return true;
        }
    }

    return { Completions };
})();
