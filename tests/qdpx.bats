# qdpx: REFI-QDA projects, as unzip, xmllint and the published schema see them, and as codings reads them.
load helpers

SCHEMA=$SHARED/4-transcripts/sky-loom+refi-qda/Project.xsd

part() {
    unzip -p "$1" "$2"
}

dictionary() {
    cat >my.tsv <<'TABLE'
concept	pattern
role/peer	peer worker*
role/peer/user	user*
trust	trust*
condition/trust	trust*
TABLE
}

turns() {
    cat >turns.tsv <<'TABLE'
doc	speaker	group	text
fg1	Åse	1	Peer workers are 💬 users, too.\nWe trust them.  And we trust & <hope>.
fg1	Bo	1	Yes.
fg2		2	Users trust users.
TABLE
}

tagged() {
    tokenize --offsets "$@" | concept-tag -d my.tsv
}

# The units of a stream with offsets: doc, start, end, concept.
units_of() {
    awk -F '\t' -v OFS='\t' '
        /^# newdoc id = / { doc = substr($0, 15) }
        /^$/ { for (n in name) print doc, start[n], end[n], name[n]; delete name }
        /^[0-9]/ && $6 != "*" {
            count = split($6, parts, ";")
            for (i = 1; i <= count; i++) {
                split(parts[i], part, ":")
                if (part[2]) { name[part[1]] = part[2]; start[part[1]] = $4 }
                end[part[1]] = $5
            }
        }'
}

@test "what is written is read again: the units of the stream" {
    dictionary
    printf 'Peer workers trust users.\n\n“Trust”, they said 💬; users trusted.\r\nÆ trust\n' >talk.txt
    printf 'No hit here.\n' >none.txt
    tagged talk.txt none.txt >tagged
    qdpx -o out.qdpx tagged
    units_of <tagged | sort >expected
    [ "$(wc -l <expected)" -ge 8 ]
    codings out.qdpx | tail -n +2 | cut -f 1-4 | sort | same expected
    for unit in sentence turn; do
        qdpx --unit $unit -o out.qdpx tagged
        codings out.qdpx >first
        [ "$(wc -l <first)" -gt 1 ]
        qdpx --unit $unit tagged | codings | same first
    done
}

@test "a selection is the very text, in turns with who speaks" {
    dictionary
    turns
    tagged turns.tsv | qdpx -o out.qdpx
    part out.qdpx 'sources/*' >texts
    printf 'Åse: Peer workers are 💬 users, too.\nWe trust them.  And we trust & <hope>.\nBo: Yes.\nUsers trust users.\n' | same texts
    codings out.qdpx >seen
    same seen <<'TABLE'
doc	start	end	concept	coder	text
fg1	5	17	role/peer	cospan	Peer workers
fg1	24	29	role/peer/user	cospan	users
fg1	39	44	condition/trust	cospan	trust
fg1	39	44	trust	cospan	trust
fg1	59	64	condition/trust	cospan	trust
fg1	59	64	trust	cospan	trust
fg2	0	5	role/peer/user	cospan	Users
fg2	6	11	condition/trust	cospan	trust
fg2	6	11	trust	cospan	trust
fg2	12	17	role/peer/user	cospan	users
TABLE
    tagged turns.tsv | qdpx --label '' --unit turn | codings | cut -f 1-4,6 | head -n 3 >seen
    same seen <<'TABLE'
doc	start	end	concept	text
fg1	0	69	condition/trust	Peer workers are 💬 users, too.\nWe trust them.  And we trust & <hope>.
fg1	0	69	role/peer	Peer workers are 💬 users, too.\nWe trust them.  And we trust & <hope>.
TABLE
    tagged turns.tsv | qdpx --unit sentence | codings | cut -f 2-4,6 | sed -n 2,5p >seen
    same seen <<'TABLE'
5	35	role/peer	Peer workers are 💬 users, too.
5	35	role/peer/user	Peer workers are 💬 users, too.
36	50	condition/trust	We trust them.
36	50	trust	We trust them.
TABLE
}

# Each selection of a project as another program would cut it from the text: by code points of the
# file as it stands, line ends and joiners counted like any other. (A line end that was read as CR LF
# is LF there.)
cut_by_code_points() {
    python3 - "$1" <<'PYTHON'
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as packed:
    project = packed.read("project.qde").decode("utf-8")
    for path, selections in re.findall(
            r'plainTextPath="internal://([^"]*)"(.*?)</TextSource>', project, re.S):
        text = packed.read("sources/" + path).decode("utf-8")
        for start, end in re.findall(
                r'<PlainTextSelection[^>]*startPosition="(\d+)"[^>]*endPosition="(\d+)"', selections):
            print(start, end, ascii(text[int(start):int(end)]), sep="\t")
PYTHON
}

