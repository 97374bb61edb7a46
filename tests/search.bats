# search: each rule of the language in words, on records made for it.
load helpers

# records FIELD VALUE ...: a table with one record for each value, ids 1, 2, 3 ...
records() {
    local field=$1 id=0
    shift
    printf 'doc\t%s\n' "$field"
    for value; do
        id=$((id + 1))
        printf '%s\t%s\n' "$id" "$value"
    done
}

# finds IDS QUERY FIELD VALUE ...: the query finds exactly the records with these ids.
finds() {
    local expected=$1 query=$2 found
    shift 2
    found=$(records "$@" | search -q "$query" 2>said | tail -n +2 | cut -f 1 | tr '\n' ' ')
    [ "${found% }" = "$expected" ] || {
        printf '%s: found %s, expected %s\n' "$query" "$found" "$expected"
        cat said
        return 1
    }
}

# Two lines of a strategy on records of three columns.
study() {
    printf 'doc\ttitle\tabstract\tkeywords\n'
    printf 'a\tPeer support\tWorkers with lived experience\tco-design; mental health\n'
    printf 'b\tPeer review\tSupport of authors\tpublishing\n'
    printf 'c\tCo-design of services\tPeers and workers\tpeer support\n'
}

@test "words next to each other are a phrase, in this order" {
    finds '1 2' 'peer support.ti.' title 'Peer support works' 'on PEER-support' 'support peer' 'peer and support'
}

@test "adj is a space: next to each other, in this order" {
    finds '1' '(peer adj support).ti.' title 'peer support' 'support peer' 'peer led support'
}

@test "adj1 allows no word between, in either order" {
    finds '1 2' '(peer adj1 support).ti.' title 'peer support' 'support peer' 'peer led support'
}

@test "adj2 allows one word between, in either order" {
    finds '1 2 3 4' '(peer adj2 support).ti.' title 'peer support' 'peer led support' 'support by peer' \
        'support peer' 'peer led group support'
}

@test "adj99 is the widest, adj0 and adj100 are errors" {
    local far
    far=$(printf 'x %.0s' {1..98})
    finds '1' '(a adj99 b).ti.' title "a ${far}b" "a ${far}x b"
    records title x >in
    says 2 'query:1:4: adj takes a number from 1 to 99' search -q '(a adj0 b).ti.' in
    says 2 'query:1:4: adj takes a number from 1 to 99' search -q '(a adj100 b).ti.' in
}

@test "a hyphen, a slash and an apostrophe are spaces" {
    finds '1 2 3' 'co design.ti.' title 'co-design' 'co design' 'co/design' 'codesign'
    finds '1 2' 'co-design.ti.' title 'co-design' 'co design' 'codesign'
    finds '1' "worker's role.ti." title "the worker’s role" 'workers role'
}

@test "adjacency never leaves its field" {
    study | search -q '(peer adj support).ti,ab.' | cut -f 1 | tail -n +2 | same <(printf 'a\n')
    study | search -q '(support adj3 workers).ti,ab.' | tail -n +2 | same /dev/null
}

@test "adjacency never leaves an element of a list, and does cross sentences" {
    finds '2' '(design adj5 mental).kw.' keywords 'design; mental health' 'design of mental health'
    finds '1' '(end adj2 begin).ti.' title 'the end. Begin again'
}

@test "adj joins groups of or, phrases and other adjacencies" {
    finds '1 2' '((peer or user) adj2 (support or "self help")).ti.' title 'peer support' 'self help by user' 'user'
    finds '1 2' '((peer adj2 worker) adj3 training).ti.' title 'training of peer worker' \
        'worker peer in training' 'peer training and then worker'
}

@test "and, not and headings within adj are errors that are named" {
    records title x >in
    says 2 'query:1:2: and stands within adj' search -q '((a and b) adj c).ti.' in
    says 2 'query:1:8: not stands within adj' search -q '(c adj (a not b)).ti.' in
    says 2 'query:1:7: a heading stands beside words' search -q 'a adj exp B/' in
}

