load helpers

install_to() {
    MAKEFLAGS='' make -s -C "$ROOT" MODE="${MODE:-release}" DESTDIR="$1" PREFIX=/usr/local install \
        >install.log 2>&1 || { cat install.log && return 1; }
}

@test "an installed cospan finds its filters, pages and dictionaries, away from the sources" {
    install_to "$PWD/root"
    mv root elsewhere
    local prefix=$PWD/elsewhere/usr/local
    # shellcheck disable=SC2030 # each test is a process of its own
    PATH=$prefix/bin:/usr/bin:/bin
    [ "$(cospan --exec-path)" = "$prefix/libexec/cospan" ]
    [ "$(cospan --dicts)" = "$prefix/share/cospan/dicts" ]
    [ "$(ls "$prefix/bin")" = cospan ]
    cospan tokenize "$DATA/sample.txt" >tokens
    [ -s tokens ]
    [ -z "$(ls "$ROOT"/filters/*.1 2>/dev/null)" ] || cospan help tokenize >page
    diff -r "$ROOT/dicts" "$prefix/share/cospan/dicts"
    diff <(cospan --bash-completion) "$prefix/share/bash-completion/completions/cospan"
    diff <(cospan --zsh-completion) "$prefix/share/zsh/site-functions/_cospan"
    diff <(cospan --fish-completion) "$prefix/share/fish/vendor_completions.d/cospan.fish"
    [ "$(cospan --pipelines)" = "$prefix/share/cospan/pipelines" ]
    cospan frequencies -d roles "$DATA/sample.txt" >table
    head -n 1 table | grep -q '^concept'
    cospan --list | same <("$BUILD/bin/cospan" --list)
    says 2 "did you mean frequencies\?$" cospan frequencise
    # Debian compresses the pages.
    cospan help >listed
    cospan help frequencies >page
    find "$prefix/share/man" -type f -exec gzip {} +
    cospan help | same listed
    cospan help frequencies | same page
}

@test "nothing is installed for others to write, and nothing names the place of the build" {
    install_to "$PWD/root"
    [ -z "$(find root -perm /022 ! -type l)" ]
    [ -z "$(find root -path '*/bin/*' -type f ! -perm -755)" ]
    if [ "${MODE:-release}" = release ]; then
        not grep -rlF "$BATS_TEST_TMPDIR" root
    fi
}

@test "installing twice is installing once, and uninstalling leaves no file" {
    install_to "$PWD/root"
    find root | sort >first
    install_to "$PWD/root"
    find root | sort | same first
    make -s -C "$ROOT" DESTDIR="$PWD/root" PREFIX=/usr/local uninstall
    [ -z "$(find root ! -type d)" ]
}

@test "zsh and fish offer filters, their options and the words of a choice" {
    [ "${MODE:-release}" = release ] || skip 'the same in every build'
    needs zsh fish
    install_to "$PWD/root"
    # shellcheck disable=SC2031 # each test is a process of its own
    PATH=$PWD/root/usr/local/bin:$PATH
    zsh -n root/usr/local/share/zsh/site-functions/_cospan
    offers() { HOME=$PWD fish --no-config -c "source $PWD/root/usr/local/share/fish/vendor_completions.d/cospan.fish; complete -C '$1'"; }
    offers 'cospan tok' | grep "^tokenize$(printf '\t')."
    offers 'cospan tokenize --out' | grep '^--output'
    offers 'cospan tokenize --rules ' | grep -x uax29
}

@test "make dist twice is the same bytes, and make deb a package that installs and goes" {
    [ "${MODE:-release}" = release ] || skip 'the same in every build'
    needs git dpkg-deb dpkg-shlibdeps strip
    git -C "$ROOT" rev-parse -q --verify HEAD >/dev/null || skip 'the sources are in no git repository'
    git clone -q --depth 1 "file://$ROOT" clone
    make -s -C clone dist && mv clone/build/*.tar.gz one.tar.gz
    make -s -C clone dist
    cmp one.tar.gz clone/build/*.tar.gz
    mkdir -p root/var/lib/dpkg
    : >root/var/lib/dpkg/status
    MAKEFLAGS='' make -s -C "$ROOT" deb >made
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    dpkg --root="$PWD/root" --force-depends --install "$ROOT/$(tail -n 1 made)" >log 2>&1 || { cat log && false; }
    [ -z "$(type -P lintian)" ] || lintian --fail-on error "$ROOT/$(tail -n 1 made)" >said 2>&1 || { cat said && false; }
    root/usr/bin/cospan tokenize "$DATA/sample.txt" | grep -q '^# newdoc'
    dpkg --root="$PWD/root" --purge cospan >log 2>&1
    [ -z "$(find root/usr -type f)" ]
}
