/*
 * mdbook-patterns: what the search keeps outside of itself: the address, the browser's memory, and the few words that
 * readers see before the index is there. All other words come with the index.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
/// <reference path="patterns-index.d.ts" />
"use strict";

const PatternsSearchState = (() => {
    /** The keys of the address; never mdBook's `search` and `highlight`, and none that a catalog uses. */
    const QUERY = "patterns-q";
    const SORT = "patterns-sort";
    const TERMS = "patterns-in-";
    const MARK = "patterns-mark";
    /** How many words travel to the page that a reader opens, and how many queries are remembered. */
    const MARKS = 40;
    const RECENT = 8;

    /**
     * Words by language, for `search`, and for `search_` and these; a test compares them with src/config/labels/.
     */
    const KEYS = ["search", "close", "failed", "retry"];
    /** @type {Record<string, string[]>} */
    const WORDS = {
        en: ["Search", "Close", "The search index did not load.", "Try again"],
        de: ["Suche", "Schließen", "Der Suchindex wurde nicht geladen.", "Erneut versuchen"],
        es: ["Buscar", "Cerrar", "El índice de búsqueda no se ha cargado.", "Reintentar"],
        fr: ["Rechercher", "Fermer", "L’index de recherche n’a pas été chargé.", "Réessayer"],
        ja: ["検索", "閉じる", "検索インデックスを読み込めませんでした。", "再試行"],
        pt: ["Pesquisar", "Fechar", "O índice de pesquisa não foi carregado.", "Tentar de novo"],
        zh: ["搜索", "关闭", "搜索索引未能加载。", "重试"],
        "zh-hant": ["搜尋", "關閉", "搜尋索引未能載入。", "重試"],
    };

    /**
     * The words that are known before the index is.
     * @param {string} language as in `<html lang>`
     * @returns {Record<string, string>}
     */
    function words(language) {
        const [primary = "", ...rest] = language.toLowerCase().split(/[-_]/);
        // As the build chooses: the script says which signs a Chinese text uses, else the region.
        const isTraditional = rest[0] !== "hans" && rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part));
        const code = primary === "zh" && isTraditional ? "zh-hant" : primary;
        const own = Object.hasOwn(WORDS, code) ? WORDS[code] : WORDS.en;
        return Object.fromEntries(KEYS.map((key, at) => [at === 0 ? key : `search_${key}`, own?.[at] ?? ""]));
    }

    // Address -----------------------------------------------------------------------------------------------

    /**
     * @param {string} text
     */
    function decode(text) {
        try {
            return decodeURIComponent(text.replace(/\+/g, " "));
        } catch {
            return text;
        }
    }

    /**
     * The parts of a query, with their keys decoded and their values as they are.
     * @param {string} query with or without its question mark
     */
    function parts(query) {
        return query.replace(/^\?/, "").split("&").filter((part) => part !== "").map((part) => {
            const at = part.indexOf("=");
            return { part, key: decode(at < 0 ? part : part.slice(0, at)), value: at < 0 ? "" : part.slice(at + 1) };
        });
    }

    /**
     * A query without the keys that `drop` names, and with others behind.
     * @param {string} query
     * @param {(key: string) => boolean} drop
     * @param {string[]} added
     */
    function changed(query, drop, added) {
        const kept = parts(query).filter(({ key }) => !drop(key)).map(({ part }) => part);
        const all = [...kept, ...added];
        return all.length > 0 ? `?${all.join("&")}` : "";
    }

    /**
     * @param {string} key
     */
    function isOurs(key) {
        return key === QUERY || key === SORT || key.startsWith(TERMS);
    }

    /**
     * The address's query for all results of a question, or for none; what others wrote into it stays.
     * @param {string} query as it is
     * @param {PatternsQuestion | null} question
     */
    function print(query, question) {
        if (question === null) {
            return changed(query, isOurs, []);
        }
        const terms = Object.entries(question.filters).filter(([, ids]) => ids.length > 0)
            .map(([name, ids]) => `${TERMS}${encodeURIComponent(name)}=${ids.map(encodeURIComponent).join(",")}`);
        const sort = question.sort === "relevance" ? [] : [`${SORT}=${question.sort}`];
        return changed(query, (key) => isOurs(key) || key === MARK, [`${QUERY}=${encodeURIComponent(question.text)}`, ...terms, ...sort]);
    }

    /**
     * The question that an address asks, if it asks one.
     * @param {string} query
     * @returns {PatternsQuestion | null}
     */
    function parse(query) {
        const ours = parts(query).filter(({ key }) => isOurs(key));
        const text = ours.find(({ key }) => key === QUERY);
        if (text === undefined) {
            return null;
        }
        /** @type {Record<string, string[]>} */
        const filters = {};
        for (const { key, value } of ours.filter(({ key }) => key.startsWith(TERMS))) {
            filters[key.slice(TERMS.length)] = value.split(",").map(decode).filter((id) => id !== "");
        }
        const sort = ours.find(({ key }) => key === SORT)?.value;
        return { text: decode(text.value), filters, sort: sort === "title" || sort === "date" ? sort : "relevance" };
    }

    /**
     * The address of a result: its page, the words to mark there, and the heading.
     * @param {string} root
     * @param {string} url
     * @param {PatternsWords} words
     * @param {string} id nothing for the top
     */
    function address(root, url, words, id) {
        const all = [...words.forms, ...words.prefixes.map((prefix) => `${prefix}*`)].filter((word) => !/\s/.test(word));
        const mark = all.slice(0, MARKS).map(encodeURIComponent).join("+");
        return `${root}${url}${mark === "" ? "" : `?${MARK}=${mark}`}${id === "" ? "" : `#${encodeURIComponent(id)}`}`;
    }

    /**
     * The words that an address says to mark, if it does.
     * @param {string} query
     * @returns {PatternsWords | null}
     */
    function marks(query) {
        const value = parts(query).find(({ key }) => key === MARK)?.value ?? "";
        const all = value.split(/\+|%20/).map(decode).filter((word) => word !== "" && word !== "*").slice(0, MARKS);
        const forms = all.filter((word) => !word.endsWith("*"));
        const prefixes = all.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
        return all.length > 0 ? { forms, prefixes } : null;
    }

    /**
     * The query without the words to mark.
     * @param {string} query
     */
    function unmarked(query) {
        return changed(query, (key) => key === MARK, []);
    }

    // Memory ------------------------------------------------------------------------------------------------

    /**
     * The queries that a reader of this book asked, the last one first. A browser that keeps nothing is fine: then
     * they last as long as the page.
     * @param {string} book what tells this book from others of the site
     * @param {() => Storage} storage
     */
    function recent(book, storage) {
        const name = `mdbook-patterns:${book}:searches`;
        /** @type {string[]} */
        let kept = [];
        const write = () => {
            try {
                if (kept.length === 0) {
                    storage().removeItem(name);
                } else {
                    storage().setItem(name, JSON.stringify(kept));
                }
            } catch {
                // A private window, or storage that is full.
            }
        };
        return {
            list() {
                try {
                    kept = texts(JSON.parse(storage().getItem(name) ?? "[]"));
                } catch {
                    // What this page knows will do.
                }
                return kept;
            },
            /** @param {string} text */
            add(text) {
                const query = text.trim().replace(/\s+/g, " ");
                if (query !== "") {
                    kept = [query, ...this.list().filter((other) => other !== query)].slice(0, RECENT);
                    write();
                }
            },
            clear() {
                kept = [];
                write();
            },
        };
    }

    /**
     * Whatever others wrote into the storage, only texts come out.
     * @param {unknown} value
     * @returns {string[]}
     */
    function texts(value) {
        return Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, RECENT) : [];
    }

    return { KEYS, WORDS, words, print, parse, address, marks, unmarked, recent };
})();
