# The examples of the manual pages are tests: each is run, and its output compared. They run in a folder
# that holds dicts/ and nothing else, which the examples of a page share. tests/guide.bats has those of
# the guide.
load helpers
load examples

# pages SECTION...: the pages of these sections; with PAGES='count.1 kwic.1' only these.
pages() {
    local section page
    for section; do
        for page in "$ROOT"/filters/*."$section" "$ROOT"/pipelines/*."$section"; do
            [ -f "$page" ] || continue
            [ -z "${PAGES:-}" ] || [[ " $PAGES " == *" ${page##*/} "* ]] || continue
            printf '%s\n' "$page"
        done
    done
}

@test "every example of every page prints what the page says" {
    local page name problem=0
    while IFS= read -r page; do
        name=${page##*/}
        [ "$name" != cospan-guide.7 ] || continue
        mkdir "$BATS_TEST_TMPDIR/$name"
        cd "$BATS_TEST_TMPDIR/$name"
        ln -s "$ROOT/dicts" dicts
        examples "$page" >../"$name.expected"
        replay <../"$name.expected" >../"$name.printed"
        diff -u --label "$name says" ../"$name.expected" \
            --label 'the commands print' ../"$name.printed" || problem=1
    done < <(pages 1 5 7)
    [ "$problem" -eq 0 ]
}

@test "the page of every filter and pipeline has three examples that run" {
    local page commands problem=0
    while IFS= read -r page; do
        commands=$(sed -n '/^\.Sh EXAMPLES/,/^\.Sh [^E]/p' "$page" | grep -c '^\.Bd.*-literal' || true)
        [ "$commands" -ge 3 ] || { echo "${page##*/}: $commands examples" && problem=1; }
    done < <(pages 1)
    [ "$problem" -eq 0 ]
}

@test "every filter has a page, and every page of section 1 a filter or a pipeline" {
    local name problem=0
    for name in $(filters); do
        [ -f "$ROOT/filters/$name.1" ] || { echo "$name has no page" && problem=1; }
    done
    while IFS= read -r page; do
        name=${page##*/}
        [ -x "$FILTERS/${name%.1}" ] || [ "$name" = cospan.1 ] ||
            { [ "$page" = "$ROOT/pipelines/$name" ] && name=${name#cospan-} && [ -x "$ROOT/pipelines/${name%.1}" ]; } ||
            { echo "$name is the page of nothing" && problem=1; }
    done < <(pages 1)
    [ "$problem" -eq 0 ]
}

@test "every page has its sections, in the usual order" {
    local page problem=0
    while IFS= read -r page; do
        sed -n 's/^\.Sh //p' "$page" >sections
        printf '%s\n' NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO' >wanted
        grep -Fxf wanted sections | diff -u --label wanted wanted --label "${page##*/}" - || problem=1
    done < <(pages 1)
    [ "$problem" -eq 0 ]
}

@test "a page that is referred to exists" {
    local page name section problem=0
    while IFS= read -r page; do
        while read -r name section; do
            [ -f "$ROOT/filters/$name.$section" ] || [ -f "$ROOT/pipelines/$name.$section" ] && continue
            # What is ours would stand beside this page; the rest is the system's.
            case $name in
            cospan* | streams | dictionary) echo "${page##*/}: no $name($section)" && problem=1 ;;
            esac
            [ ! -x "$FILTERS/$name" ] || { echo "${page##*/}: no $name($section)" && problem=1; }
        done < <(sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/\1 \2/p' "$page")
    done < <(pages 1 5 7)
    [ "$problem" -eq 0 ]
}
