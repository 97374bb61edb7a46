# What all pipelines have in common.
load helpers

setup() {
    setup_pipelines
}

@test "every pipeline says what it does, and what is wrong with a command line, with status 2" {
    local path name
    for path in "$ROOT"/pipelines/* "$ROOT"/pipelines/engines/*; do
        name=${path##*/}
        if [ -d "$path" ] || [ ! -x "$path" ] || [[ $name == install-dependencies || $name == demo ]]; then continue; fi
        "$path" --help >help || return 1
        "$path" -h | diff -u help -
        [[ $name != condense ]] || "$path" -o folder --help | diff -u help -
        grep -qE "^  .*$name( |\$)" help || { echo "$name: no usage" && return 1; }
        [[ $name != pipe-reduce ]] || continue
        says 2 "^$name: expected" "$path"
        case $name in changes | map | batch) continue ;; esac
        says 2 "^$name: no option '-(Z|-nope)'; '$name --help' says more$" "$path" --nope
        [ "$(wc -l <said.err)" = 1 ]
        says 2 "^$name: no option '-Z'; '$name --help' says more$" "$path" -Z
        case $name in
        tokens) says 2 "^tokens: -l expects a list that can be read, not 'none'$" "$path" -l none ;;
        transcripts | pipe-map) says 2 "^$name: -d expects an argument; '$name --help' says more$" "$path" -d ;;
        *) says 2 "^$name: -o expects an argument; '$name --help' says more$" "$path" -o ;;
        esac
    done
}
