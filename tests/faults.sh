#!/usr/bin/env bash
# Faults that a test cannot make everywhere: programs killed at random points, disks that are full, memory and standard
# output that are not there. `tests/faults.sh [FOLDER]` takes the programs of FOLDER (by default target/debug), works in a
# temporary folder, says one line a fault, and fails if one of them left something half done. `BIG=1` adds books of 200 MB and
# 600,000 pages, for which the programs should be those of a release build.
set -u
bin=$(cd "${1:-${CARGO_TARGET_DIR:-$(dirname "$0")/../target}/debug}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
rounds=${ROUNDS:-30}

say() { printf '%-58s %s\n' "$1" "$2"; }
check() { # NAME CONDITION...
    local name=$1
    shift
    if "$@"; then
        say "$name" ok
        passed=$((passed + 1))
    else
        say "$name" FAILED
        failed=$((failed + 1))
    fi
}

book() { # FOLDER
    rm -rf "$1"
    mkdir -p "$1/src"
    printf '[book]\ntitle = "B"\nlanguage = "en"\n' > "$1/book.toml"
    printf '# Summary\n\n- [A](a.md)\n' > "$1/src/SUMMARY.md"
    printf -- '---\ntitle: A\nintroduced: March 2024\n---\n# A\n\ntext\n' > "$1/src/a.md"
}

# Runs a command and kills it after a random moment; whether it ended by itself does not matter.
killed() {
    "$@" > /dev/null 2>&1 &
    local child=$!
    sleep "0.0$((RANDOM % 100))"
    kill -9 "$child" 2> /dev/null
    wait "$child" 2> /dev/null
}

# The same while files are written: commands that write little are done soon.
killed_soon() {
    "$@" > /dev/null 2>&1 &
    local child=$!
    sleep "0.00$((RANDOM % 10))$((RANDOM % 10))"
    kill -9 "$child" 2> /dev/null
    wait "$child" 2> /dev/null
}

# Every file that `install` writes is as `install` writes it, or not there, or as it was.
install_is_whole() {
    local file name
    while read -r file; do
        name=${file#"$work/b/"}
        case $name in
            *.tmp* | *.md | book.toml) ;;
            *) cmp -s "$file" "$work/good/$name" || { echo "half: $name"; return 1; } ;;
        esac
    done < <(find "$work/b/theme" -type f ! -name '.*' 2> /dev/null)
    grep -q '^title = "B"' "$work/b/book.toml"
}

kill_install() {
    local _
    book "$work/good" && "$bin/mdbook-patterns" install "$work/good" > /dev/null || return 1
    for _ in $(seq "$rounds"); do
        book "$work/b"
        killed "$bin/mdbook-patterns" install "$work/b"
        install_is_whole || return 1
        "$bin/mdbook-patterns" install "$work/b" > /dev/null || return 1
        cmp -s "$work/b/book.toml" "$work/good/book.toml" && install_is_whole || return 1
    done
}

kill_fix() {
    local _ old new
    book "$work/b" && old=$(cat "$work/b/src/a.md")
    "$bin/mdbook-patterns" check --fix --force "$work/b" > /dev/null 2>&1
    new=$(cat "$work/b/src/a.md")
    [ "$old" != "$new" ] || return 1
    for _ in $(seq "$rounds"); do
        book "$work/b"
        killed "$bin/mdbook-patterns" check --fix --force "$work/b"
        case $(cat "$work/b/src/a.md") in "$old" | "$new") ;; *) return 1 ;; esac
        "$bin/mdbook-patterns" check --fix --force "$work/b" > /dev/null 2>&1
        [ "$(cat "$work/b/src/a.md")" = "$new" ] || return 1
    done
}

# The page and its line in SUMMARY.md are there, or neither; what is left is gone after the next command.
kill_new() {
    local _ page line
    for _ in $(seq "$rounds"); do
        book "$work/b"
        killed_soon "$bin/mdbook-patterns" new law Zed --dir "$work/b"
        [ -z "$(find "$work/b/src" -name '.patterns-*')" ] || { echo "left in src"; return 1; }
        "$bin/mdbook-patterns" list "$work/b" > /dev/null 2>&1
        [ -e "$work/b/src/zed.md" ] && page=1 || page=0
        line=$(grep -c zed.md "$work/b/src/SUMMARY.md")
        [ "$page" = "$line" ] || { echo "page $page, line $line"; return 1; }
        [ -z "$(find "$work/b" -name '.patterns-*')" ] || { echo "left: $(ls -A "$work/b")"; return 1; }
    done
}

# All pages are lifted, or none.
kill_lift() {
    local _ n lifted
    for _ in $(seq "$rounds"); do
        book "$work/b"
        for n in 1 2 3 4 5 6 7 8; do
            printf '# P\n\n* Deciders: Ann, Bob\n* Date: 2024-01-02\n\nText.\n' > "$work/b/src/p$n.md"
            echo "- [P$n](p$n.md)" >> "$work/b/src/SUMMARY.md"
        done
        killed_soon "$bin/mdbook-patterns" lift --write --force --dir "$work/b"
        "$bin/mdbook-patterns" list "$work/b" > /dev/null 2>&1
        lifted=$(grep -l '^---' "$work"/b/src/p*.md | wc -l)
        [ "$lifted" = 0 ] || [ "$lifted" = 8 ] || { echo "$lifted of 8 pages"; return 1; }
        [ -z "$(find "$work/b" -name '.patterns-*')" ] || return 1
    done
}

