// Pictures of this project's own book, for README and guide: `cargo xtask screenshots`.
//
//   node xtask/scripts/screenshots.mjs           takes them anew
//   node xtask/scripts/screenshots.mjs --check   fails where a page no longer looks as its picture was taken
//
// Beside each picture, `screenshots.json` keeps a hash of what the picture was made of: the elements and texts of the page as
// it was built, and our style. A picture is out of date if that hash is another one. Pixels and places are not
// compared: they differ between versions of the browser and of the fonts.

import { createHash } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, book, root, serve } from "../../tests/browser/support.mjs";

const IMAGES = join(root, "book/src/images");
const HASHES = join(IMAGES, "screenshots.json");
const LARGEST = 150 * 1024;

/** What is in the pictures: a page, a theme, a size, and what to do first. */
const PICTURES = [
    { name: "page", page: "patterns/resilience/circuit-breaker.html", width: 1200, height: 860 },
    { name: "catalog", page: "catalog.html?category=resilience&view=cards", width: 1200, height: 860 },
    { name: "page-dark", page: "patterns/data/sharding.html", theme: "navy", width: 1200, height: 860 },
    { name: "phone", page: "patterns/resilience/timeout.html", width: 390, height: 760 },
    { name: "search", page: "index.html?patterns-q=timeout", width: 1200, height: 700 },
];

/** A page as every machine shows it: one size, one theme, nothing that moves, nothing kept from before. */
async function open(browser, url, picture) {
    const context = await browser.newContext({
        viewport: { width: picture.width, height: picture.height },
        deviceScaleFactor: 1,
        reducedMotion: "reduce",
        colorScheme: "light",
        locale: "en",
    });
    await context.addInitScript((theme) => {
        localStorage.setItem("mdbook-theme", theme);
        localStorage.setItem("mdbook-sidebar", "hidden");
    }, picture.theme ?? "light");
    const page = await context.newPage();
    await page.goto(url + picture.page, { waitUntil: "networkidle" });
    await page.evaluate(() => document.fonts.ready);
    return page;
}

/** Whether this machine draws emoji in colour; without a font for them badges show boxes. */
function drawsEmoji(page) {
    return page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d");
        canvas.font = "16px sans-serif";
        canvas.fillText("\u{1f947}", 0, 16);
        const { data } = canvas.getImageData(0, 0, 24, 24);
        return data.some((value, at) => at % 4 === 0 && value !== data[at + 2]);
    });
}

/** A hash of the elements and texts of the page, and of our style. */
async function hashOf(page) {
    const shown = await page.evaluate(async () => {
        const built = await fetch(location.pathname).then((answer) => answer.text());
        const main = new DOMParser().parseFromString(built, "text/html").querySelector("main");
        const own = (element) => [...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join(" ");
        const line = (element) => `${element.tagName}.${element.getAttribute("class") ?? ""} ${own(element)}`;
        const sheets = [...document.querySelectorAll("link[rel=stylesheet][href*=patterns]")].map(({ href }) => href);
        const styles = await Promise.all(sheets.map((href) => fetch(href).then((answer) => answer.text())));
        return [...[...main.querySelectorAll("*")].map(line), ...styles].join("\n");
    });
    return createHash("sha256").update(shown).digest("hex").slice(0, 16);
}

async function main(check) {
    const known = JSON.parse(await readFile(HASHES, "utf8").catch(() => "{}"));
    const server = await serve(book);
    const browser = await launch();
    const hashes = {};
    const stale = [];
    try {
        for (const picture of PICTURES) {
            const page = await open(browser, server.url, picture);
            const file = join(IMAGES, `${picture.name}.png`);
            hashes[picture.name] = await hashOf(page);
            if (hashes[picture.name] !== known[picture.name]) {
                stale.push(picture.name);
            }
            if (!check) {
                if (!await drawsEmoji(page)) {
                    throw new Error("no font for emoji: install fonts-noto-color-emoji");
                }
                await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
                const { size } = await stat(file);
                if (size > LARGEST) {
                    throw new Error(`${file} has ${size} bytes, more than ${LARGEST}`);
                }
            }
            await page.context().close();
        }
    } finally {
        await browser.close();
        await server.close();
    }
    if (!check) {
        await writeFile(HASHES, `${JSON.stringify(hashes, null, 2)}\n`);
    } else if (stale.length > 0) {
        throw new Error(`out of date: ${stale.join(", ")}; run \`cargo xtask screenshots\`, and look at them`);
    }
}

main(process.argv.includes("--check")).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
