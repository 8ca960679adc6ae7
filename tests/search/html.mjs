// What a reader sees of a built page, by the plainest of means.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What entities stand for. */
const signs = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&#(?:x27|39);/g, "'").replace(/&amp;/g, "&");

/** A piece of HTML as text. */
export const plain = (html) => signs(html.replace(/<[^>]*>/g, "")).trim();

/** The text of a page of a built book; `navs` says whether with the links to other pages that we add. */
export function textOf(html, path, { navs = true } = {}) {
    const page = readFileSync(join(html, path), "utf8");
    const main = page.slice(page.indexOf("<main>"), page.indexOf("</main>"));
    return signs((navs ? main : main.replace(/<nav class="patterns.*?<\/nav>/gs, " "))
        .replace(/<!--.*?-->|<(script|style)\b.*?<\/\1>|<span class="boring">.*?<\/span>/gs, " ")
        .replace(/<[^>]*?\balt="([^"]*)"[^>]*>/g, " $1 ")
        .replace(/<\/?(?:em|strong|a|code|span|b|i|sub|sup|del|kbd)\b[^>]*>/g, "")
        .replace(/<[^>]*>/g, " "));
}
