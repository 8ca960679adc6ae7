/*
 * mdbook-patterns: what a page knows before the index is there: where the book starts, the few words that readers see first, and
 * what the book says of both. All other words come with the index.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchSettings = (() => {
    /** Where the book starts, by mdBook, or by the place of this script where a policy forbids mdBook's own words. */
    const ROOT = typeof path_to_root === "string" ? path_to_root || "./"
        : document.currentScript instanceof HTMLScriptElement ? document.currentScript.src.replace(/theme\/(search\/)?[^/]*$/, "") : "./";

    /** What the words are for; a test compares them with src/config/labels/. */
    const KEYS = ["search", "search_close", "search_failed", "search_retry", "to_top"];
    /** @type {Record<string, string[]>} */
    const WORDS = {
        en: ["Search", "Close", "The search index did not load.", "Try again", "Back to top"],
        de: ["Suche", "Schließen", "Der Suchindex wurde nicht geladen.", "Erneut versuchen", "Nach oben"],
        es: ["Buscar", "Cerrar", "El índice de búsqueda no se ha cargado.", "Reintentar", "Volver arriba"],
        fr: ["Rechercher", "Fermer", "L’index de recherche n’a pas été chargé.", "Réessayer", "Haut de page"],
        ja: ["検索", "閉じる", "検索インデックスを読み込めませんでした。", "再試行", "ページの先頭へ"],
        pt: ["Pesquisar", "Fechar", "O índice de pesquisa não foi carregado.", "Tentar de novo", "Voltar ao topo"],
        zh: ["搜索", "关闭", "搜索索引未能加载。", "重试", "返回顶部"],
        "zh-hant": ["搜尋", "關閉", "搜尋索引未能載入。", "重試", "回到頂端"],
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
        return Object.fromEntries(KEYS.map((key, at) => [key, own?.[at] ?? ""]));
    }

    /**
     * What the book says otherwise, which is in its pages: that no key opens the search, and words of its own.
     * @returns {PatternsSearchSettings}
     */
    function own() {
        const element = document.querySelector("[data-patterns-search]");
        return element instanceof HTMLElement ? JSON.parse(element.dataset.patternsSearch ?? "{}") : {};
    }

    /** The words of this page, of the book's own where it has some. */
    function first() {
        return { ...words(document.documentElement.lang), ...own().words };
    }

    /** Whether keys open the search in this book. */
    function hasKeys() {
        return own().shortcuts !== false;
    }

    /**
     * Ctrl+K, or Cmd+K.
     * @param {KeyboardEvent} event
     */
    function isOpening(event) {
        return event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    }

    return { ROOT, KEYS, WORDS, words, first, hasKeys, isOpening };
})();