@test "positions are code points, past joined emoji, combining marks and CR LF" {
    needs python3
    printf 'concept\tpattern\nrole\tlikemann*\nequal\te\xcc\x81galite\xcc\x81\nfamily\t👩‍👩‍👧\n' >my.tsv
    printf '👩‍👩‍👧🇳🇴 Likemann.\r\n\r\ne\xcc\x81galite\xcc\x81 👍🏽 likemann\r\nslutt, likemannen\r\n' >talk.txt
    tagged talk.txt >stream
    qdpx -o out.qdpx stream
    part out.qdpx 'sources/*' | cmp - <(tr -d '\r' <talk.txt)
    cut_by_code_points out.qdpx | sort -n >slices
    same slices < <(printf '%s\t%s\t%s\n' 0 5 "'\\U0001f469\\u200d\\U0001f469\\u200d\\U0001f467'" \
        8 16 "'Likemann'" 19 28 "'e\\u0301galite\\u0301'" 32 40 "'likemann'" 48 58 "'likemannen'")
    codings out.qdpx | tail -n +2 | cut -f 2,3 | sort -n | same <(cut -f 1,2 slices)
    # Whole turns and sentences hold the same characters as their text.
    local unit
    for unit in sentence turn; do
        qdpx --unit "$unit" stream >whole.qdpx
        cut_by_code_points whole.qdpx | cut -f 1,2 | sort -nu >slices
        codings whole.qdpx | tail -n +2 | cut -f 2,3 | sort -nu | same slices
    done
}

@test "the project validates against the published schema" {
    needs xmllint
    needs_shared 4-transcripts/sky-loom+refi-qda/Project.xsd
    dictionary
    turns
    valid() {
        part "$1" project.qde | xmllint --noout --schema "$SCHEMA" -
    }
    tagged turns.tsv | qdpx -g group -o out.qdpx
    valid out.qdpx
    tagged turns.tsv | qdpx --unit turn -d "$ROOT/dicts/roles.tsv" -o out.qdpx
    valid out.qdpx
    : | qdpx -o out.qdpx
    valid out.qdpx
}

@test "codes are a tree; equal names have their whole path" {
    dictionary
    turns
    tagged turns.tsv | qdpx -d my.tsv -o out.qdpx
    part out.qdpx project.qde | sed -nE 's,.*<Code guid="[^"]*" name="([^"]*)" isCodable="([a-z]*)".*,\1 \2,p; s,^</Code>$,end,p' >seen
    same seen <<'CODES'
condition false
condition/trust true
end
end
role false
peer true
user true
end
end
end
trust true
end
CODES
}

@test "the codebook beside a dictionary gives definitions" {
    dictionary
    printf '# ours\nconcept\tlabel\tdefinition\texclude\nrole\tRole\tA <position> & more\t\ntrust\tTrust\tConfidence\tTrust funds\n' >my.codebook.tsv
    qdpx --codebook -d my.tsv >out.qdc
    xmllint --noout out.qdc
    grep -qF '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="cospan ' out.qdc
    grep -qF 'name="role" isCodable="true" color="#D55E00"><Description>Role&#10;A &lt;position&gt; &amp; more</Description>' out.qdc
    grep -qF '<Description>Trust&#10;Confidence&#10;Exclude: Trust funds</Description>' out.qdc
    # Of tokens, the concepts that were found; with a dictionary, also those that were not.
    echo 'Trust.' | tagged >found
    qdpx --codebook found >found.qdc
    grep -c '<Code ' found.qdc | same <(echo 3)
    qdpx --codebook <found | same found.qdc
    qdpx --codebook -d my.tsv found | same out.qdc
}

@test "metadata of documents become variables of cases" {
    dictionary
    turns
    tagged turns.tsv | qdpx -g group -o out.qdpx
    part out.qdpx project.qde >project
    [ "$(grep -c '<Variable guid=.* name="group" typeOfVariable="Text"/>' project)" -eq 1 ]
    grep -oE '<Case .*' project | sed -E 's,.*name="([^"]*)".*<TextValue>([^<]*)<.*,\1 \2,' | same <(printf 'fg1 1\nfg2 2\n')
}

@test "the same input gives the same bytes, and identifiers do not change with their neighbours" {
    dictionary
    turns
    tagged turns.tsv | qdpx -o one.qdpx
    tagged turns.tsv | TZ=Pacific/Kiritimati qdpx -o two.qdpx
    cmp one.qdpx two.qdpx
    { head -n 1 turns.tsv && tail -n 1 turns.tsv; } >less.tsv
    tagged less.tsv | qdpx -o less.qdpx
    part less.qdpx project.qde | grep '<Coding' >few
    part one.qdpx project.qde | grep '<Coding' >many
    [ -s few ] && not grep -qvxFf many few
    grep -qE 'guid="[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"' few
}

