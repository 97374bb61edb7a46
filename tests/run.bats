# tests/run and tests/reach: what they count, what they leave out and what they find, in a small
# repository of their own.
load helpers

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    mkdir -p tests/{unit,fuzz/seeds,golden} filters/lib/base pipelines dicts build/{unit,fuzz,obj}
    cp "$ROOT"/tests/{run,reach} tests
    echo 'tests-built:' >Makefile
    program pipelines/install-dependencies
    program tests/golden/run '1..1' 'ok 1 a case'
    bats_file talk 'true' 'true'
}

# program PATH LINE...: a program that prints the lines and ends well.
program() {
    local path=$1
    shift
    {
        printf '#!/bin/sh\n'
        [ $# -eq 0 ] || printf "echo '%s'\n" "$@"
    } >"$path"
    chmod +x "$path"
}

# unit NAME LINE...: a unit program that prints the lines.
unit() {
    : >"tests/unit/$1_test.c"
    program "build/unit/$1_test" "${@:2}"
}

# bats_file NAME BODY...: a bats file of a test for each body.
bats_file() {
    local name=$1 body number=0
    shift
    for body; do
        number=$((number + 1))
        printf '@test "%s %s" {\n%s\n}\n' "$name" "$number" "$body"
    done >"tests/$name.bats"
}

# As from a shell, not from a test, which has the parts of bats on its PATH.
run_tests() {
    env -i PATH="${PATH//"$BATS_LIBEXEC:"/}" "${variables[@]}" "$there"tests/run "$@"
}
there='' variables=(JOBS=1)

# ends_with STATUS CLOSING ARGUMENT...: tests/run ends with the status and with these last lines.
ends_with() {
    local expected=$1 closing=$2 status=0
    shift 2
    run_tests "$@" >printed 2>said || status=$?
    tail -n "$(wc -l <<<"$closing")" printed | diff -u <(printf '%s\n' "$closing") - || { cat said && return 1; }
    [ "$status" -eq "$expected" ] || { echo "status $status" && cat printed said && return 1; }
}

@test "the last line counts tests, and the one before it checks" {
    unit sums 1..3 'ok 1 one' 'ok 2 two' 'ok 3 three # skip no data' '# 1200 checks'
    unit words 1..1 'ok 1 a word' '# 34 checks'
    ends_with 0 $'1234 checks\n6 passed, 0 failed, 1 skipped'
    grep -qx 'ok     sums_test                    2 passed, 1 skipped (. s)' printed
}

@test "a test that fails is named at the end" {
    bats_file talk true false
    ends_with 1 $'0 checks\n2 passed, 1 failed, 0 skipped'
    grep -qx '    talk: talk 2' printed
}

@test "what was planned and not reported has failed" {
    unit sums 1..4 'ok 1 one'
    ends_with 1 $'0 checks\n1 passed, 3 failed, 0 skipped' sums
    printf 'kill -SEGV $$\n' >>build/unit/sums_test
    ends_with 1 $'0 checks\n1 passed, 3 failed, 0 skipped' sums
    grep -q 'ended with status 139' printed
    unit sums 1..1 'ok 1 one'
    echo 'exit 3' >>build/unit/sums_test
    ends_with 1 $'0 checks\n1 passed, 1 failed, 0 skipped' sums
}

@test "a file that is no bash, or has no test, has failed" {
    echo '# later' >tests/talk.bats
    ends_with 1 $'0 checks\n0 passed, 1 failed, 0 skipped' talk
    grep -q 'has no test' printed
    bats_file talk 'true' 'not bash ('
    run_tests talk >printed 2>said || true
    tail -n 1 printed | grep -qx '0 passed, [12] failed, 0 skipped'
}

@test "a program of check.h reports every test, and fails those after a crash" {
    sums() {
        printf '#include "check.h"\nTEST("one") { CHECK(1); CHECK(2); }\nTEST("two") { %s }\nTEST("three") { SKIP("why"); }\n' \
            "$1" >sums_test.c
        cc -std=c11 -D_POSIX_C_SOURCE=200809L -I"$ROOT/tests/unit" -o build/unit/sums_test sums_test.c
    }
    : >tests/unit/sums_test.c
    sums 'CHECK(3);'
    build/unit/sums_test | diff -u <(printf '%s\n' 1..3 'ok 1 one' 'ok 2 two' 'ok 3 three # skip why' '# 3 checks') -
    ends_with 0 $'3 checks\n2 passed, 0 failed, 1 skipped' sums
    build/unit/sums_test wo ree | diff -u <(printf '%s\n' 1..2 'ok 1 two' 'ok 2 three # skip why' '# 1 checks') -
    sums 'CHECK(1 == 2);'
    ends_with 1 $'3 checks\n1 passed, 1 failed, 1 skipped' sums
    grep -q 'sums_test.c:3: failed: 1 == 2' printed
    sums ''
    ends_with 1 $'3 checks\n1 passed, 1 failed, 1 skipped' sums
    grep -q 'failed: a test checks something' printed
    sums 'abort();'
    ends_with 1 $'0 checks\n1 passed, 2 failed, 0 skipped' sums
}

@test "a file that takes too long has failed, and that is said" {
    variables+=(TEST_TIMEOUT=1)
    unit sums 1..3 'ok 1 one'
    echo 'sleep 20' >>build/unit/sums_test
    ends_with 1 $'0 checks\n1 passed, 2 failed, 0 skipped' sums
    grep -q 'it took too long' printed
}

@test "a build that fails is a failure" {
    printf 'tests-built:\n\techo error: no such thing && false\n' >Makefile
    ends_with 1 $'0 checks\n0 passed, 1 failed, 0 skipped'
    grep -q 'error: no such thing' said
}

@test "--quick leaves out what is slow, and says how many" {
    printf '# bats test_tags=slow\n@test "slow" {\n    sleep 9\n}\n' >>tests/talk.bats
    printf '# bats file_tags=slow\n@test "slower" {\n    sleep 9\n}\n' >tests/slower.bats
    ends_with 0 $'2 slow tests left out\n0 checks\n3 passed, 0 failed, 0 skipped' --quick
    ends_with 0 $'1 slow tests left out\n0 checks\n2 passed, 0 failed, 0 skipped' --quick talk
}

@test "a name is of bats, unit and fuzz files, and a path of one" {
    unit talk 1..1 'ok 1 one'
    : >tests/fuzz/talk_fuzz.c
    program build/fuzz/talk_fuzz 1..2 'ok 1 a' 'ok 2 b'
    ends_with 0 $'0 checks\n5 passed, 0 failed, 0 skipped' talk
    ends_with 0 $'0 checks\n2 passed, 0 failed, 0 skipped' tests/talk.bats
    ends_with 0 $'0 checks\n1 passed, 0 failed, 0 skipped' talk_test
    ends_with 0 $'0 checks\n1 passed, 0 failed, 0 skipped' tests/unit/talk_test.c
    ends_with 0 $'0 checks\n3 passed, 0 failed, 0 skipped' tests/fuzz/talk_fuzz.c golden
    ends_with 1 $'0 checks\n0 passed, 1 failed, 0 skipped' tolk
    grep -qx "tests/run: no test has the name 'tolk'" said
}

@test "a wrong command line ends with 2 and a message" {
    says 2 "^tests/run: no option '--fast'; 'tests/run --help' lists the options$" run_tests --fast
    says 2 '^tests/run: --for expects files$' run_tests --for
    says 2 "^tests/run: no file 'none.c'$" run_tests --for none.c
    run_tests --help | grep -q '^usage: tests/run '
}

# Two filters, of which one links low.o through high.o.
make_sources() {
    echo 'int low(void);' >filters/lib/base/low.h
    printf '#include "low.h"\nint low(void) { return 1; }\n' >filters/lib/base/low.c
    printf '#include "low.h"\nint high(void) { return low(); }\n' >filters/lib/base/high.c
    printf 'int other(void) { return 2; }\n' >filters/lib/base/other.c
    printf 'int high(void);\nint main(void) { return high(); }\n' >filters/sift.c
    printf 'int other(void);\nint main(void) { return other(); }\n' >filters/sort.c
    printf 'int low(void);\nint main(void) { return low(); }\n' >tests/unit/low_test.c
    local path
    for path in filters/*.c filters/lib/*/*.c tests/unit/*.c; do
        object=build/obj/${path#filters/lib/base/}
        [ "$path" = "${path#filters/lib}" ] || object=build/obj/lib/base/${path##*/}
        mkdir -p "${object%/*}"
        cc -MMD -MP -c -o "${object%.c}.o" "$path"
    done
    bats_file sift 'sift <file'
    bats_file sort 'sort <file | diff - sorted'
    bats_file both 'sort file | sift' 'is=sort'
    bats_file names 'echo sift sort'
}

