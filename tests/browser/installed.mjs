// A book as its author gets it: written, installed into, and built by the program of this checkout.

import { after, before } from "node:test";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root, serve } from "./support.mjs";

/** Makes a book of these files by path; where its HTML is, and how it goes. */
export function installed(files, args = []) {
    const folder = mkdtempSync(join(tmpdir(), "patterns-"));
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    const bin = join(root, "target/debug");
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    const run = (program, args) => execFileSync(join(bin, program), args, { env, stdio: ["ignore", "ignore", "pipe"] });
    run("mdbook-patterns", ["install", folder, ...args]);
    run("xtask", ["render", "--quiet", folder]);
    return { folder, html: join(folder, "book/html"), remove: () => rmSync(folder, { recursive: true }) };
}

/** Books that are served while the tests of a suite run: before it starts they have no `url` yet. */
export function serving(...all) {
    const books = all.map(() => ({ folder: "", html: "", url: "" }));
    const ends = [];
    before(async () => {
        await Promise.all(all.map(async (files, at) => {
            const { folder, html, remove } = installed(files);
            ends.push(remove);
            const server = await serve(html);
            ends.push(() => server.close());
            Object.assign(books[at], { folder, html, url: server.url });
        }));
    });
    after(() => ends.forEach((end) => end()));
    return books;
}
