# strategy: what is found in a strategy, what is written in other languages, and what dictionaries become.
load helpers

@test "what is wrong or doubtful is found" {
    cat >strategy <<'END'
1. (pe* or “peer”).ti.
2. a.ti. or b.ti. and c.ti.
3. d.ti.
5. 1 or 7
6. or/1-2
7. (e
8. gr*y.ti. or 3
END
    strategy strategy >found
    local expected
    for expected in $'1\t7\t1\twarning\ttruncation after fewer than three letters' \
        $'1\t12\t1\tnote\t' $'2\t19\t2\twarning\tdifferent operators' \
        $'4\t4\t5\twarning\tline 5 follows line 3' $'4\t9\t5\terror\tline 7 stands further down' \
        $'6\t4\t7\terror\tthis parenthesis is never closed' \
        $'7\t6\t8\twarning\ttruncation within a word' $'5\t4\t6\twarning\tno other line uses line 6'; do
        grep -qF "$expected" found || { cat found && echo "$expected" && false; }
    done
    printf 'a.ti.\nb.ti.\nc.ti.\nd.ti.\nor/1-2,4\n' >missed
    strategy missed | grep -q 'line 3 stands between those that are combined here'
    echo peer.ti. | strategy | wc -l | grep -qx 1
}

# shellcheck disable=SC2016
@test "--to says the same in other languages: adj3 is N2, NEAR/2, W/2, NEAR/3 and ~2" {
    translated() {
        printf '%s\n' "$2" | strategy --to "$1" | tail -n +2 | cut -f 2
    }
    [ "$(translated ebsco '(peer adj3 work*).ti.')" = 'TI (peer N2 work*)' ]
    [ "$(translated wos '(peer adj3 work*).ti.')" = 'TI=(peer NEAR/2 work*)' ]
    [ "$(translated scopus '(peer adj3 work*).ti.')" = 'TITLE(peer W/2 work*)' ]
    [ "$(translated embase '(peer adj3 work*).ti.')" = '(peer NEAR/3 work*):ti' ]
    [ "$(translated pubmed '(peer adj3 worker).ti.')" = '"peer worker"[ti:~2]' ]
    [ "$(translated pubmed '(peer adj work*).ti,ab.')" = '"peer work*"[tiab]' ]
    [ "$(translated pubmed 'exp *Peer Group/px')" = '"Peer Group/psychology"[majr]' ]
    [ "$(translated ebsco 'exp Peer Group/ or colo?r.ti. or wom#n.ab.')" = \
        '(MH "Peer Group+") OR TI (colo#r) OR AB (wom?n)' ]
    [ "$(translated embase 'colo?r.ti. not wom#n.ab.')" = 'colo$r:ti NOT wom?n:ab' ]
    [ "$(translated wos '"point of care".tw.')" = 'TI=("point of care") OR AB=("point of care")' ]
}

@test "--to lists what cannot be carried over" {
    echo '(peer* adj3 work*).ti.' | strategy --to pubmed | tail -n 1 | cut -f 3 | grep -q 'may stand anywhere'
    echo 'exp Peer Group/' | strategy --to wos | tail -n 1 | cut -f 3 | grep -q 'searched as words'
    echo 'a.ti. /freq=2' | strategy --to ebsco | tail -n 1 | cut -f 3 | grep -q '/freq'
    printf '%s\n' a.ti. 'limit 1 to ed=2010' | strategy --to scopus 2>said | tail -n 1 |
        same <(printf '2\t#1\ta limit that only Ovid has\n')
    printf '%s\n' a.ti. '(b' >broken
    says 2 '^strategy: broken:2:1: this parenthesis' strategy --to scopus broken
    tail -n 1 said.out | same <(printf '2\t\tthe line cannot be run\n')
}

@test "--from-dictionary makes a block that finds what the dictionary finds" {
    printf 'concept\tpattern\ttype\tcase\nrole/peer\tpeer (worker*|specialist)\t\t\n' >dictionary.tsv
    printf 'role/peer\t[certified] peer <2> provider*\t\t\nco\tco-design*\t\t\nco\t{joint ~3 design}\t\t\n' >>dictionary.tsv
    printf 'co\tlink and match\t\t\nx\t*land\t\t\nx\tfoo\tnot\t\nx\tPSW\t\texact\n' >>dictionary.tsv
    strategy --from-dictionary dictionary.tsv 2>said | tee block | same <(
        echo '1. ((peer adj (worker* or specialist)) or (certified adj peer adj3 provider*) or (peer adj3 provider*)).ti,ab. [role/peer]'
        echo '2. ((co adj design*) or codesign* or (joint adj4 design) or (link adj "and" adj match)).ti,ab. [co]'
        echo '3. (PSW).ti,ab. [x]'
        echo '4. or/1-3'
    ) || { cat block said && false; }
    grep -q "^strategy: dictionary.tsv:7:3: skipped: '\*land' begins a word with a wildcard" said
    grep -q "^strategy: dictionary.tsv:8:3: skipped: 'foo' is an exclusion" said
    grep -q "^strategy: dictionary.tsv:9:3: 'PSW': upper case counts here and not in Ovid" said
    strategy block | tail -n +2 | same /dev/null
    printf '%s\n' $'doc\ttitle' $'1\twe codesign' $'2\tdesign by a joint team' $'3\tjoint' |
        search -q "$(sed -n 's/^2. //p' block)" | cut -f 1 | same <(printf 'doc\n1\n2\n')
}

@test "the dictionaries here become strategies without an error" {
    local name
    for name in roles co-creation conditions charting; do
        strategy --from-dictionary "$ROOT/dicts/$name.tsv" >block 2>said
        strategy block | not grep $'\terror\t'
        [ "$(wc -l <block)" -gt 10 ]
    done
}

@test "all 49 published strategies parse, those of PubMed are recognised" {
    needs_shared 3-ovid/derived-clef-tar
    local path pubmed=0 count=0
    for path in "$SHARED"/3-ovid/derived-clef-tar/*.ovid.txt; do
        count=$((count + 1))
        strategy "$path" >found
        if grep -q 'this is the syntax of PubMed' found; then
            pubmed=$((pubmed + 1))
        else
            not grep $'\terror\t' found || { echo "$path" && false; }
        fi
    done
    [ "$count" -eq 49 ] && [ "$pubmed" -eq 7 ]
}

@test "dictionaries can be written in the language of a database" {
    printf 'concept\tpattern\nrole/peer\tpeer worker*\n' >roles.tsv
    printf 'concept\tpattern\nco\tco-design*\n' >co.tsv
    strategy --from-dictionary --to scopus roles.tsv co.tsv | cut -f 1,2 | same <(
        printf 'line\tsearch\n1\tTITLE-ABS("peer worker*")\n2\tTITLE-ABS("co design*" OR codesign*)\n3\t#1 OR #2\n')
}

@test "several files are one strategy, and messages name them all" {
    printf 'a.ti.\nb.ti.\n' >terms
    printf '1 and 2\n3 or 9\n' >sets
    strategy terms sets | cut -f 1-4 | tail -n +2 | same <(printf '4\t6\t4\terror\n')
    strategy terms sets | same <(cat terms sets | strategy)
    says 2 '^strategy: terms\+sets:4:6: there is no line 9' strategy --to wos terms sets
}

@test "-e ends with 1 where a line has an error, and with 0 where it is only doubtful" {
    local status=0
    echo '(a.ti.' | strategy -e >out || status=$?
    [ "$status" -eq 1 ] && grep -q $'\terror\t' out
    echo '(a.ti.' | strategy >out
    echo 'pe*.ti.' | strategy -e >out
    grep -q $'\twarning\t' out
}

@test "a file without a line, too long a strategy, and one of PubMed that is to be translated are said" {
    : >empty
    says 2 '^strategy: empty: holds no line of a strategy$' strategy empty
    same said.out < <(printf 'file_line\tcolumn\tline\tlevel\tfinding\n')
    head -c 17000000 < <(yes a.ti.) >long
    says 2 '^strategy: long: a strategy has at most 16 MiB$' strategy long
    echo 'peer[tiab] OR "Peer Group"[Mesh]' >pubmed
    says 2 '^strategy: pubmed cannot be translated$' strategy --to wos pubmed
}

@test "-v reports how many lines and findings there were" {
    printf 'a*.ti.\nb.ti.\nor/1-2\n' | strategy -v 2>err >found
    diff -u - err <<<"strategy: 3 lines, $(($(wc -l <found) - 1)) findings"
}