context() { # PAGES WORDS
    node - "$work" "$1" "$2" <<'N'
const { createWriteStream } = require("node:fs");
const { once } = require("node:events");
const [root, pages, words] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const text = "words and more words ".repeat(words / 4);
const chapter = (n) => JSON.stringify({ Chapter: {
    name: `P${n}`, content: `---\ntitle: P${n}\ntier: gold\n---\n# P${n}\n\n${text}`, number: [1], sub_items: [],
    path: `p${n}.md`, source_path: `p${n}.md`, parent_names: [],
} });
const config = (output) => ({ book: { src: "src", language: "en", authors: [] }, preprocessor: { patterns: {} }, output });
async function write(name, before, behind) {
    const file = createWriteStream(`${root}/${name}`);
    file.write(`${before}{"items":[`);
    for (let n = 0; n < pages; n += 1) {
        if (!file.write((n > 0 ? "," : "") + chapter(n))) {
            await once(file, "drain");
        }
    }
    file.end(`]}${behind}`);
    await once(file, "close");
}
const about = { root, config: config({ html: {} }), renderer: "html", mdbook_version: "0.5.4" };
const render = { config: config({ html: {}, "patterns": {} }), destination: `${root}/out/patterns` };
write("pre.json", `[${JSON.stringify(about)},`, "]")
    .then(() => write("render.json", `{"version":"0.5.4","root":${JSON.stringify(root)},"book":`, `,${JSON.stringify(render).slice(1)}`));
N
}

# A failure is an exit code of its own with a sentence on stderr, no panic and no signal.
fails_in_words() { # COMMAND...
    local error code
    error=$("$@" 2>&1 > /dev/null)
    code=$?
    [ "$code" = 2 ] && [ -n "$error" ] && ! grep -q panicked <<< "$error" && return 0
    printf 'code %s: %s\n' "$code" "$(head -c 300 <<< "$error")"
    return 1
}

truncated() { head -c 5000 "$work/pre.json" | fails_in_words "$bin/mdbook-patterns"; }
old_protocol() {
    printf '[{"root":"/x","config":{"book":{}},"renderer":"html","mdbook_version":"0.4.52"},{"sections":[],"__non_exhaustive":null}]' |
        fails_in_words "$bin/mdbook-patterns"
}
full_completions() { fails_in_words bash -c "'$bin/mdbook-patterns' completions bash > /dev/full"; }
full_stdout() { fails_in_words bash -c "'$bin/mdbook-patterns' < '$work/pre.json' > /dev/full"; }
# Rust opens /dev/null for a standard output that is closed from the start: nobody is told, and nothing breaks.
closed_stdout() {
    local error
    error=$(bash -c "'$bin/mdbook-patterns' < '$work/pre.json' >&-" 2>&1) && ! grep -q panicked <<< "$error"
}
# mdBook that died: the pipe has no reader any more.
reader_gone() { fails_in_words bash -c "'$bin/mdbook-patterns' < '$work/pre.json' | true; exit \${PIPESTATUS[0]}"; }
closed_pipe() { "$bin/mdbook-patterns" list "$work/good" 2> /dev/null | head -c 1 > /dev/null; [ "${PIPESTATUS[0]}" -le 2 ]; }
full_disk() {
    book "$work/b"
    fails_in_words bash -c "trap '' XFSZ; ulimit -f 4; '$bin/mdbook-patterns' install '$work/b'" || return 1
    ! grep -q patterns "$work/b/book.toml" && install_is_whole && "$bin/mdbook-patterns" install "$work/b" > /dev/null && install_is_whole
}
unwritable_theme() {
    book "$work/b" && chmod -R a+rX "$work" && mkdir "$work/b/theme" && chmod 555 "$work/b/theme"
    local as=()
    [ "$(id -u)" = 0 ] && as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    fails_in_words "${as[@]}" "$bin/mdbook-patterns" install "$work/b" && ! grep -q patterns "$work/b/book.toml"
}
preprocess_in_2_gb() { bash -c "ulimit -v 2097152; '$bin/mdbook-patterns' < '$work/pre.json' > '$work/answer'" 2> "$work/said"; }
render_in_2_gb() { bash -c "ulimit -v 2097152; '$bin/mdbook-patterns' < '$work/render.json'" 2> "$work/said"; }
little_memory() { preprocess_in_2_gb && render_in_2_gb; }
# The program ends with the words of Rust's allocator, and no index is there that a reader would find.
too_little_memory() {
    rm -rf "$work/out"
    ! preprocess_in_2_gb && grep -q 'memory allocation of .* failed' "$work/said" || return 1
    ! render_in_2_gb && grep -q 'memory allocation of .* failed' "$work/said" && [ ! -e "$work/out/patterns/search/index.json" ]
}

context 200 40
check "install, killed $rounds times" kill_install
check "check --fix, killed $rounds times" kill_fix
check "new, killed $rounds times" kill_new
check "lift --write, killed $rounds times" kill_lift
check "truncated standard input" truncated
check "the protocol of mdBook 0.4" old_protocol
check "standard output on a full device" full_stdout
check "completions on a full device" full_completions
check "standard output that is closed" closed_stdout
check "standard output whose reader is gone" reader_gone
check "a pipe that is read no further" closed_pipe
check "a disk that fills up during install" full_disk
check "a theme folder without permission" unwritable_theme
check "2 GB of memory, 200 pages" little_memory
if [ -n "${BIG:-}" ]; then
    context 25000 40
    check "2 GB of memory, 25,000 pages" little_memory
    context 25000 1600
    check "2 GB of memory, 25,000 pages in $(du -m "$work/pre.json" | cut -f1) MB" little_memory
    context 600000 40
    check "2 GB of memory, 600,000 pages in $(du -m "$work/pre.json" | cut -f1) MB" too_little_memory
    context 200 40
    check "the next run" little_memory
fi
echo "test result: $passed passed; $failed failed;"
[ "$failed" = 0 ]
