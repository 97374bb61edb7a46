# shellcheck disable=SC2016,SC2030,SC2031,SC2046 # the command expands what place sets, and words are meant
# place: what pipelines make takes its place whole, and nothing of anybody else is touched.
load helpers

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    PATH=$BUILD/libexec/cospan-tools:$PATH
}

# make [OPTION...] TARGET SCRIPT: runs the script in the stage; it calls `place commit` itself.
make() {
    local options=()
    while [[ $1 == --* ]]; do
        options+=("$1")
        shift
    done
    place run ${options[@]+"${options[@]}"} "$1" -- bash -c "cd \"\$PLACE_STAGE\" && $2"
}

# Everything below a folder, but what its marks say.
tree() {
    find "$1" -mindepth 1 ! -name .cospan -printf '%P %y %l\n' | sort
}

nothing_left() {
    [ -z "$(find . -name '.cospan?*')" ] || { find . -name '.cospan?*' && return 1; }
}

generations() {
    find results/generations -mindepth 1 -maxdepth 1 -printf '%f\n' | sort
}

@test "a folder is made, is replaced as a whole, and nothing is left beside it" {
    make out 'mkdir d && echo 1 >d/.hidden && echo 2 >a && ln -s a link && place commit'
    tree out | diff -u <(printf '%s\n' 'a f ' 'd d ' 'd/.hidden f ' 'link l a') -
    make out 'echo 3 >b && place commit'
    tree out | diff -u <(printf 'b f \n') -
    [ "$(cat out/b)" = 3 ]
    nothing_left
}

@test "a command that does not commit, fails or is not there changes nothing" {
    make out 'echo 1 >a && place commit'
    make out 'echo 2 >a'
    says 3 '' make out 'echo 2 >a; echo >&2; exit 3'
    says 127 "^place: cannot run 'nothing-like-it': No such file" place run out -- nothing-like-it
    [ "$(cat out/a)" = 1 ]
    nothing_left
}

@test "a folder that holds a file, a link or a folder of somebody is refused, and so is a changed one" {
    make out 'mkdir d && echo 1 >d/a && ln -s d link && place commit'
    cp -a out kept
    refused() { # what was done, and what is named
        says 2 "^place: 'out/$2' was not made here or was changed since: move it, or give another folder$" \
            make out 'echo ran >../../ran; place commit'
        [ ! -e ran ]
        rm -rf out
        cp -a kept out
    }
    echo x >out/mine && refused mine mine
    echo x >out/d/.mine && refused d/.mine d/.mine
    ln -s /nothing out/mine && refused mine mine
    mkdir out/mine && refused mine mine
    mkfifo out/mine && refused mine mine
    echo x >>out/d/a && refused d/a d/a
    rm out/d/a && refused d/a d/a
    rm out/link && ln -s d/a out/link && refused link link
    rm out/.cospan && refused . d
    truncate -s -1 out/.cospan && refused . d
    sed -i 's/^file\t./file\t0/' out/.cospan && refused . d
    make out 'place commit'
    nothing_left
}

@test "a folder of somebody is refused, whatever marks of other programs it has" {
    mkdir ds empty
    echo x >ds/a.csv
    (cd ds && sha256sum a.csv >SHA256SUMS)
    says 2 "^place: 'ds/SHA256SUMS' was not made here" make ds 'place commit'
    [ -e ds/a.csv ]
    echo x >file
    says 2 "^place: 'file' is not a folder$" make file 'place commit'
    make empty 'echo 1 >a && place commit'
    [ -e empty/a ]
}

@test "what changes between the check and the exchange comes back" {
    make out 'echo 1 >a && place commit'
    says 2 "^place: 'out/late' was not made here" make out 'echo 2 >a; echo x >"$PLACE_TARGET/late"; place commit'
    [ "$(cat out/a out/late)" = $'1\nx' ]
    nothing_left
}