@test "adj with a number finds what stands between two words that were joined" {
    finds '1 2 3' '(peer adj3 support adj3 worker).ti.' title 'peer worker support' 'support worker as peer' \
        'worker for peer support' 'peer adult worker with support'
    finds '1' '((peer adj3 support) adj1 (training adj3 worker)).ti.' title 'peer training support worker' \
        'peer support for training worker'
    finds '1' '((peer adj3 support) adj worker).ti.' title 'peer support worker' 'peer worker support'
}

@test "the same word does not count twice for adj" {
    finds '3' '((peer* adj3 support*) adj3 peer*).ti.' title 'peer support' 'peer led support' 'peer to peer support'
    finds '2' '("peer to peer" adj3 to).ti.' title 'peer to peer' 'to peer to peer'
    finds '2' '(peer* adj3 peer*).ti.' title 'peer' 'peer to peer'
}

@test "*, \$ and : at the end are any run of characters, none too" {
    local mark
    for mark in '*' '$' ':'; do
        finds '1 2 3' "work$mark.ti." title 'work' 'works' 'workers' 'network'
    done
}

# shellcheck disable=SC2016 # `$` is a wildcard here
@test "\$2 and *2 are at most two characters" {
    finds '1 2 3' 'work$2.ti.' title 'work' 'works' 'worker' 'workers'
    finds '1 2 3' 'work*2.ti.' title 'work' 'works' 'worker' 'workers'
}

@test "? is one character or none, # exactly one" {
    finds '1 2' 'colo?r.ti.' title 'color' 'colour' 'colouur'
    finds '1 2' 'wom#n.ti.' title 'woman' 'women' 'womn'
    finds '1 2' 'elisa?.ti.' title 'elisa' 'elisas' 'elisass'
}

# shellcheck disable=SC2016
@test "what stands behind a wildcard within a word is no operator" {
    finds '1 2 3' '(err?or or tut#or or what$not).ti.' title 'error' 'tutxor' 'whatnot' 'err or tut'
}

# shellcheck disable=SC2016
@test "a wildcard that begins a word is passed over and warned about" {
    finds '1' '(a or $occlus$).ti.' title 'occlusion' 'reocclusion'
    grep -qF "no word can begin with '\$'" said
}

@test "case and accents do not count" {
    finds '1 2 3' 'café.ti.' title 'CAFE' 'Café' 'café' 'caff'
    finds '1 2' 'strasse.ti.' title 'Straße' 'STRASSE'
    finds '1' 'Ακτή.ti.' title 'ΑΚΤΗ' 'акт'
}

@test "in quotation marks operators, dots and numbers are words" {
    finds '1' '"sensitivity and specificity".ti.' title 'sensitivity and specificity' 'sensitivity or specificity'
    finds '1' '("s.pyogenes").ti.' title 'S. pyogenes' 'pyogenes'
    finds '1' '"21".ti.' title 'trisomy 21' 'trisomy'
    finds '1 2' '"rapid test*".ti.' title 'rapid test' 'rapid tests' 'test rapid'
}

@test "and, or, not in any case" {
    finds '1' 'a.ti. AND b.ti.' title 'a b' 'a' 'b'
    finds '1 2 3' 'a.ti. Or b.ti.' title 'a b' 'a' 'b' 'c'
    finds '2' 'a.ti. NOT b.ti.' title 'a b' 'a' 'b'
}

@test "not binds before and, and before or, and mixing them is warned about" {
    finds '1 2' 'a.ti. or b.ti. and c.ti.' title 'a' 'b c' 'b' 'c'
    grep -q 'query:1:16: warning: different operators without parentheses' said
    finds '1 2' 'a.ti. or b.ti. not c.ti.' title 'a c' 'b' 'b c'
    finds '1' '(a.ti. or b.ti.) not c.ti.' title 'a' 'b c'
    [ ! -s said ]
}

