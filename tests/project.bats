# What a project owes to those who join it: a tidy root, a map of the library, a changelog, a citation
# file, forms for reports, and a check that all of them are ready for a release.
load helpers

@test "the root of the repository holds what it should and nothing else" {
    cd "$ROOT"
    tests/lint/tree </dev/null
    mkdir "$BATS_TEST_TMPDIR/root"
    cd "$BATS_TEST_TMPDIR/root"
    mkdir -p filters/lib .github
    touch Makefile filters/cospan CHANGELOG.md CITATION.cff
    "$ROOT/tests/lint/tree" </dev/null
    touch notes.txt .envrc
    "$ROOT/tests/lint/tree" </dev/null >"$BATS_TEST_TMPDIR/printed" && false
    printf '%s: does not belong to the root\n' notes.txt .envrc | same "$BATS_TEST_TMPDIR/printed"
}

@test "make map has every file of the library once, and finds a file by its subject" {
    "$ROOT/tests/map" >map
    cut -d ' ' -f 1 map | sort >listed
    # A source that has a header of its own is listed as that header.
    (cd "$ROOT/filters/lib" && for path in */*.[ch]; do
        [ "${path%.c}" = "$path" ] || [ ! -e "${path%.c}.h" ] || continue
        printf '%s\n' "$path"
    done | sort) | same listed
    not grep -nE '^[^ ]+ *$' map
    not grep -nE '[a-z]\. [A-Z]' map
    [ "$(grep -c 'see picture/layout\.h$' map)" -gt 3 ]
    grep -i 'strategy line' map | cut -d ' ' -f 1 | same <(echo strategy/lines.h)
    grep -i 'screening sheet' map | cut -d ' ' -f 1 | same <(echo review/screening.h)
}

@test "the first sentence of a header is found whatever follows it" {
    mkdir -p tree/tests tree/filters/lib/{base,text,container,stream,room}
    cp "$ROOT/tests/map" tree/tests
    printf '/* One line. And another. */\n' >tree/filters/lib/base/one.h
    printf '/* Files of .xlsx and streams.5 are\n * read here. "cell" is one. X. */\n' >tree/filters/lib/text/two.h
    printf '/* No full stop before the list:\n *\n *   - an item. Another. */\n' >tree/filters/lib/container/three.h
    printf '/* Shared by left.c and right.c. */\n' >tree/filters/lib/stream/four.h
    touch tree/filters/lib/stream/left.c tree/filters/lib/room/five.c
    printf '#ifndef FIVE\n/* A comment below the guard */\n' >tree/filters/lib/room/five.h
    tree/tests/map | sed 's/  */ /' >printed
    same printed <<'END'
base/one.h One line.
text/two.h Files of .xlsx and streams.5 are read here.
container/three.h No full stop before the list:
stream/four.h Shared by left.c and right.c.
stream/left.c see stream/four.h
room/five.h A comment below the guard
END
}

@test "the citation file and the issue forms are YAML with the fields that are required" {
    needs python3
    python3 -c 'import yaml' 2>/dev/null || skip 'python3-yaml is not installed'
    python3 - "$ROOT" <<'END'
import glob, re, sys, yaml
root = sys.argv[1]
cited = yaml.safe_load(open(root + '/CITATION.cff'))
assert cited['cff-version'] == '1.2.0' and cited['message'] and cited['title'], cited
assert [author['name'] for author in cited['authors']], cited
known = {'cff-version', 'message', 'title', 'type', 'abstract', 'authors', 'version', 'license', 'keywords',
         'date-released', 'doi', 'repository-code', 'url'}
assert set(cited) <= known, set(cited) - known
forms = glob.glob(root + '/.github/ISSUE_TEMPLATE/*.yml')
assert len(forms) == 2, forms
for path in forms:
    form = yaml.safe_load(open(path))
    assert form['name'] and form['description'] and form['body'], path
    ids = [item['id'] for item in form['body'] if item['type'] != 'markdown']
    assert len(ids) == len(set(ids)) > 2, (path, ids)
    for item in form['body']:
        assert item['type'] in ('markdown', 'textarea', 'input', 'dropdown', 'checkboxes'), (path, item)
        assert item['attributes'].get('label' if item['type'] != 'markdown' else 'value'), (path, item)
END
}

release_clone() {
    git -C "$ROOT" rev-parse -q --verify HEAD >/dev/null || skip 'the sources are in no git repository'
    git clone -q "$ROOT" clone
    cd clone || return
    git config user.name Tester
    git config user.email tester@example.org
}

@test "make release names everything that is missing, and makes no packages then" {
    needs git
    release_clone
    printf '#define COSPAN_VERSION "0.1"\n' >filters/lib/base/version.h
    sed -i 's/^## \[0.*/## [0.0.9] - 2024-01-01/' CHANGELOG.md
    cp "$ROOT/tests/release" tests/release
    tests/release >../printed && false
    sed -e 's/, not .*//' -e 's/not committed: .*/not committed/' ../printed >../seen
    same ../seen <<'END'
FOUND  filters/lib/base/version.h: expected a version like 1.2.3
FOUND  CHANGELOG.md: expected '## [0.1] - YYYY-MM-DD' as its first section
FOUND  CITATION.cff: expected 'version: 0.1'
FOUND  not committed
FOUND  no tag v0.1; 'git tag -a v0.1' makes it
The packages were not made.
END
    [ ! -e build ]
}

@test "make release accepts a commit whose version, changelog, citation, tag and packages agree" {
    needs git dpkg-deb dpkg-shlibdeps strip
    [ "$BUILD" = "$ROOT/build" ] || skip 'the packages are of the release build'
    release_clone
    cp "$ROOT"/{Makefile,CHANGELOG.md,CITATION.cff} .
    cp "$ROOT"/tests/{release,make-deb} tests
    sed -i '0,/^## \[.*/s//## [0.1.0] - 2024-02-30/' CHANGELOG.md
    tests/release >../printed && false
    grep -q "^FOUND  CHANGELOG.md: expected '## \[0.1.0\] - YYYY-MM-DD'" ../printed
    sed -i 's/2024-02-30/2024-02-29/' CHANGELOG.md
    tests/release >../printed && false
    grep -q "^FOUND  CITATION.cff: expected the date of the changelog as date-released, not ''$" ../printed
    sed -i 's/^version: .*/&\ndate-released: 2024-02-29/' CITATION.cff
    git add -A && git commit -q -m 'Release 0.1.0'
    git tag -a -m 'Release 0.1.0' v0.1.0 HEAD~
    tests/release >../printed && false
    grep -q '^FOUND  tag v0.1.0 names another commit than HEAD$' ../printed
    git tag -f -a -m 'Release 0.1.0' v0.1.0 >/dev/null
    # The objects of this build serve, as if they were made after the sources.
    cp -a "$ROOT/build" build
    find . -path ./build -prune -o -path ./.git -prune -o -type f -exec touch -d @0 {} +
    MAKEFLAGS='' make -s release >../printed || { cat ../printed && false; }
    sed -e 's/[0-9]* entries/N entries/' -e 's/_[a-z0-9]*\.deb/.deb/' ../printed >../seen
    same ../seen <<'END'
clean  version 0.1.0
clean  changelog, N entries of 2024-02-29
clean  citation file
clean  everything is committed
clean  tag v0.1.0
clean  build/cospan-0.1.0.tar.gz
clean  build/cospan_0.1.0.deb
END
}

@test "lint names commits whose subject is long, ends with a full stop, or runs into the body" {
    needs git
    git init -q repository
    cd repository
    commit() {
        git -c user.name=Tester -c user.email=tester@example.org commit -q --allow-empty -m "$1"
    }
    local at_limit
    at_limit=Ä$(printf 'é%.0s' {1..71})
    commit "An old subject that is longer than seventy-two characters, which nobody minded."
    mkdir -p tests/lint
    cp "$ROOT/tests/lint/commits" tests/lint
    git add tests
    commit 'Check the subjects of commits'
    commit "$at_limit"
    commit "$(printf 'Subject\n\nA body of any length. %s' "$at_limit$at_limit")"
    tests/lint/commits
    commit "${at_limit}x"
    commit 'Mend it.'
    commit "$(printf 'Subject\nand more of it')"
    tests/lint/commits >../printed && false
    sed -E 's/^[0-9a-f]{10}: //' ../printed >../seen
    same ../seen <<END
73 characters, expected at most 72: ${at_limit}x
a full stop ends the subject: Mend it.
expected an empty line between subject and body: Subject
END
    # A release begins anew.
    git tag v0.1.0
    tests/lint/commits
    commit 'Mend it once more.'
    tests/lint/commits >../printed && false
    [ "$(wc -l <../printed)" = 1 ]
    [ "$(tests/lint/commits HEAD~..HEAD~)" = '' ]
}
