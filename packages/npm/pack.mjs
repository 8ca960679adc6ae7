// Writes the npm packages: `node packages/npm/pack.mjs OUT TARGET=PROGRAM ...`, with the targets of Rust. The folders in
// OUT are for `npm pack` and `npm publish`: one for each platform, and the one that people install.

import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");

/** What npm calls the platforms. The program for Linux is linked statically, so that any C library will do. */
const PLATFORMS = {
    "x86_64-unknown-linux-musl": ["linux", "x64"],
    "aarch64-unknown-linux-musl": ["linux", "arm64"],
    "x86_64-apple-darwin": ["darwin", "x64"],
    "aarch64-apple-darwin": ["darwin", "arm64"],
    "x86_64-pc-windows-msvc": ["win32", "x64"],
};

/** The version that Cargo.toml has. */
function version() {
    const found = /\[package\][^[]*?\nversion = "([^"]+)"/.exec(readFileSync(join(root, "Cargo.toml"), "utf8"));
    if (!found) {
        throw new Error("Cargo.toml has no version");
    }
    return found[1];
}

function write(folder, manifest) {
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
    for (const license of ["LICENSE-MIT", "LICENSE-APACHE"]) {
        copyFileSync(join(root, license), join(folder, license));
    }
}

/** The package with the program of one platform; its name. */
function platform(out, [target, program], manifest) {
    const [os, cpu] = PLATFORMS[target] ?? [];
    if (!os) {
        throw new Error(`${target} is not one of ${Object.keys(PLATFORMS).join(", ")}`);
    }
    const name = `@mdbook-patterns/${os}-${cpu}`;
    const folder = join(out, `${os}-${cpu}`);
    mkdirSync(folder, { recursive: true });
    const file = basename(program);
    copyFileSync(program, join(folder, file));
    chmodSync(join(folder, file), 0o755);
    const { license, repository } = manifest;
    const description = `The program of mdbook-patterns for ${os} on ${cpu}`;
    write(folder, { name, version: manifest.version, description, license, repository, os: [os], cpu: [cpu], files: [file] });
    return name;
}

export function pack(out, programs) {
    const manifest = JSON.parse(readFileSync(join(here, "mdbook-patterns", "package.json"), "utf8"));
    manifest.version = version();
    const names = programs.map((program) => platform(out, program, manifest));
    const folder = join(out, "mdbook-patterns");
    cpSync(join(here, "mdbook-patterns"), folder, { recursive: true });
    manifest.optionalDependencies = Object.fromEntries(names.map((name) => [name, manifest.version]));
    write(folder, manifest);
    return names;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [out, ...programs] = process.argv.slice(2);
    if (!out || programs.length === 0) {
        process.stderr.write("usage: node packages/npm/pack.mjs OUT TARGET=PROGRAM ...\n");
        process.exit(2);
    }
    pack(out, programs.map((program) => program.split("=")));
}