@test "field codes choose the columns" {
    printf 'doc\ttitle\tabstract\tkeywords\tauthors\tjournal\ttype\tdoi\n' >in
    printf '1\tone\ttwo\tthree\tFour, F\tThe Five Journal\tReview; Letter\t10.1/six\n' >>in
    local code
    for code in one.ti. two.ab. three.kw. three.kf. one.tw. two.tw. four.au. five.jw. \
        'the five journal.jn.' review.pt. letter.pt. six.do. six.af. five.af. three.mp. 'one.ab,ti.'; do
        search -q "$code" in 2>said | grep -q '^1' || { echo "$code" && cat said && false; }
    done
    for code in one.ab. three.tw. five.jn. 'four f.ti.' view.pt. journal.ti,ab,kw.; do
        search -q "$code" in 2>said | not grep -q '^1' || { echo "$code" && false; }
    done
}

@test "fields stand on groups, with or without the last dot, and inner ones count first" {
    study | search -q '(peer* and workers).ti,ab' | cut -f 1 | tail -n +2 | same <(printf 'a\nc\n')
    study | search -q '(peer or services.ti.).ab.' | cut -f 1 | tail -n +2 | same <(printf 'c\n')
    study | search -q '(workers* ).ab.' | cut -f 1 | tail -n +2 | same <(printf 'a\nc\n')
}

@test "without a field words are searched in mp, with a warning" {
    study >in
    search -q 'peer support' in 2>said | cut -f 1 | tail -n +2 | same <(printf 'a\nc\n')
    grep -q "query:1:1: warning: no field: 'peer support' is searched in mp" said
}

@test "a field without a column finds nothing and is warned about, an unknown code is an error" {
    study >in
    says 0 'query:1:1: warning: the records have no column for the field in' search -q 'oslo.in.' in
    says 2 'query:1:3: no field has this code' search -q 'x.zz.' in
}

@test "sets, ranges and lists of sets" {
    study >in
    local line
    for line in '1 or 2' '1 OR #2' 'or/1-2' 'or/1,2' '(1 or 2)' '3 or 1' 'or/1-2,3'; do
        search -q peer.ti. -q workers.ab. -q services.ti. -q "$line" in | cut -f 1 | tail -n +2 |
            same <(printf 'a\nb\nc\n')
    done
    search -q peer.ti. -q workers.ab. -q 'and/1-2' in | cut -f 1 | tail -n +2 | same <(printf 'a\n')
    search -q peer.ti. -q workers.ab. -q '1 not 2' in | cut -f 1 | tail -n +2 | same <(printf 'b\n')
    search -q peer.ti. -q workers.ab. -q '1 and 2 and support.ti.' in | cut -f 1 | tail -n +2 | same <(printf 'a\n')
}

@test "a number with a field or beside words is a word" {
    finds '1' 'trisomy 21.ti.' title 'trisomy 21' 'trisomy'
    finds '1' '(21 or 22).ti.' title '21 days' 'days'
    finds '1' '(stage adj 3).ti.' title 'stage 3' 'stage'
}

mesh() {
    printf 'doc\tmesh\n'
    printf '1\tHumans; *Peer Group\n'
    printf '2\tPeer Group/psychology; Social Work/*organization & administration\n'
    printf '3\t*Social Support; Delivery of Health Care\n'
    printf '4\tPeer Group/*px\n'
    printf '5\t\n'
    printf '6\tMice/*genetics/methods; *Rats/genetics\n'
}

# heads IDS QUERY [OPTION ...]
heads() {
    local expected=$1 query=$2
    shift 2
    mesh | search -q "$query" "$@" 2>said | tail -n +2 | cut -f 1 | paste -sd ' ' |
        diff -u <(printf '%s\n' "$expected") -
}

@test "a heading is the whole heading, with any qualifier" {
    heads '1 2 4' 'Peer Group/'
    heads '3' '"Delivery of Health Care"/'
    heads '' 'Peer/'
    heads '1 2 4' 'peer group.sh.'
    heads '2 3' 'social.hw.'
    heads '2 3' 'social*.sh.'
    heads '' 'group*.sh.'
    heads '1 2 4' 'peer gr*.sh.'
}

