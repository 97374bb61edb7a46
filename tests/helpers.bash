# What every test file loads. Each test starts in its own empty folder with the filters of this
# build first on PATH, and with nothing in the environment that could change an output.
#
#   load helpers
#   @test "numbers with separators stay one token" {
#       tokenize <<<'1,000 people' | same "$BATS_TEST_DIRNAME/data/expected.conllup"
#   }

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
BUILD=$ROOT/build
[ "${MODE:-release}" = release ] || BUILD=$ROOT/build/$MODE
FILTERS=$BUILD/libexec/cospan
DATA=$ROOT/tests/data
SHARED=$ROOT/../shared/data

export LC_ALL=C PATH="$FILTERS:$BUILD/bin:$PATH"
# A sanitizer's own status must not pass for one of ours. A filter leaves what it holds at its end
# to the system, so only the unit programs and fuzz targets look for leaks.
export ASAN_OPTIONS=exitcode=99:detect_leaks=0 UBSAN_OPTIONS=exitcode=99
unset COLUMNS NO_COLOR TERM CDPATH SOURCE_DATE_EPOCH

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
}

# The setup of tests of pipelines, which run the filters of the release build.
setup_pipelines() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    [ "$BUILD" = "$ROOT/build" ] || skip 'the pipelines are of the release build'
    PATH=$ROOT/pipelines:$PATH
}

# Standard input is byte for byte what the file holds, or the difference is shown.
same() {
    diff -u "$1" -
}

# not COMMAND...: the command fails. (`! COMMAND` in the middle of a test fails no test.)
not() {
    ! "$@"
}

# says STATUS PATTERN COMMAND...: the command ends with the status and says on standard error one
# line that the extended regular expression describes.
says() {
    local expected=$1 pattern=$2 status=0
    shift 2
    "$@" >said.out 2>said.err || status=$?
    if [ "$status" -ne "$expected" ]; then
        printf '%s: status %s, expected %s\n' "$*" "$status" "$expected"
        cat -v said.err
        return 1
    fi
    grep -qE -e "$pattern" said.err || {
        printf '%s: no message like %s, but:\n' "$*" "$pattern"
        cat -v said.err
        return 1
    }
}

# needs COMMAND...: skips the test where a tool is missing that is not ours.
needs() {
    local tool
    for tool; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
}

# needs_shared PATH: skips the test where the collection of real files is not at hand.
needs_shared() {
    [ -e "$SHARED/$1" ] || skip "shared data is not here: $1"
}

# Names of all filters.
filters() {
    local path
    for path in "$ROOT"/filters/*.c; do
        basename "$path" .c
    done
}

# The kinds of stream, each with a small valid sample in tests/data.
sample_of() {
    case $1 in
    text) printf '%s\n' "$DATA/sample.txt" ;;
    documents) printf '%s\n' "$DATA/sample.documents.tsv" ;;
    records) printf '%s\n' "$DATA/sample.records.tsv" ;;
    tokens) printf '%s\n' "$DATA/sample.conllup" ;;
    tagged) printf '%s\n' "$DATA/sample.tagged.conllup" ;;
    table) printf '%s\n' "$DATA/sample.table.tsv" ;;
    references) printf '%s\n' "$DATA/sample.ris" ;;
    frequencies) printf '%s\n' "$DATA/sample.frequencies.tsv" ;;
    flat) printf '%s\n' "$DATA/sample.flat.tsv" ;;
    strategy) printf '%s\n' "$DATA/sample.ovid" ;;
    esac
}

# describe_filter NAME: sets `sample`, a small valid input, and `arguments`, what the filter needs
# besides. A new filter gets its line here, and streams.bats holds it to the contract.
# shellcheck disable=SC2034 # the caller reads them
describe_filter() {
    arguments=()
    case $1 in
    normalize | tokenize | transcript) sample=$(sample_of text) ;;
    records) sample=$(sample_of references) ;;
    concept-tag) sample=$(sample_of tokens) arguments=(-d "$DATA/sample.dictionary.tsv") ;;
    stem) sample=$(sample_of tokens) ;;
    codings) sample=$DATA/sample.qde ;;
    cooccur | count | flatten | kwic | qdpx | richness) sample=$(sample_of tagged) ;;
    dedupe) sample=$(sample_of records) ;;
    sample) sample=$(sample_of documents) ;;
    screen) sample=$(sample_of documents) arguments=(--sheets "$DATA/sample.sheet.tsv") ;;
    chart | sheet) sample=$(sample_of table) ;;
    shard) sample=$(sample_of documents) arguments=(--documents 2 --prefix "$BATS_TEST_TMPDIR/shard") ;;
    unflatten) sample=$(sample_of flat) ;;
    strategy) sample=$(sample_of strategy) ;;
    search) sample=$(sample_of documents) arguments=(-q 'work*.tw.') ;;
    # libexttextcat checks no read and reports failures itself, so it is exempt from this.
    langid) sample=$(sample_of documents) arguments=(--min 1K) ;;
    flow) sample=$DATA/sample.boxes.tsv ;;
    agree) sample=$DATA/sample.ratings.tsv ;;
    dispersion) sample=$(sample_of frequencies) ;;
    keyness) sample=$(sample_of frequencies) arguments=(--target group=1) ;;
    *)
        printf '%s is not in describe_filter (tests/helpers.bash): %s\n' "$1" \
            'say there which sample it reads and which arguments it needs'
        return 1
        ;;
    esac
}