# reaches FILE TEST...: these are the tests that the file reaches.
reaches() {
    tests/reach "$1" | diff -u <([ $# -eq 1 ] || printf 'tests/%s\n' "${@:2}") -
}

@test "a source of the library reaches the programs that it is linked into, and what runs them" {
    make_sources
    reaches filters/lib/base/low.c both.bats sift.bats unit/low_test.c
    reaches filters/lib/base/low.h both.bats sift.bats unit/low_test.c
    reaches filters/lib/base/high.c both.bats sift.bats
    reaches filters/lib/base/other.c both.bats sort.bats
    reaches filters/sift.c both.bats sift.bats
    reaches tests/unit/low_test.c unit/low_test.c
}

@test "a filter reaches what runs all filters, and the scripts that run it" {
    make_sources
    # shellcheck disable=SC2016 # in the file
    printf 'for name in $(filters); do :; done\n' >tests/streams.bats
    program pipelines/tidy
    echo 'cat "$@" | sift' >>pipelines/tidy
    program pipelines/weekly
    # shellcheck disable=SC2016 # in the file
    echo '"$root"/tidy -q' >>pipelines/weekly
    bats_file weekly 'weekly -o out'
    mkdir -p tests/golden/sift/plain
    reaches filters/sift.c both.bats golden sift.bats streams.bats weekly.bats
    reaches pipelines/weekly weekly.bats
    reaches pipelines/tidy weekly.bats
    reaches tests/golden/sift/plain golden
}

@test "a page, a dictionary, a sample and a seed reach what reads them" {
    bats_file manual true
    bats_file options true
    bats_file dicts true
    bats_file readme true
    # shellcheck disable=SC2016 # in the file
    bats_file roles 'cat "$ROOT/dicts/roles.tsv"' '# and nothing of other.tsv'
    : >tests/fuzz/talk_fuzz.c
    reaches filters/streams.5 manual.bats options.bats
    reaches dicts/roles.tsv dicts.bats roles.bats
    reaches dicts/other.tsv dicts.bats
    reaches README.md readme.bats
    reaches tests/fuzz/seeds/talk/broken fuzz/talk_fuzz.c
    reaches tests/roles.bats roles.bats
    reaches LICENSE
    reaches Makefile dicts.bats fuzz/talk_fuzz.c golden manual.bats options.bats readme.bats roles.bats talk.bats
}

@test "--for runs what reaches the files, from wherever it is called" {
    make_sources
    ends_with 1 $'0 checks\n1 passed, 2 failed, 0 skipped' --for filters/sort.c filters/sort.c
    grep -q '^FAILED sort ' printed
    unit low 1..1 'ok 1 low'
    cc -MMD -MP -c -o build/obj/tests/unit/low_test.o tests/unit/low_test.c
    bats_file sift true
    bats_file both 'sift --help || true'
    ends_with 0 $'0 checks\n1 passed, 0 failed, 0 skipped' --for tests/sift.bats
    (cd filters/lib && there=../../ run_tests --for base/high.c) | tail -n 1 |
        diff -u <(echo '2 passed, 0 failed, 0 skipped') -
    echo text >LICENSE
    ends_with 1 $'0 checks\n0 passed, 1 failed, 0 skipped' --for LICENSE
    grep -qx 'tests/run: no test reaches LICENSE' said
}

@test "the sources of this repository reach what they should" {
    cd "$ROOT"
    tests/reach filters/lib/review/similarity.c >"$BATS_TEST_TMPDIR/found"
    cd "$BATS_TEST_TMPDIR"
    grep -qx tests/dedupe.bats found
    grep -qx tests/unit/similarity_test.c found
    grep -qx tests/fuzz/citation_fuzz.c found
    not grep -qx tests/kwic.bats found
    not grep -qx tests/unit/sentence_test.c found
}