@test "*Heading/ is the focus of the record" {
    heads '1 4' '*Peer Group/'
    heads '2' '*Social Work/'
}

@test "qualifiers are codes behind the slash, any of them, and names in the records" {
    heads '2 4' 'Peer Group/px'
    heads '2 4' 'Peer Group/di, px [Diagnosis, Psychology]'
    heads '2' '*Social Work/og'
    heads '4' '*Peer Group/px'
    heads '2 4' 'px.fs.'
    heads '2 4' '(di or px).fs.'
    heads '2' 'organization.fs. or "organization & administration".fs.'
}

@test "a starred heading with a qualifier is found where the two are a focus together" {
    heads '6' '*Mice/ge'
    heads '' '*Mice/mt'
    heads '6' 'Mice/mt'
    heads '6' '*Rats/ge'
}

@test "exp takes narrower headings from --tree, and warns without one" {
    printf 'Social Support\tI01\nPeer Group\tI01.880\nPeer Group\tF01.1\nHumans\tI011\n' >tree
    heads '1 2 3 4' 'exp Social Support/' --tree tree
    [ ! -s said ]
    heads '1 3 4' 'exp *Social Support/' --tree tree
    heads '2 4' 'exp Social Support/px' --tree tree
    heads '3' 'exp Social Support/'
    grep -q "query:1:1: warning: no tree of headings (--tree): 'Social Support'" said
    heads '3' 'exp Delivery of Health Care/' --tree tree
    grep -q "the tree has no heading 'Delivery of Health Care'" said
    printf 'Social Support;I01\nPeer Group;I01.880\n' >tree
    heads '1 2 3 4' 'exp Social Support/' --tree tree
}

@test "a line of the tree without a number is an error with its place" {
    printf 'Peer Group\n' >tree
    says 2 '^search: tree:1: expected a heading, a tab and a tree number' \
        search -q 'Peer Group/' --tree tree <(mesh)
}

limits() {
    printf 'doc\ttitle\tlang\tyear\tmesh\ttype\tabstract\n'
    printf '1\tx\teng\t2010\tHumans\tLetter\ty\n2\tx\tEnglish\t2012 Mar\tAnimals\tReview\t\n'
    printf '3\tx\tfre\t2012\t\t\ty\n4\tx\t\t\t\t\t\n'
}

# limited IDS LIMIT [OPTION ...]: the second line limits the first, which finds all.
limited() {
    local expected=$1 line=$2
    shift 2
    limits | search -q x.ti. -q "$line" "$@" 2>said | tail -n +2 | cut -f 1 | paste -sd ' ' |
        diff -u <(printf '%s\n' "$expected") -
}

@test "limits to languages, years, humans, types and abstracts" {
    limited '1 2' 'limit 1 to english' --unknown drop
    limited '1 2' 'limit 1 to english language' --unknown drop
    limited '3' 'limit 1 to french' --unknown drop
    limited '2 3' 'limit 1 to yr="2011 -Current"' --unknown drop
    limited '1' 'limit 1 to yr=2009-2010' --unknown drop
    limited '1' 'limit 1 to humans' --unknown drop
    limited '1' 'limit 1 to (letter or editorial)' --unknown drop
    limited '1 3' 'limit 1 to abstracts' --unknown drop
    limited '2' 'limit 1 to (english and yr="2011 -Current")' --unknown drop
    limited '1 2' '1 and english.lg.' --unknown drop
    limited '1 2' '1 and en.la.' --unknown drop
    limited '2 3' '1 and 2012.yr.' --unknown drop
}

@test "a record without the field of a limit is kept and counted, or dropped and counted" {
    limited '1 2 4' 'limit 1 to english'
    grep -q '^search: 1 documents have no value for a limit and were kept' said
    limited '3 4' '1 not english.lg.'
    limited '3' '1 not english.lg.' --unknown drop
    grep -q '^search: 1 documents have no value for a limit and were dropped' said
}

