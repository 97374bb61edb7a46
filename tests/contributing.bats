# The walk of CONTRIBUTING.md, "Your first filter": its commands are run in a clone, from the page to
# the commit.
# bats file_tags=slow
load helpers

# The commands of the blocks that are marked `sh` in the section.
walk() {
    awk '/^## / { section = $0 == "## Your first filter" } !section { next }
        /^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$ROOT/CONTRIBUTING.md"
}

@test "the walk to a first filter ends with a commit" {
    needs git clang-format mandoc
    [ "$BUILD" = "$ROOT/build" ] || skip 'the walk builds for release'
    git -C "$ROOT" rev-parse -q --verify HEAD >/dev/null || skip 'the sources are in no git repository'
    walk >commands
    [ "$(wc -l <commands)" -gt 150 ]
    # As a reader begins: cloned and built. The objects of this build serve, as if made after the sources.
    git clone -q "$ROOT" clone
    cp -a "$ROOT/build" clone/build
    find clone -path clone/build -prune -o -path clone/.git -prune -o -type f -exec touch -d @0 {} +
    cd clone
    git config user.name Newcomer
    git config user.email newcomer@example.org
    # Bats runs bats here, which must not believe that it is a part of this run.
    env -i HOME="$HOME" PATH="$PWD/build/libexec/cospan:$PATH" TMPDIR="${TMPDIR:-/tmp}" \
        bash -e -u -o pipefail ../commands >../printed 2>&1 || { cat ../printed && false; }
    not grep '^not ok' ../printed
    [ "$(git log -1 --format=%s)" = 'Add length, a column with the length of words' ]
    [ "$(git diff --name-only HEAD~ | wc -l)" = 9 ]
    [ "$(git status --porcelain)" = '' ]
}