@test "links at every name that can be guessed lead nowhere" {
    mkdir strangers
    echo x >strangers/a
    local hash
    hash=$(printf out | sha256sum | cut -c 1-32)
    ln -s ../strangers/a "$BATS_TEST_TMPDIR/.cospan-$hash.lock"
    says 2 "^place: '.*/.cospan-$hash.lock' is in the place of a lock and is not one: remove it$" make out 'place commit'
    rm ".cospan-$hash.lock"
    for kind in fifo folder file twice; do
        case $kind in
        fifo) mkfifo ".cospan-$hash.lock" ;;
        folder) mkdir ".cospan-$hash.lock" ;;
        file) echo precious >".cospan-$hash.lock" ;;
        twice) ln strangers/a ".cospan-$hash.lock" ;;
        esac
        says 2 'is in the place of a lock and is not one' make out 'place commit'
        [ "$kind" != file ] || [ "$(cat ".cospan-$hash.lock")" = precious ]
        rm -r ".cospan-$hash.lock"
    done
    mkdir out.part out.new out.old
    echo x | tee out.part/x out.new/x >out.old/x
    make out 'echo 1 >a && place commit'
    [ "$(cat out.part/x out.new/x out.old/x strangers/a | tr -d '\n')" = xxxx ]
    # The name of the stage in a lock that somebody wrote is believed only if it can be one of ours.
    local name
    for name in ../strangers .cospan-/../strangers/0123456789abcdef01234 .git-0123456789abcdef0123456789abcdef01; do
        printf 'cospan %s\n' "$name" >".cospan-$hash.lock"
        says 2 'is not one' make out 'place commit'
    done
    rm ".cospan-$hash.lock"
    ln -sfn strangers target
    says 2 "'target/a' was not made here" make target 'place commit'
    ln -sfn nowhere target
    says 2 "cannot follow 'target'" make target 'place commit'
}

@test "links inside a folder of files lead nowhere" {
    mkdir strangers files
    echo x >strangers/a
    ln -s ../strangers files/d
    ln -s ../strangers/a files/a
    says 2 "^place: 'files/a' was not made here" make --kind=files files 'echo 1 >a && place commit'
    says 2 "^place: 'files/d/a' was not made here" make --kind=files files 'mkdir d && echo 1 >d/a && place commit'
    says 2 "^place: 'files/d' was not made here" make --kind=files files 'echo 1 >d && place commit'
    tree files | diff -u <(printf '%s\n' 'a l ../strangers/a' 'd l ../strangers') -
    [ "$(cat strangers/a)" = x ]
    mkdir results
    ln -s ../strangers results/generations
    says 2 "^place: 'results/generations' was not made here: move it$" make --kind=generations results 'place commit'
    rm results/generations
    ln -s ../strangers results/current
    says 2 "^place: 'results/current' was not made here: move it$" make --kind=generations results 'place commit'
    rm results/current
    mkdir results/current
    says 2 "^place: 'results/current' was not made here: move it$" make --kind=generations results 'place commit'
}

@test "twenty runs that are started together: one runs, the others say so and end with 75" {
    mkfifo go
    local i
    for i in {1..20}; do
        {
            local status=0
            place run --name someone out -- bash -c 'read -r _ <go; echo ran >>ran; echo 1 >"$PLACE_STAGE/a"; place commit' \
                2>"said.$i" || status=$?
            echo "$status" >"status.$i"
        } &
    done
    until [ "$(cat status.* 2>/dev/null | wc -l)" = 19 ]; do sleep 0.05; done
    echo >go
    wait
    [ "$(sort status.* | uniq -c | awk '{ print $2 ":" $1 }' | tr '\n' ' ')" = '0:1 75:19 ' ]
    [ "$(wc -l <ran)" = 1 ]
    [ "$(cat said.* | sort -u)" = "someone: another run is at work on 'out'" ]
    nothing_left
}

@test "what a killed run leaves running keeps others out, and then the next one cleans up" {
    place run out -- bash -c 'echo $$ >started; sleep 60 & echo $! >>started; wait' &
    until [ -s started ] && [ "$(wc -l <started)" = 2 ]; do sleep 0.05; done
    kill -KILL $!
    wait $! || true
    says 75 'another run is at work' make out 'place commit'
    kill -KILL $(cat started) 2>/dev/null || true
    until make out 'echo 1 >a; place commit' 2>/dev/null; do sleep 0.05; done
    nothing_left
}