@test "a limit that records cannot answer is warned about and keeps all" {
    limited '1 2 3 4' 'limit 1 to ed="20100101-20101231"'
    grep -q "query:2:12: warning: no column of the records answers the limit 'ed=" said
    limited '' 'limit 1 to "reviews (maximizes specificity)"' --unknown drop
}

@test "what records keeps in other is found under its tag" {
    printf 'doc\ttitle\ttype\tother\n1\tx\tarticle\tPT: Journal Article; PT: Randomized Controlled Trial; LA: eng\n' >in
    printf '2\tx\tarticle\tAD: Univ Oslo, Dept A; Bergen; RN: 0 (Aspirin)\n3\tx\teditorial\tPT Oslo\n' >>in
    local case expected
    for case in '1=randomized controlled trial.pt.' '1=random*.pt.' '=trial.pt.' '3=editorial.pt.' \
        '2=oslo.in.' '2=(oslo adj dept).in.' '2=bergen.in.' '2=aspirin.nm.' '2=aspirin.mp.' '1=eng.af.'; do
        expected=${case%%=*}
        search -q "${case#*=}" in 2>said | cut -f 1 | tail -n +2 |
            same <(printf '%b' "${expected:+$expected\n}") || { printf '%s\n' "$case" && false; }
    done
    search -q x.ti. -q 'limit 1 to randomized controlled trial' in 2>said | cut -f 1 | tail -n +2 |
        same <(printf '1\n2\n')
    search -q x.ti. -q 'limit 1 to randomized controlled trial' --unknown drop in 2>said | cut -f 1 |
        tail -n +2 | same <(printf '1\n')
}

@test "a wrong limit is an error with its place" {
    limits >in
    says 2 'query:2:12: expected years' search -q x.ti. -q 'limit 1 to yr=soon' in
    says 2 'query:2:9: expected to and a limit' search -q x.ti. -q 'limit 1 english' in
    says 2 'query:2:12: this parenthesis is never closed' search -q x.ti. -q 'limit 1 to (english' in
}

@test "/freq=2 asks for two occurrences" {
    finds '1 3' 'peer.ti. /freq=2' title 'peer to peer' 'peer' 'peer peer peer'
    finds '1' '(peer or user).ti./freq=2' title 'peer and user' 'user'
}

@test "remove duplicates from N passes N on and says so" {
    study >in
    search -q peer.ti. -q 'remove duplicates from 1' in 2>said | cut -f 1 | tail -n +2 | same <(printf 'a\nb\n')
    grep -q 'query:2:1: warning: duplicates stay' said
}

@test "dot-dot commands are noted and not run" {
    study >in
    search -q peer.ti. -q '..dedup 1' --line 1 in 2>said | wc -l | grep -qx 3
    grep -q 'query:2:1: warning: this command of Ovid is not run' said
}

@test "stop words count as positions, unless they are skipped" {
    finds '' '(delivery adj care).ti.' title 'delivery of care'
    records title 'delivery of care' 'delivery care of' | search -q '(delivery adj care).ti.' --stopwords en |
        tail -n +2 | wc -l | grep -qx 2
    records title 'delivery of care' | search -q 'delivery of care.ti.' --stopwords en | tail -n +2 | wc -l | grep -qx 1
}

@test "a strategy is read as it is printed: numbers, hits, echoes, wrapped lines, typographic marks" {
    study >in
    cat >printed <<'END'
Database: Ovid MEDLINE(R) ALL <1946 to January 04, 2021>
Search Strategy:
--------------------------------------------------------------------------------
1     peer.ti. (12345)
2     (workers or
      "lived experience").ab. [mp=title, abstract, original title]  1,234
3     or/1–2   13579
4     “peer support”.ti. 17
5     3 not 4 (12)

***************************
END
    search -S printed --history history in | cut -f 1 | tail -n +2 | same <(printf 'b\nc\n')
    same history <<'END'
line	search	hits
1	peer.ti.	2
2	(workers or "lived experience").ab. [mp=title, abstract, original title]	2
3	or/1-2	3
4	"peer support".ti.	1
5	3 not 4	2
END
}

