# A golden case is a folder tests/golden/FILTER/CASE:
#   args    the words after the filter's name, as a shell reads them; files are named as they
#           stand in the folder. Missing: none
#   in      standard input. Missing: empty
#   out     what it prints
#   err     what it says on standard error. Missing: nothing
#   status  its exit status. Missing: 0

# golden_cases FOLDER [FILTER...]: the cases of all filters, or of these.
golden_cases() {
    local folder=$1 filter case
    shift
    for filter in "${@:-*}"; do
        # shellcheck disable=SC2231 # a filter that is * is all of them
        for case in "$folder"/$filter/*/; do
            [ ! -d "$case" ] || printf '%s\n' "${case%/}"
        done
    done
}

# golden_run CASE FOLDER: runs the case and leaves out, err and status in the folder, without
# those that are missing when they say nothing.
golden_run() {
    local case=$1 to=$2 filter input=/dev/null status=0
    local -a words=()
    filter=$(basename "$(dirname "$case")")
    [ -f "$case/args" ] && eval "words=($(cat "$case/args"))"
    [ -f "$case/in" ] && input=$case/in
    (cd "$case" && "$filter" "${words[@]}" <"$input" >"$to/out" 2>"$to/err") || status=$?
    [ -s "$to/err" ] || rm "$to/err"
    [ "$status" -eq 0 ] || printf '%s\n' "$status" >"$to/status"
}