@test "two documents with the same id are told apart, and that is said" {
    printf '# global.columns = ID FORM MISC COSPAN:CONCEPT\n# newdoc id = a\n1\tx\t_\t1:c\n\n# newdoc id = b\n1\ty\t_\t*\n\n# newdoc id = a\n1\tz\t_\t1:c\n\n' >t
    says 2 "^qdpx: t:[0-9]+: a second document 'a', called 'a \(2\)' in the project$" qdpx -o out.qdpx t
    codings out.qdpx | cut -f 1,6 | same <(printf 'doc\ttext\na\tx\na (2)\tz\n')
}

@test "no tokens make an empty project, and that is said" {
    : >empty
    says 0 '^qdpx: no documents in the tokens$' qdpx -o out.qdpx empty
    codings out.qdpx | same <(printf 'doc\tstart\tend\tconcept\tcoder\ttext\n')
}

@test "words of a multiword token are where that token is" {
    printf '# newdoc id = a\n1\tvamos\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tal\t_\t_\t_\t_\t_\t_\t_\t_\n2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n3\tel\t_\t_\t_\t_\t_\t_\t_\t_\n4\tmar\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n' >plain
    printf 'concept\tpattern\nc\tel mar\n' >my.tsv
    concept-tag -d my.tsv plain | qdpx -o out.qdpx
    part out.qdpx 'sources/*' | same <(echo 'vamos al mar')
    codings out.qdpx | tail -n 1 | same <(printf 'a\t6\t12\tc\tcospan\tal mar\n')
}

@test "bytes and characters that a project cannot hold become U+FFFD, and places stay right" {
    printf '# global.columns = ID FORM MISC COSPAN:CONCEPT\n# newdoc id = a\n1\tx\001y\377\t_\t*\n2\tpeer\tSpacesAfter=\\r\\n\t1:c\n3\ttrust\t_\t2:d\n\n' >t
    says 0 '^qdpx: 2 invalid or control characters' qdpx -o out.qdpx t
    codings out.qdpx | cut -f 2-4,6 | tail -n 2 | same <(printf '5\t9\tc\tpeer\n10\t15\td\ttrust\n')
}

@test "white space before words, and bytes that together would be a character, keep places right" {
    printf '# global.columns = ID FORM MISC COSPAN:CONCEPT\n# newdoc id = a\n1\tone\tSpacesBefore=\\s\\s\t1:c\n\n1\t\303\tSpacesBefore=\\n|SpaceAfter=No\t1:c\n2\t\270x\t_\t2:d\n\n' >t
    for unit in hit sentence turn; do
        qdpx --unit $unit -o out.qdpx t
        codings out.qdpx | tail -n +2 | cut -f 2-4,6 >$unit
    done
    same hit < <(printf '2\t5\tc\tone\n7\t8\tc\t�\n8\t10\td\t�x\n')
    same turn < <(printf '2\t10\tc\tone \\n��x\n2\t10\td\tone \\n��x\n')
}

@test "a full disk leaves the old file and ends with 2" {
    dictionary
    seq 20000 | sed 's/.*/Trust number &.\n/' | tokenize | concept-tag -d my.tsv >tagged
    echo old >kept.qdpx
    limited() {
        (ulimit -f 8 && trap '' XFSZ && qdpx -o kept.qdpx tagged)
    }
    says 2 '^qdpx: cannot write to .*kept.qdpx: File too large$' limited
    [ "$(cat kept.qdpx)" = old ] && [ -z "$(find . -name 'kept.qdpx?*')" ]
}

@test "a project where tokens are expected is named, with what reads it" {
    dictionary
    echo 'Trust.' | tagged | qdpx -o study.qdpx
    says 2 '^qdpx: study.qdpx:1: is a zip file; expected tokens \(codings reads a .qdpx\)$' qdpx study.qdpx
}

@test "a project is not sent to a terminal" {
    needs script
    dictionary
    echo 'Trust.' | tagged >tokens
    script -qec 'qdpx tokens' /dev/null >seen </dev/null || [ $? -eq 2 ]
    grep -q 'qdpx: refusing to write binary data to a terminal; use -o FILE' seen
}

@test "a key that nothing has is reported, and a dictionary of cospan brings its codebook" {
    echo 'The peer worker.' | tokenize | concept-tag -d roles >tokens
    says 2 "^qdpx: no sentence and no document has the key 'sourse'; did you mean 'source'\?" qdpx -g sourse -o out.qdpx tokens
    ln -s "$ROOT/dicts" dicts
    qdpx -d dicts/roles.tsv -o one.qdpx tokens
    qdpx -d roles -o two.qdpx tokens
    cmp one.qdpx two.qdpx
    unzip -p two.qdpx project.qde | grep -q '<Description>.'
}
