load helpers

install_to() {
    MAKEFLAGS='' make -s -C "$ROOT" MODE="${MODE:-release}" DESTDIR="$1" PREFIX=/usr/local install \
        >install.log 2>&1 || { cat install.log && return 1; }
}

@test "an installed cospan finds its filters, pages and dictionaries, away from the sources" {
    install_to "$PWD/root"
    mv root elsewhere
    local prefix=$PWD/elsewhere/usr/local
    PATH=$prefix/bin:/usr/bin:/bin
    [ "$(cospan --exec-path)" = "$prefix/libexec/cospan" ]
    [ "$(cospan --dicts)" = "$prefix/share/cospan/dicts" ]
    [ "$(ls "$prefix/bin")" = cospan ]
    cospan tokenize "$DATA/sample.txt" >tokens
    [ -s tokens ]
    [ -z "$(ls "$ROOT"/filters/*.1 2>/dev/null)" ] || cospan help tokenize >page
    diff -r "$ROOT/dicts" "$prefix/share/cospan/dicts"
    diff <(cospan --bash-completion) "$prefix/share/bash-completion/completions/cospan"
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
