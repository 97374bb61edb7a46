# What the pipelines share; sourced with `set -euo pipefail`.
# shellcheck shell=bash

# fail MESSAGE: ends the script that sources this.
fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 2
}

# usage MESSAGE: the same for a command line that lacks something.
usage() {
    printf '%s: %s\n' "${0##*/}" "$1" "${0##*/}" "'${0##*/} --help' lists the options" >&2
    exit 2
}

# Whatever else fails ends the script with 2 as well.
set -E
trap 'exit 2' ERR

# arguments WORD...: reads the command line as the manual page of the script that sources this says,
# and answers --help. An option sets the variable that has its long name, with _ for -: to its
# argument, or to `yes`; where the variable is an array, every use adds an item. What is no option is
# in operands, what follows `--` in rest. Ends the script after a mistake.
arguments() {
    local _words _i _name
    # shellcheck disable=SC2034 # pipelines read operands, and demo has none
    operands=() rest=()
    _name=$(readlink -f -- "$0")
    { mapfile -t -d '' _words < <("$tools/arguments" /dev/fd/3 "${_name%/*}/cospan-${_name##*/}.1" \
        "${0##*/}" "$@" 3>&1 >&4); } 4>&1
    wait $! || exit
    ((${#_words[@]})) || exit 0
    for ((_i = 2; _i < ${#_words[@]}; _i += 2)); do
        _name=${_words[_i]//-/_}
        if [[ $(declare -p "$_name") == 'declare -a'* ]]; then
            eval "$_name+=(\"\${_words[_i + 1]}\")"
        else
            printf -v "$_name" %s "${_words[_i + 1]}"
        fi
    done
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

# check_dictionaries: sets dictionary, an array, to the paths of dictionaries; a name without a file is
# that of a shipped one, and three are used where none is named. Sets dictionary_options to the options
# of concept-tag for them. Ends the script where one is not a dictionary.
check_dictionaries() {
    local i shipped
    dictionary_options=()
    ((${#dictionary[@]})) || dictionary=(roles co-creation conditions)
    for i in "${!dictionary[@]}"; do
        shipped=$root/dicts/${dictionary[i]}.tsv
        if [ ! -e "${dictionary[i]}" ] && [ -e "$shipped" ]; then dictionary[i]=$shipped; fi
        concept-tag -d "${dictionary[i]}" -o /dev/null /dev/null || exit 2
        dictionary_options+=(-d "${dictionary[i]}")
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

# The folder of the repository, for its dicts/, and the filters by name: those of the repository
# if they are built, else those that are installed with it, wherever PATH leads; cron's leads to few.
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
if [ -d "$root/build/libexec/cospan" ]; then
    filters=$root/build/libexec/cospan
elif [ -d "$root/../../libexec/cospan" ]; then
    filters=$(cd "$root/../../libexec/cospan" && pwd)
elif command -v cospan >/dev/null; then
    filters=$(cospan --exec-path)
else
    fail 'the filters are not built: run make, or pipelines/demo'
fi
PATH=$filters:$PATH
tools=$filters-tools

# programs FILTER...: prints all that makes these filters what they are: their bytes, and the versions
# of the libraries with which they run.
programs() {
    local filter
    for filter; do
        cat -- "$(type -P "$filter")"
        "$filter" --version
    done
}
