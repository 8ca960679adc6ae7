/*
 * mdbook-patterns: brings the files of the search index, which are scripts: that works for http and for files alike,
 * under `script-src 'self'`, and needs no fetch.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchLoad = (() => {
    /** The callers that wait for a file. @type {Map<string, (data: unknown) => void>} */
    const waiting = new Map();

    /**
     * What every file of the index calls.
     * @param {string} name
     * @param {unknown} data
     */
    function receive(name, data) {
        waiting.get(name)?.(data);
    }

    /**
     * A loader of the index of the book at `root`.
     * @param {string} root the address of the book's first folder, with a slash at its end; may be relative
     * @returns {PatternsLoad}
     */
    function from(root) {
        return (name, fresh) => new Promise((resolve, reject) => {
            const script = document.createElement("script");
            const done = () => {
                script.remove();
                waiting.delete(name);
            };
            waiting.set(name, (data) => {
                done();
                resolve(data);
            });
            // A file that loads and does not call is as bad as one that does not load.
            script.onload = script.onerror = () => {
                done();
                reject(new Error(`${name} did not load`));
            };
            script.src = `${root}patterns-index/${name}.js${fresh ? `?${Date.now()}` : ""}`;
            document.head.append(script);
        });
    }

    /**
     * The engine of the book at `root`. It comes with the index, so that both are always of one version, and only
     * when somebody wants to search.
     * @param {string} root
     * @param {PatternsEngineOptions} [options]
     * @returns {Promise<PatternsEngine>}
     */
    async function engine(root, options) {
        const load = from(root);
        let manifest = await load("index", false);
        return PatternsSearch.create((name, fresh) => {
            const known = name === "index" && !fresh ? manifest : undefined;
            manifest = undefined;
            return known === undefined ? load(name, fresh) : Promise.resolve(known);
        }, options);
    }

    Object.assign(globalThis, { patternsIndex: receive });
    return { from, engine };
})();
