# Examples of manual pages, to be run. An example is a literal display that begins with `$ `. Lines that
# begin with `$ ` are commands, a `> ` line under one continues it, and the other lines are all that the
# commands print.

# The examples of a page as the reader sees them.
examples() {
    awk '
        /^\.Bd.*-literal/ || /^\.Bd.*-unfilled/ { inside = 1; first = 1; example = 0; next }
        /^\.Ed/ { inside = 0; next }
        inside && first { example = /^\$ /; first = 0 }
        inside && example' "$1" |
        sed -e 's/\\&//g' -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' -e 's/\\(ga/`/g' -e 's/\\(ha/^/g' \
            -e 's/\\(ti/~/g' -e 's/\\(bu/•/g' -e 's/\\-/-/g' -e 's/\\(rs/\\e/g' -e 's/\\e/\\/g'
}

# Runs the examples on standard input and prints them with what their commands print now.
replay() {
    local line command=
    run_command() {
        [ -z "$command" ] || bash -o pipefail -c "$command" 2>&1 </dev/null || true
        command=
    }
    while IFS= read -r line; do
        case $line in
        '$ '*)
            run_command
            command=${line#'$ '}
            printf '%s\n' "$line"
            ;;
        '> '*)
            [ -n "$command" ] || continue
            command+=$'\n'${line#'> '}
            printf '%s\n' "$line"
            ;;
        *) run_command ;;
        esac
    done
    run_command
}
