# What the engines share: a job is a folder that says all that its result depends on. Sourced with
# `set -euo pipefail`, after `shopt` defaults of bash.
# shellcheck shell=bash
#
#   JOB/shards.tsv         the manifest of shard, its files named as seen from JOB
#   JOB/parts/             the shards
#   JOB/dictionaries/      copies of the dictionaries, numbered in their order
#   JOB/options            options of count, one word a line
#   JOB/files/             copies of the files that they name
#   JOB/done/N.counts      the table of shard N, and what it was made of: N.manifest
#   JOB/result             the manifest of the result; written last

# shellcheck source=pipelines/common.bash
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../common.bash"
export LC_ALL=C

# The columns of done/N.manifest. `program` is the digest of the filters, to the byte, and of the versions
# of their libraries.
# shellcheck disable=SC2034 # the scripts that source this read them
task_columns=$'shard\trecords_in\trecords_out\trows\tbytes_in\tbytes_out\tinput\toutput\tdictionaries\toptions\tprogram'

sha256() {
    sha256sum | cut -d ' ' -f 1
}

# job_open FOLDER: goes there and reads what all tasks of the job have in common.
# shellcheck disable=SC2034 # the scripts that source this read them
job_open() {
    [ -r "$1/shards.tsv" ] || fail "no job in '$1': expected the folder that engines/split made"
    cd "$1" || fail "cannot go to '$1'"
    local header file
    IFS= read -r header <shards.tsv || true
    [ "$header" = $'shard\tfile\tdocuments\tbytes\tsha256' ] ||
        fail "$1/shards.tsv is no manifest of shard"
    dictionaries=()
    for file in dictionaries/*; do
        [ ! -e "$file" ] || dictionaries+=(-d "$file")
    done
    mapfile -t options <options
    dictionaries_digest=$(for file in dictionaries/*; do
        [ ! -e "$file" ] || sha256 <"$file"
    done | sha256)
    options_digest=$(for file in options files/*; do
        [ ! -e "$file" ] || sha256 <"$file"
    done | sha256)
    program=$(programs normalize tokenize concept-tag count | sha256)
}

# read_shard LINE: sets what a row of shards.tsv says.
# shellcheck disable=SC2034 # the scripts that source this read them
read_shard() {
    IFS=$'\t' read -r shard file documents bytes digest <<<"$1"
}

# task_problem: says in a few words what is wrong with the result of the present shard; nothing
# where it is there, whole, and of these bytes, dictionaries, options and programs.
task_problem() {
    local manifest=done/$shard.manifest table=done/$shard.counts columns
    local is records_in records_out bytes_in input output words counted made
    if ! [ -r "$manifest" ] || ! [ -r "$table" ]; then
        echo 'is missing'
        return
    fi
    if ! { IFS= read -r columns && IFS=$'\t' read -r is records_in records_out _ bytes_in _ \
        input output words counted made; } <"$manifest"; then
        echo 'has a manifest that is cut off'
        return
    fi
    if [ "$columns" != "$task_columns" ] || [ "$is" != "$shard" ]; then
        echo 'has another manifest'
    elif [ "$input" != "$digest" ] || [ "$bytes_in" != "$bytes" ] || [ "$records_in" != "$documents" ]; then
        echo 'is stale: it was made of other documents'
    elif [ "$words" != "$dictionaries_digest" ]; then
        echo 'was made with another dictionary'
    elif [ "$counted" != "$options_digest" ]; then
        echo 'was counted with other options'
    elif [ "$made" != "$program" ]; then
        echo 'was made by other filters or libraries than those here'
    elif [ "$records_in" != "$records_out" ]; then
        echo "lost documents: $records_in in, $records_out out"
    elif [ "$(sha256 <"$table")" != "$output" ]; then
        echo 'has a table that was changed or cut off'
    fi
}

# help: prints the comment at the top of the script that sources this.
help() {
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
}

# options_first SPEC WORD...: sets arranged to the words of a command line, options before files, as
# getopts wants them, and spec to its SPEC; from `--` on all stays as it is. Ends the script where an
# option is unknown or lacks its argument.
options_first() {
    spec=$1
    local files=() letter more="; '${0##*/} --help' says more"
    shift
    arranged=()
    while (($#)); do
        letter=${1:1:1}
        case $1 in
        --) break ;;
        -h | --help) help && exit ;;
        --* | -[!a-zA-Z]*) fail "no option '$1'$more" ;;
        -?*)
            [[ $spec == *"$letter"* ]] || fail "no option '-$letter'$more"
            arranged+=("$1")
            if [[ ${#1} == 2 && $spec == *"$letter:"* ]]; then
                (($# > 1)) || fail "$1 expects an argument$more"
                arranged+=("$2")
                shift
            fi
            ;;
        *) files+=("$1") ;;
        esac
        shift
    done
    arranged+=(${files[@]+"${files[@]}"} "$@")
}

case ${1:-} in
-h | --help) help && exit ;;
esac
