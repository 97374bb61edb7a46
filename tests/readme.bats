# What README.md tells a reader to type is run: every block that is marked `sh`, in order, in a
# folder that looks like a fresh clone. A block that is marked `text` is printed by the commands above it.
# Blocks with another mark are for reading.
load helpers

@test "the commands of README.md run" {
    local entry
    for entry in build dicts filters pipelines; do
        ln -s "$ROOT/$entry" "$entry"
    done
    # The release build is what a reader has; here the build under test stands in for it.
    [ "$BUILD" = "$ROOT/build" ] || { rm build && ln -s "$BUILD" build; }
    awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$ROOT/README.md" >commands
    [ "$(wc -l <commands)" -gt 10 ]
    if [ "$BUILD" != "$ROOT/build" ]; then
        sed -i '/^pipelines\/demo$/d' commands
    fi
    bash -e -u -o pipefail commands >printed 2>said || { cat printed said && false; }
    # Two notes are about what the sample files hold.
    grep -v -e 'fokusgruppe-4.docx: comments, skipped: 1$' \
        -e '\.ris:1: lines that belong to no record: [0-9]*, the first is .1\..$' said >other || true
    [ ! -s other ] || { cat other && false; }
    awk '/^```text$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$ROOT/README.md" >shown
    [ "$(wc -l <shown)" -gt 5 ]
    grep -Fxf shown printed | same shown
    [ -s by-year.csv ]
    xmllint --noout by-year.svg
}

@test "what README.md points to exists" {
    local path
    cd "$ROOT"
    for path in CONTRIBUTING.md CHANGELOG.md CITATION.cff LICENSE pipelines/demo tests/run dicts/roles.tsv \
        dicts/co-creation.tsv dicts/conditions.tsv dicts/charting.tsv $(sed -n 's/^!.*](\(.*\))$/\1/p' README.md); do
        [ -e "$path" ] || { echo "there is no $path" && false; }
    done
    local name
    for name in $(filters); do
        grep -q "^| \`$name\` |" README.md || { echo "README.md has no row for $name" && false; }
    done
}

@test "pipelines/demo shows a table and a chart and says what to try next" {
    [ "$BUILD" = "$ROOT/build" ] || skip 'the demonstration is of the release build'
    "$ROOT/pipelines/demo" >shown 2>said
    [ ! -s said ]
    grep '^concept  *freq  *docs  *tokens  *per_million$' shown
    grep '^role/' shown
    grep '^Next, with files of your own' shown
}