@test "SIGTERM, SIGHUP and SIGINT end the command and all that it started, and leave nothing" {
    local name
    for name in TERM HUP INT; do
        rm -f started
        # A shell that starts something in the background lets it ignore SIGINT.
        bash -c 'trap - INT; exec "$@"' _ env --default-signal=INT,HUP place run out -- \
            bash -c 'echo 1 >"$TMPDIR/a"; echo $$ >started; sleep 60 & echo $! >>started; sleep 60' &
        until [ -s started ] && [ "$(wc -l <started)" = 2 ]; do sleep 0.05; done
        kill "-$name" $!
        local status=0
        wait $! || status=$?
        [ "$status" = $((128 + $(kill -l "$name"))) ]
        not kill -0 $(cat started) 2>/dev/null
        [ ! -e out ]
        nothing_left
    done
}

@test "what is made is for its owner alone, unless it is to be shared" {
    umask 022
    make above/out 'mkdir d; echo 1 >d/a; chmod 777 d/a; place commit'
    [ "$(stat -c %a above above/out above/out/d above/out/d/a above/out/.cospan | tr '\n' ' ')" = '700 700 700 600 600 ' ]
    make --share above/out 'mkdir d; echo 1 >d/a; chmod 600 d/a; place commit'
    [ "$(stat -c %a above/out above/out/d above/out/d/a | tr '\n' ' ')" = '755 755 644 ' ]
    make --kind=files files 'mkdir d; echo 1 >d/a; place commit'
    [ "$(stat -c %a files files/d files/d/a | tr '\n' ' ')" = '700 700 600 ' ]
    make --kind=generations results 'echo 1 >a; place commit'
    [ "$(stat -c %a results results/generations results/current/ results/current/a | tr '\n' ' ')" = '700 700 700 600 ' ]
    echo 1 | place put - private
    echo 1 | place put --share - shared
    [ "$(stat -c %a private shared | tr '\n' ' ')" = '600 644 ' ]
}

@test "files take their places beside those of others, and stay as they are where nothing changed" {
    mkdir files
    echo mine >files/mine
    make --kind=files files 'mkdir d; echo 1 >d/a; echo 1 >b; place commit'
    stat -c '%i %Y' files/b >before
    make --kind=files files 'mkdir d; echo 2 >d/a; echo 1 >b; place commit'
    stat -c '%i %Y' files/b | diff -u before -
    [ "$(cat files/d/a files/b files/mine | tr '\n' ' ')" = '2 1 mine ' ]
    says 2 "^place: 'files/mine' was not made here or was changed since: move it$" \
        make --kind=files files 'echo 3 >b; echo ours >mine; place commit'
    echo edited >files/b
    says 2 "^place: 'files/b' was not made here or was changed since: move it$" \
        make --kind=files files 'echo 3 >b; place commit'
    [ "$(cat files/d/a files/b files/mine | tr '\n' ' ')" = '2 edited mine ' ]
    rm files/b
    make --kind=files files 'echo 3 >b; place commit --only'
    tree files | diff -u <(printf '%s\n' 'b f ' 'd d ' 'mine f ') -
    make --kind=files files 'place commit --remove b --remove mine'
    tree files | diff -u <(printf '%s\n' 'd d ' 'mine f ') -
    nothing_left
}

@test "an edited file stays, and what would be made now is put beside it" {
    commit() { make --kind=files files "echo $1 >chart.tsv; place commit --edited 'chart.*'"; }
    commit 1
    commit 2
    [ "$(cat files/chart.tsv)" = 2 ]
    echo edited >files/chart.tsv
    commit 2
    [ ! -e files/chart.new.tsv ]
    commit 3 | diff -u <(printf 'kept\tchart.tsv\tchart.new.tsv\n') -
    commit 4 >/dev/null
    [ "$(cat files/chart.tsv files/chart.new.tsv | tr '\n' ' ')" = 'edited 4 ' ]
    echo edited >files/chart.new.tsv
    says 2 "'files/chart.new.tsv' was not made here" commit 5
    [ "$(cat files/chart.tsv files/chart.new.tsv | tr '\n' ' ')" = 'edited edited ' ]
}

