# What the pipelines share; sourced with `set -euo pipefail`.
# shellcheck shell=bash

# fail MESSAGE: ends the script that sources this.
fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 2
}

# Whatever else fails ends the script with 2 as well.
set -E
trap 'exit 2' ERR

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

# lock PATH FOLDER: this script alone works on the folder until it ends; where another does already,
# it says so and ends with 75. PATH is a file, made if it is not there, or a folder.
lock() {
    if [ -d "$1" ]; then exec 9<"$1"; else exec 9>"$1"; fi
    # Whoever held it before may have moved it away.
    if ! flock -n 9 || ! [ "$1" -ef /dev/fd/9 ]; then
        printf '%s: another run is at work on %s\n' "${0##*/}" "$2" >&2
        exit 75
    fi
}

# begin_folder FOLDER: what will be in the folder is made in $work, which is beside it and empty, and
# goes if the script ends before replace_folder. A folder that holds what was not made here, or was
# changed since, is refused: replacing it would lose somebody's work.
begin_folder() {
    local changed
    target=$(readlink -m -- "$1")
    work=$target.part
    mkdir -p "$work"
    lock "$work" "$1"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    # A run was killed between the two moves of replace_folder.
    if [ -d "$work/.old" ] && [ ! -e "$target" ]; then
        mv -T "$work/.old" "$target"
    fi
    find "$work" -mindepth 1 -delete
    [ -d "$target" ] || [ ! -e "$target" ] || fail "'$1' is no folder"
    [ -d "$target" ] || return 0
    changed=$(cd "$target" && {
        sha256sum -c --quiet --ignore-missing SHA256SUMS 2>/dev/null | sed 's/: FAILED.*//'
        find . -name '.?*' -prune -o -type f ! -path ./SHA256SUMS -printf '%P\n' | sort |
            comm -13 <(cut -c 67- SHA256SUMS 2>/dev/null | sort) -
    } | sed 1q) || true
    [ ! "$changed" ] || fail "'$1/$changed' is not as it was made here: move it, or give another folder"
}

# replace_folder: $work takes the place of the folder, with the digests of all its files.
replace_folder() {
    (cd "$work" && find . -name '.?*' -prune -o -type f -printf '%P\0' | sort -z | xargs -0 sha256sum -- >"$work/.sums")
    mv "$work/.sums" "$work/SHA256SUMS"
    trap '' INT TERM HUP
    [ ! -e "$target" ] || mv -T "$target" "$work/.old"
    mv -T "$work" "$target"
    trap - EXIT
    rm -rf "$target/.old"
}

# cut_stream STREAM: cuts a file of tokens. On standard input is a line for each file that is made: how
# many of the documents, in their order, it gets, and after a tab its path. Each begins with the lines
# above the first document. Fails unless all that is in the stream is in the files, and no more.
# Sentences end with an empty line, so a record of awk is a sentence.
cut_stream() {
    local list
    list=$(cat)
    LC_ALL=C awk '
        function begin(i) {
            if (now && close(path[now])) exit failed = 1
            now = i
            printf "%s", head >path[now]
        }
        NR == FNR { documents[NR] = $1; path[NR] = $2; files = NR; next }
        FNR == 1 {
            while (/^# global/) {
                end = index($0 "\n", "\n")
                head = head substr($0, 1, end - 1) "\n"
                $0 = substr($0, end + 1)
            }
            begin(1)
            if ($0 == "") next
        }
        /^# newdoc/ {
            while (!documents[now]) {
                if (now == files) exit failed = 1
                begin(now + 1)
            }
            documents[now]--
        }
        { printf "%s\n\n", $0 >path[now] }
        END {
            while (!failed && now < files) {
                failed = documents[now]
                begin(now + 1)
            }
            exit failed || documents[now]
        }' FS='\t' - RS= FS='\n' "$1" <<<"$list" || return 1
    cut -f 2 <<<"$list" | tr '\n' '\0' | xargs -0 cat -- | grep -av '^# global' | cmp -s - <(grep -av '^# global' "$1")
}

# check_dictionaries FILE...: ends the script where one is no dictionary.
check_dictionaries() {
    local file
    for file; do
        if [ ! -f "$file" ] || [ ! -r "$file" ]; then fail "cannot read '$file'"; fi
        concept-tag -d "$file" -o /dev/null /dev/null || exit 2
    done
}

# count_options FUNCTION WORD...: sets options to the words, which are options of count; where they name
# a file that is there stands what FUNCTION prints for it.
count_options() {
    local function=$1 word before=''
    shift
    options=()
    for word; do
        case $word in
        --meta=* | --stopwords=*)
            before=${word%%=*}
            options+=("$before")
            word=${word#*=}
            ;;
        esac
        if [[ ($before == --meta || $before == --stopwords) && -f $word ]]; then
            word=$("$function" "$word")
        fi
        options+=("$word")
        before=$word
    done
}

# pdf_text FILE: its text, without the numbers of pages that have a line of their own.
pdf_text() {
    if ! type -P pdftotext >/dev/null; then
        printf "%s: %s: is PDF, which pdftotext reads: install poppler-utils\n" "${0##*/}" "$1" >&2
        return 2
    fi
    pdftotext -layout "$1" - | sed 's/^ *[0-9][0-9]* *$//'
}

# default_dictionaries: those that are used where none is named, one a line.
default_dictionaries() {
    printf '%s\n' "$root"/dicts/{roles,co-creation,conditions}.tsv
}

# The folder of the repository, for its dicts/, and the filters by name: those of the repository
# if they are built, else those that are installed with it, wherever PATH leads; cron's leads to few.
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
if [ -d "$root/build/libexec/cospan" ]; then
    PATH=$root/build/libexec/cospan:$PATH
elif [ -d "$root/../../libexec/cospan" ]; then
    PATH=$(cd "$root/../../libexec/cospan" && pwd):$PATH
elif command -v cospan >/dev/null; then
    PATH=$(cospan --exec-path):$PATH
else
    fail 'the filters are not built: run make, or pipelines/demo'
fi

# programs FILTER...: prints all that makes these filters what they are: their bytes, and the versions
# of the libraries with which they run.
programs() {
    local filter
    for filter; do
        cat -- "$(type -P "$filter")"
        "$filter" --version
    done
}

case ${1:-} in
-h | --help) help && exit ;;
esac
