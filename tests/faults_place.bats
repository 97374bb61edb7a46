# shellcheck disable=SC2016,SC2030,SC2031 # the command expands what place sets, and tests are processes
# Whatever fails while place puts something in its place, a call, the disk or the process, the old is
# there or the new, nothing of anybody else is touched, and the next run makes what an undisturbed one
# makes. tests/faults/try_tree.c looks at each point; `make test` takes a sample of them, `make soak`
# (SOAK=yes) all.
load helpers

setup_file() {
    [ "${MODE:-release}" = release ] || return 0
    local flags=(-std=c11 -O1 -Wall -Wextra -Werror)
    export FAULTS=$BATS_FILE_TMPDIR/faults
    [ ! -w /dev/shm ] || FAULTS=$(mktemp -d /dev/shm/cospan-faults.XXXXXX)
    mkdir -p "$FAULTS"
    cc "${flags[@]}" -shared -fPIC -o "$FAULTS/inject.so" "$BATS_TEST_DIRNAME/faults/inject.c" -ldl
    cc "${flags[@]}" -o "$FAULTS/try_tree" "$BATS_TEST_DIRNAME/faults/try_tree.c"
}

teardown_file() {
    [ ! -d "${FAULTS:-}" ] || rm -rf "$FAULTS"
}

setup() {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer has an allocator and system calls of its own'
    FAULT='kill 0' LD_PRELOAD="$FAULTS/inject.so" true 2>/dev/null || skip 'system calls cannot be trapped here'
    PATH=$BUILD/libexec/cospan-tools:$PATH
    kinds='calls kills killalls'
    work=$(mktemp -d "$FAULTS/work.XXXXXX")
    cd "$work" || return 1
    mkdir before
    (cd before && strangers)
}

# Files and folders of others, beside and, with names that are like ours.
strangers() {
    mkdir -p other/deep out.part .cospan.d
    echo s | tee stranger other/deep/.x out.part/x .cospan.d/x >data.new.tsv
    ln -s other link
}

# try [-w] NAME SCRIPT: lets everything fail in the program that the script calls as `faulty NAME ...`.
try() {
    local flags=() part every=3
    [ "${SOAK:-}" != yes ] || every=100000
    if [ "$1" = -w ]; then
        flags=(-w)
        shift
    fi
    cat >faulty <<'FAULTY'
#!/bin/sh
name=$1
shift
[ "$FAILS" = "$name" ] || exec "$@"
exec env FAULT="$POINT" LD_PRELOAD="$INJECT" "$@"
FAULTY
    chmod +x faulty
    for part in $kinds; do
        PATH=$PWD:$PATH FAILS=$1 "$FAULTS/try_tree" ${flags[@]+"${flags[@]}"} -e "$every" "$part" \
            "$FAULTS/inject.so" "$2" >>sums 2>said || {
            printf '%s, %s: %s\n' "$part" "$1" "$2"
            cat -v said
            echo wrong >>wrong
        }
    done
}

# tried: prints how often; fails after anything wrong.
tried() {
    awk '{ tried += $1; wrong += $2 } END { printf "# tried: %d failed calls and kills in place, %d wrong\n", tried, wrong }' sums >&3
    [ ! -e wrong ]
}

new_folder='faulty run place run out -- sh -c "cd \$PLACE_STAGE; echo new >a; mkdir e; echo y >e/f; ln -s a m; faulty commit place commit || exit 2"'

old_folder() {
    place run out -- sh -c 'cd "$PLACE_STAGE"; echo old >a; mkdir d; echo x >d/.h; ln -s a l; place commit'
}

@test "a new folder is there whole or not at all" {
    try -w run "$new_folder"
    try -w commit "$new_folder"
    tried
}

@test "a folder that is replaced is the old one or the new one" {
    (cd before && old_folder)
    try -w run "$new_folder"
    try -w commit "$new_folder"
    tried
}

@test "and so it is where two folders cannot be exchanged at once" {
    (cd before && old_folder)
    export NO_EXCHANGE=yes
    # Between two steps it is away; the run that follows brings it back.
    try run "$new_folder"
    try commit "$new_folder"
    tried
}