@test "what stands above the first number, or behind a blank line and a whole statement, is passed over, and that is said" {
    study >in
    printf 'Appendix 2: search\nOvid MEDLINE 1946 to 2021\n\n1. peer.ti.\n2 workers.ab.\n3. 1 and 2\n' >strategy
    says 0 "strategy:4:4: warning: lines that stand in no statement .* \(2\), the first is line 1: 'Appendix 2: search'" \
        search -S strategy in
    cut -f 1 said.out | same <(printf 'doc\na\n')
    printf '1. peer.ti.\n\n2. (workers\n\nor care).ab.\n\nSearched on 4 March\nby us\n\n3. 1 and 2\n\nEnd of search\n' >strategy
    says 0 "\\(3\\), the first is line 7: 'Searched on 4 March'" search -S strategy in
    cut -f 1 said.out | same <(printf 'doc\na\n')
    printf 'peer.ti.\n2 days.ti.\n1 or 2\n' >strategy
    [ "$(strategy strategy | grep -c 'passed over')" = 0 ]
}

@test "the columns of the history in a browser are skipped" {
    study >in
    printf '# \tSearches\tResults\tType\n1\tpeer.ti.\t1,234\tAdvanced\n2\tworkers.ab.\t2\tAdvanced\tDisplay\n' >strategy
    printf '3\t1 and 2\t12\tBasic\n' >>strategy
    search -S strategy --history history in | cut -f 1 | same <(printf 'doc\na\n')
    cut -f 2 history | same <(printf '%s\n' search peer.ti. workers.ab. '1 and 2')
}

@test "numbers may have dots, parentheses, tabs, or lines of their own" {
    study >in
    local form
    for form in '1. peer.ti.\n2. workers.ab.\n3. 1 and 2\n' '1) peer.ti.\n2) workers.ab.\n3) 1 and 2\n' \
        '#1 peer.ti.\n#2 workers.ab.\n#3 #1 and #2\n' '1\tpeer.ti.\t2\n2\tworkers.ab.\t2\n3\t1 and 2\t1\n' \
        '1\npeer.ti.\n2345\n2\nworkers.ab.\n678\n3\n1 and 2\n9\n' 'peer.ti.\nworkers.ab.\n1 and 2\n' \
        '# Searches Results\n1 peer.ti. 2\n2 workers.ab. 2\n3 1 and 2 1\n' \
        '# a comment\n\npeer.ti.\n\nworkers.ab.\n1\nand 2\n' 'peer.ti.\r\nworkers.ab.\r\n1 and 2'; do
        printf '%b' "$form" >strategy
        search -S strategy in | cut -f 1 | tail -n +2 | same <(printf 'a\n') || { printf '%s\n' "$form" && false; }
    done
}

@test "the syntax of PubMed is recognised and said" {
    study >in
    printf 'peer[tiab] OR "Peer Group"[Mesh]\n#1 AND 2010[dp]\n' >pubmed
    says 2 '^search: pubmed:1:5: this is the syntax of PubMed' search -S pubmed in
    says 2 '^search: pubmed cannot be run$' search -S pubmed in
    strategy pubmed | grep -q 'syntax of PubMed'
}

@test "an error shows line, column, a caret under the place, and what was expected" {
    study >in
    printf '1. peer.ti.\n2. (workers or\n' >strategy
    says 2 '^search: strategy:2:15: expected a term, and the line ends$' search -S strategy in
    grep -A 1 -F 'search:     (workers or' said.err | tail -n 1 | grep -qx 'search:                ^'
    says 2 'query:1:1: this parenthesis is never closed, expected' search -q '(peer.ti.' in
    says 2 'query:1:9: no parenthesis is open here' search -q 'peer.ti.)' in
    says 2 'query:1:1: this quotation mark is never closed' search -q '"peer.ti.' in
    says 2 'query:1:1: expected a word with a letter or digit in' search -q '" ".ti.' in
    says 2 'query:1:1: expected a term before this operator' search -q 'or peer.ti.' in
    says 2 'query:1:10: expected a term before this operator' search -q 'a.ti. or or b.ti.' in
    says 2 'query:1:11: expected an operator' search -q 'exp Peer/ group.ti.' in
    says 2 'query:1:5: expected a heading and .* behind exp' search -q 'exp Peer Group' in
    says 2 'query:1:6: no qualifier' search -q 'Peer/zq' in
    says 2 'query:1:15: expected how many times' search -q 'peer.ti./freq=x' in
}

