/*
 * mdbook-patterns: brings the search and the files of its index, which are scripts: that works for http and for files alike,
 * under `script-src 'self'`, and needs no fetch.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchLoad = (() => {
    const { create } = PatternsCommon;

    /** Tells the files beside the index from those of another version, which a browser may still have. A test compares it. */
    const VERSION = "0.1.0";

    /** Who takes what a script brings. @type {WeakMap<HTMLOrSVGScriptElement, (data: unknown, others: Record<string, unknown>) => void>} */
    const takers = new WeakMap();

    /**
     * What every file of the index calls.
     * @param {unknown} data
     * @param {Record<string, unknown>} [others] files that come with it
     */
    function receive(data, others = {}) {
        const script = document.currentScript;
        if (script) {
            takers.get(script)?.(data, others);
        }
    }

    /**
     * A loader of the index of the book at `root`.
     * @param {string} root the address of the book's first folder, with a slash at its end; may be relative
     * @returns {PatternsLoad}
     */
    function from(root) {
        /** @type {Record<string, unknown>} */
        const here = {};
        return (name, fresh) => name in here ? Promise.resolve(here[name]) : new Promise((resolve, reject) => {
            const script = document.createElement("script");
            takers.set(script, (data, others) => {
                Object.assign(here, others);
                resolve(data);
            });
            // A file that loads and does not call is as bad as one that does not load.
            script.onload = script.onerror = () => {
                script.remove();
                reject(new Error(`${name} did not load`));
            };
            script.src = `${root}patterns-index/${name}.js${fresh ? `?${Date.now()}` : ""}`;
            document.head.append(script);
        });
    }

    /** The index that was asked for before its engine was. @type {ReturnType<typeof begin> | null} */
    let ahead = null;

    /**
     * A loader of the index, and its manifest.
     * @param {string} root
     */
    function begin(root) {
        const load = from(root);
        const manifest = load("index", false);
        // Whoever waits for it hears of it.
        manifest.catch(() => undefined);
        return { load, manifest };
    }

    /**
     * The engine of the book at `root`. It comes with the index, so that both are always of one version, and only
     * when somebody wants to search.
     * @param {string} root
     * @param {PatternsEngineOptions} [options]
     * @returns {Promise<PatternsEngine>}
     */
    async function engine(root, options) {
        const { load, manifest: coming } = ahead ?? begin(root);
        ahead = null;
        /** @type {unknown} */
        let manifest = await coming;
        return PatternsSearch.create((name, fresh) => {
            const known = name === "index" && !fresh ? manifest : undefined;
            manifest = undefined;
            return known === undefined ? load(name, fresh) : Promise.resolve(known);
        }, options);
    }

    /**
     * A script or a style beside the index, once.
     * @template {HTMLScriptElement | HTMLLinkElement} T
     * @param {T} element
     * @returns {Promise<void>}
     */
    function bring(element) {
        return new Promise((resolve, reject) => {
            element.onload = () => resolve();
            element.onerror = () => {
                element.remove();
                reject(new Error("it did not load"));
            };
            // Rules of the book's own come after all of ours.
            const styles = element instanceof HTMLLinkElement ? document.querySelector("link[href*='theme/patterns']") : null;
            if (styles === null) {
                document.head.append(element);
            } else {
                styles.after(element);
            }
        });
    }

    /**
     * The address of one of them.
     * @param {string} root
     * @param {string} name
     */
    function beside(root, name) {
        return `${root}patterns-index/${name}?${VERSION}`;
    }

    /**
     * The box and the marks, with their look: most readers of a page do not search. The index comes beside them, not after them.
     * @param {string} root
     */
    async function search(root) {
        ahead = begin(root);
        const look = bring(create("link", { rel: "stylesheet", href: beside(root, "search.css") }));
        // It must not run twice, whichever of the two failed before.
        const box = typeof PatternsSearchBox === "undefined" ? bring(create("script", { src: beside(root, "search-box.js") })) : null;
        const failed = (await Promise.allSettled([look, box])).find(({ status }) => status === "rejected");
        if (failed !== undefined) {
            throw new Error("the search did not load");
        }
    }

    /**
     * What shows previews of links, where the book has any and the browser can show them.
     * @param {string} root
     * @returns {Promise<PatternsPreviewHost | null>}
     */
    async function previews(root) {
        if (!("popover" in HTMLElement.prototype)) {
            return null;
        }
        const load = from(root);
        const manifest = /** @type {PatternsPreviewManifest} */ (await load("preview", false));
        if (manifest.files === 0) {
            return null;
        }
        await bring(create("script", { src: beside(root, "preview-box.js") }));
        return new PatternsPreview.Preview(root, load, manifest);
    }

    Object.assign(globalThis, { patternsIndex: receive });
    return { from, engine, search, previews };
})();