# In files/, a is new, b and d/c are replaced, e stays, f goes, chart is edited and mine is of somebody.
files='faulty run place run --kind files files -- sh -c "cd \$PLACE_STAGE; mkdir d g
    echo new | tee a b d/c >chart; echo same >e; echo x >g/h
    faulty commit place commit --edited chart --remove f >\$TMPDIR/kept || exit 2"'

old_files() {
    mkdir files
    place run --kind files files -- sh -c 'cd "$PLACE_STAGE"; mkdir d; echo old | tee b d/c f >chart; echo same >e; place commit'
    echo edited >files/chart
    echo x >files/mine
}

@test "files are each the old one or the new one, and what people have edited stays" {
    (cd before && old_files)
    try run "$files"
    try commit "$files"
    tried
}

@test "and so they are where two files cannot be exchanged at once" {
    (cd before && old_files)
    export NO_EXCHANGE=yes
    try commit "$files"
    tried
}

# A run that follows makes no further generation.
generation='faulty run place run --kind generations results -- sh -c "cd \$PLACE_STAGE; echo new >a
    [ -e ../../generations/2/a ] || faulty commit place commit >\$TMPDIR/number || exit 2
    faulty prune place prune --keep 1 || exit 2"'

@test "a generation is whole before it has its number, and the link is on a whole one" {
    (cd before && place run --kind generations results -- sh -c 'cd "$PLACE_STAGE"; echo old >a; place commit >/dev/null' &&
        mkdir results/generations/x && echo x >results/mine)
    try run "$generation"
    try commit "$generation"
    try prune "$generation"
    tried
}

@test "what is told is told once, and a file that is put is the old one or the new one" {
    (cd before && echo old >log && place run --kind generations results -- sh -c 'cd "$PLACE_STAGE"; echo news >a; echo more >>a; place commit >/dev/null')
    try tell 'place run --kind generations results -- faulty tell place tell --as 1 results/current/a log'
    tried
    # What base/output leaves after a kill is a part beside the file (tests/faults.bats).
    kinds=calls
    (cd before && echo old >file)
    try put 'echo new | faulty put place put - file'
    tried
}

@test "on a disk of any size, from full to empty, a run does all or nothing, and says so" {
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    unshare --mount true 2>/dev/null || skip 'needs namespaces'
    cat >sizes <<'SIZES'
set -eu
mkdir -p disk
for kind in size inodes; do
    pages=1
    while :; do
        case $kind in
        size) mount -t tmpfs -o "size=$((pages * 4096))" none disk ;;
        inodes) mount -t tmpfs -o "nr_inodes=$pages" none disk ;;
        esac
        if cp -a before/. disk 2>/dev/null; then
            (cd disk && find . -type f ! -name '.cospan?*' -exec sha256sum {} + | sort -k 2) >was
            status=0
            (cd disk && sh -c "$1") 2>said || status=$?
            (cd disk && find . -type f -exec sha256sum {} + | sort -k 2) >is
            echo "$status" >>tried
            case $status in
            0) diff -u wanted is && umount disk && break ;;
            2) [ -s said ] && diff -u was is ;;
            *) cat said && exit 1 ;;
            esac
        fi
        umount disk
        pages=$((pages + 1))
        [ "$pages" -lt 200 ]
    done
done
SIZES
    local script
    for script in "$new_folder" "$files"; do
        rm -rf before wanted tried
        mkdir before
        (cd before && strangers && old_folder && old_files)
        seq 3000 >before/out.part/large
        printf '#!/bin/sh\nshift\nexec "$@"\n' >faulty
        chmod +x faulty
        export PATH=$PWD:$PATH
        cp -a before after
        (cd after && sh -c "$script" && find . -type f -exec sha256sum {} + | sort -k 2) >wanted
        rm -r after
        unshare --mount sh sizes "$script"
        [ "$(grep -c 2 tried)" -gt 5 ]
        printf '# tried: %d sizes of a disk, 0 wrong\n' "$(wc -l <tried)" >&3
    done
}