@test "a line with an error, and those that need it, are not run, and the rest is" {
    study >in
    printf '1. peer.ti.\n2. (workers\n3. or/1-2\n4. 1 not 3\n5. services.ti.\n' >strategy
    says 2 'strategy:3:7: line 3 is not run: it needs line 2' search -S strategy --history history in
    grep -q 'strategy:4:10: line 4 is not run: it needs line 3' said.err
    cut -f 2 said.out >/dev/null
    cut -f 1,3 history | same <(printf 'line\thits\n1\t2\n2\t\n3\t\n4\t\n5\t1\n')
    says 2 '^search: line 4 cannot be run; --line chooses another one$' search -S strategy --line 4 in
    [ ! -s said.out ]
}

@test "a line that is not there, stands below, or is itself is an error" {
    study >in
    says 2 'query:2:7: there is no line 9' search -q a.ti. -q '1 and 9' in
    says 2 'query:1:1: line 2 stands further down' search -q '2' -q b.ti. in
    says 2 'query:1:1: line 1 refers to itself' search -q '1 or a.ti.' in
    says 2 'there is no line 9 \(--line\)' search -q a.ti. --line 9 in
}

@test "a range beyond the lines before it takes those there are, and warns" {
    study >in
    says 0 'query:3:4: warning: the range 1-77 has 2 lines before this one, up to 2' \
        search -q a.ti. -q b.ti. -q or/1-77 in
    says 2 'query:1:4: no line of this range stands before' search -q or/1-3 in
}

@test "--line chooses the set, --sets writes the ids of each line" {
    study >in
    search -q peer.ti. -q workers.ab. -q '1 and 2' --line 1 --sets sets in | cut -f 1 | tail -n +2 |
        same <(printf 'a\nb\n')
    same sets/1.txt < <(printf 'a\nb\n')
    same sets/2.txt < <(printf 'a\nc\n')
    same sets/3.txt < <(printf 'a\n')
}

@test "documents pass byte for byte, with all their rows" {
    printf 'doc\ttext\tspeaker\n1\ta\\tb \\x\tA\n1\tpeer work\tB\n2\tc\tA\n3\tpeer\tC\n' >in
    search -q peer.tx. in | same <(printf 'doc\ttext\tspeaker\n1\ta\\tb \\x\tA\n1\tpeer work\tB\n3\tpeer\tC\n')
    search -q '(a and work).tx.' in | wc -l | grep -qx 3
    search -q '(b adj9 peer).tx.' in | wc -l | grep -qx 1
}

@test "--explain tells which line lost a document and which term would find it" {
    study >in
    printf '1. peer.ti.\n2. (mental adj health).ti,ab.\n3. (workers adj lived).ab.\n4. or/2-3\n5. 1 and 4\n' >strategy
    search -S strategy --explain a in | same <(
        printf 'doc\tline\tsearch\tfound\twhy\n'
        printf 'a\t1\tpeer.ti.\tyes\tby peer.ti.\n'
        printf 'a\t2\t(mental adj health).ti,ab.\tno\twould be found by ("mental" adj "health").kf.\n'
        printf 'a\t3\t(workers adj lived).ab.\tno\twould be found by ("workers" adj2 "lived").ab.\n'
        printf 'a\t4\tor/2-3\tno\tlost by line 2, 3\n'
        printf 'a\t5\t1 and 4\tno\tlost by line 4\n'
    )
    search -q 'worker.ab.' --explain a in | grep -qF $'no\twould be found by "worker*".ab.'
    search -q 'codesign.ti.' --explain c in | grep -qF $'no\twould be found by (co adj design).ti.'
    search -q '(co adj design).ti,ab.' -q 'peers.ab.' -q '1 not 2' --explain c in |
        grep -qF $'c\t3\t1 not 2\tno\ttaken out by 2'
    says 0 "no document has the id 'zz' \(--explain\)" search -q 'peer.ti.' --explain zz in
    search -q peer.ti. --explain a --explain c in | cut -f 1 | tail -n +2 | sort -u | same <(printf 'a\nc\n')
}

