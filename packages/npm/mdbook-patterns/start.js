#!/usr/bin/env node
// Starts the program of the package for this platform, with the same arguments, streams and exit code.
"use strict";

const { spawnSync } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "mdbook-patterns.exe" : "mdbook-patterns";

/** @returns {string | undefined} */
function program() {
    try {
        return require.resolve(`@mdbook-patterns/${platform}/${file}`);
    } catch {
        return undefined;
    }
}

const path = program();
if (path === undefined) {
    process.stderr.write(
        `mdbook-patterns: there is no program for ${platform}. Install with optional dependencies, ` +
            "or compile it: `cargo install mdbook-patterns`\n",
    );
    process.exit(2);
}
const run = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
    process.stderr.write(`mdbook-patterns: cannot run ${path}: ${run.error.message}\n`);
}
process.exit(run.status ?? 2);
