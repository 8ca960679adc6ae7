// What a reader sees of a built page, by the plainest of means.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of a page of a built book. */
export function textOf(html, path) {
    const page = readFileSync(join(html, path), "utf8");
    return page.slice(page.indexOf("<main>"), page.indexOf("</main>"))
        .replace(/<nav class="patterns.*?<\/nav>/gs, " ")
        .replace(/<!--.*?-->|<(script|style)\b.*?<\/\1>|<span class="boring">.*?<\/span>/gs, " ")
        .replace(/<[^>]*?\balt="([^"]*)"[^>]*>/g, " $1 ")
        .replace(/<\/?(?:em|strong|a|code|span|b|i|sub|sup|del|kbd)\b[^>]*>/g, "")
        .replace(/<[^>]*>/g, " ")
        .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&#(?:x27|39);/g, "'").replace(/&amp;/g, "&");
}