@test "--explain names a term that is wider in both distance and ending, where no other is found" {
    records title 'supported by peers' 'peer led support' 'supports' >in
    search -q '(peer adj support).ti.' --explain 1 --explain 2 --explain 3 in | cut -f 5 | tail -n +2 >whys
    same whys <<'END'
would be found by ("peer*" adj2 "support*").ti.
would be found by ("peer" adj2 "support").ti.
no wider form of its terms finds the record
END
}

@test "--explain tells of limits and of what is unknown" {
    limits >in
    search -q x.ti. -q 'limit 1 to english' --explain 3 --explain 4 in 2>said >told
    grep -qF $'3\t2\tlimit 1 to english\tno\tlost by the limit english' told
    grep -qF $'4\t2\tlimit 1 to english\tunknown\tno value for english' told
}

@test "the strategy of the protocol is clean, and has 49 lines" {
    local path=$ROOT/dicts/strategies/peer-support-cocreation.ovid
    strategy "$path" | tail -n +2 | same /dev/null
    study >in
    search -S "$path" --history history in 2>said >out
    [ "$(wc -l <history)" -eq 50 ]
    grep -q $'^48\t14 and 25 and 47\t' history
}

@test "--tally: what came in is what went out and what was lost" {
    limits >in
    search -q x.ti. -q 'limit 1 to english' --unknown drop --tally tally in 2>said >out
    cut -f 1,3,4 tally | same <(printf 'stage\treason\tn\nsearch\tin\t4\nsearch\tout\t2\n%s\n%s\n' \
        $'search\tnot found by the strategy\t1' $'search\tno value for a limit\t1')
}

@test "-e ends with 1 where nothing is found, -v reports totals" {
    study >in
    local status=0
    search -e -q nothing.ti. in >out || status=$?
    [ "$status" -eq 1 ]
    search -e -q peer.ti. in >out
    says 0 '^search: 3 documents, 2 found$' search -v -q peer.ti. in
}

@test "what is no documents table, no strategy, or two of them is said" {
    printf 'id\ttitle\n1\tx\n' >in
    says 2 "in: no column 'doc'" search -q x.ti. in
    says 2 'expected a strategy: -S FILE or -q LINE' search in
    says 2 'expected a strategy' search -q x.ti. -S in in
    says 2 '--history expects a file' search -q x.ti. --history - in
    : >empty
    says 2 'empty: holds no line of a strategy' search -S empty in
    printf 'doc\ttitle\n1\tx\ty\n2\tx\n' >bad
    says 2 'bad:2: 3 cells, expected 2 as in the header; row skipped' search -q x.ti. bad
    cut -f 1 said.out | same <(printf 'doc\n2\n')
}

@test "a million ways to meet an adjacency end soon, and that is said" {
    { printf 'doc\ttitle\n1\t' && printf 'a %.0s' {1..100000} && printf 'x %.0s' {1..200} && echo zz; } >in
    says 2 '^search: in:2: more than 262144 ways to meet an adjacency' \
        timeout 20 search -q '(((a adj99 a) adj99 a) adj99 zz).ti.' in
}

@test "set logic agrees with a slow reference on random strategies and records" {
    needs python3
    python3 "$ROOT/tests/reference/strategies.py" "$([ "${SOAK:-}" = yes ] && echo 3000 || echo 60)"
}
