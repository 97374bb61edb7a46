# What the filters print on tests/golden/FILTER/CASE; `make golden` remakes it, see golden/remake.
load helpers
load golden/case

@test "golden cases print what they printed when they were reviewed" {
    local case problem=0
    for case in $(golden_cases "$ROOT/tests/golden"); do
        rm -rf now reviewed && mkdir now reviewed
        golden_run "$case" "$PWD/now"
        for part in out err status; do
            [ ! -e "$case/$part" ] || cp "$case/$part" reviewed/
        done
        diff -ruN reviewed now || { printf '^ %s\n' "${case#"$ROOT/"}" && problem=1; }
    done
    [ "$problem" -eq 0 ]
}

@test "every golden case belongs to a filter" {
    local folder problem=0
    for folder in "$ROOT"/tests/golden/*/; do
        [ -d "$folder" ] || continue
        [ -x "$FILTERS/$(basename "$folder")" ] || { echo "no filter for $folder" && problem=1; }
    done
    [ "$problem" -eq 0 ]
}