@test "generations are numbered, the link is on the last one, and old ones go" {
    local i
    for i in 1 2 3 4; do
        make --kind=generations results "echo $i >a; place commit; place prune --keep 2" >>numbers
    done
    diff -u <(seq 4) numbers
    diff -u <(printf '%s\n' 3 4) <(generations)
    [ "$(readlink results/current)" = generations/4 ]
    [ "$(cat results/current/a)" = 4 ]
    make --kind=generations results 'place commit; place prune --keep 1 --hold 3' >/dev/null
    diff -u <(printf '%s\n' 3 5) <(generations)
    echo notes >results/generations/3/notes
    mkdir results/generations/{9,x}
    says 0 "^place: '.*/results/generations/3/notes' was not made here or was changed since: generation 3 is kept until you move it$" \
        make --kind=generations results 'place commit; place prune --keep 1'
    diff -u <(printf '%s\n' 10 3 9 x) <(generations)
    nothing_left
}

@test "something is told once, whole or not at all" {
    printf 'old\n' >log
    printf 'one\ntwo\n' >news
    tell() { place run --kind generations results -- place tell --as "$1" news "$2"; }
    tell 1 log
    tell 1 log
    diff -u <(printf 'old\none\ntwo\n') log
    says 2 'cannot write to /dev/full' tell 2 /dev/full
    tell 2 - | diff -u news -
    [ "$(cat results/told)" = 'told 2' ]
    # Killed after the text was written, in the middle of it, and before.
    local size
    size=$(stat -c %s log)
    for part in 8 3 0; do
        truncate -s "$size" log
        head -c "$part" news >>log
        printf 'telling 3 %s %s\n' "$size" "$(stat -c %i log)" >results/told
        tell 3 log
        diff -u <(printf 'old\none\ntwo\none\ntwo\n') log
    done
    # A line that somebody else added meanwhile stays.
    truncate -s "$size" log
    printf 'one\nother\n' >>log
    printf 'telling 3 %s %s\n' "$size" "$(stat -c %i log)" >results/told
    tell 3 log
    tail -n 4 log | diff -u <(printf 'one\nother\none\ntwo\n') -
    echo mine >results/told
    says 2 "^place: 'results/told' was not made here: move it$" tell 4 log
    [ "$(cat results/told)" = mine ]
    nothing_left
}

@test "a command for temporary files has a folder of its own, in any folder for them" {
    local folder
    for folder in 'with space' -dash 'line
break' slash/ =sign 'a=b' '%s' "quote'\"" '*'; do
        mkdir -p -- "./$folder"
        TMPDIR=$folder place run --kind scratch -- bash -c 'cd "$TMPDIR" && echo 1 >a && mktemp >/dev/null && pwd' >where
        case $(cat where) in
        "$PWD/${folder%/}"/.cospan-*/scratch) ;;
        *) cat where && false ;;
        esac
        rmdir -- "./$folder"
    done
    says 2 "^place: cannot open the folder 'none': No such file" env TMPDIR=none place run --kind scratch -- true
}

@test "names of any bytes are marked and read again" {
    make out 'touch -- "$(printf "a\tb\\\\c\nd\377")" "-x" "a=b" && place commit'
    make out 'echo 1 >a && place commit'
    tree out | diff -u <(printf 'a f \n') -
    make $'t\n\tx' 'echo 1 >a && place commit'
    make $'t\n\tx' 'echo 2 >a && place commit'
    says 2 "^place: 't.n.tx/b' was not made here" make $'t\n\tx' 'echo x >"$PLACE_TARGET/b"; place commit'
}

@test "what is wrong with a command line is said" {
    says 2 "^place: expected a command, not 'nothing'$" place nothing
    says 2 "^place: expected a command, not ''$" place
    says 2 '^place: expected a target and a command$' place run out
    says 2 '^place: expected a command$' place run --kind scratch
    says 2 "^place: is called by a command that 'place run' has started$" place commit
    says 2 "^place: is called by a command that 'place run' has started$" \
        place run --kind scratch -- place commit
    says 2 "^place: the run on 'out' that has started this has ended$" \
        env PLACE_STAGE="$PWD/.cospan-x/new" PLACE_TARGET="$PWD/out" PLACE_SHOWN=out PLACE_KIND=folder place commit
    says 2 "expected a run of generations" make out 'place prune'
    says 2 "^place: expected the name of a folder or file, not '/'$" make / true
    place --help | grep -q '^  place run '
    place run --help | grep -q -- --share
}
