# cooccur: which concepts or words meet in a unit of text, how strongly, and that parts add up.
load helpers

REFERENCE=$ROOT/tests/reference

# table ROW...: a table whose cells are separated by semicolons.
table() {
    printf '%s\n' "$@" | tr ';' '\t'
}

# stream FIELDS...: ID FORM COSPAN:CONCEPT; `form/field` is a token, `/` ends a sentence, # a comment.
stream() {
    local word number=0
    echo '# global.columns = ID FORM COSPAN:CONCEPT'
    for word; do
        case $word in
        /) number=0 && echo ;;
        '#'*) printf '%s\n' "$word" ;;
        *) number=$((number + 1)) && printf '%s\t%s\t%s\n' "$number" "${word%%/*}" "${word#*/}" ;;
        esac
    done
}

@test "a thing counts once in a unit, and a pair is written once, the smaller name first" {
    stream 'a/1:z;2:x' 'b/3:z' / 'c/1:x' / 'd/1:y' / 'e/*' / | cooccur | cut -f 1-7 |
        diff -u <(table 'a;b;joint;freq_a;freq_b;units;within' 'x;z;1;2;1;4;sentence' 'y;;0;1;0;4;sentence') -
}

@test "units and windows are those that looking at each of them finds" {
    needs python3
    local seed within key
    for seed in 1 2 3 4; do
        python3 "$REFERENCE/cooccur.py" --make "$seed" >tokens
        for within in sentence turn paragraph document 2 3 40; do
            for key in '' speaker; do
                cooccur --within "$within" ${key:+-g "$key"} tokens | tail -n +2 | cut -f "1-$((6 + ${#key} / 7))" |
                    diff -u <(python3 "$REFERENCE/cooccur.py" "$within" ${key:+"$key"} <tokens) -
            done
        done
    done
}

@test "figures are those of an independent computation, to ten digits" {
    needs python3
    stream x/1:x\;2:y / x/1:x\;2:y / x/1:x\;2:y / x/1:x\;2:y / x/1:x\;2:y / x/1:x\;2:y / x/1:x\;2:y / \
        a/1:x / b/1:y\;2:z / c/1:z / d/\* / e/\* / >tokens
    cooccur tokens | tail -n +2 | cut -f 3-6 | tr '\t' ' ' >counts
    grep -qx '7 8 8 12' counts
    python3 "$REFERENCE/association.py" pairs <counts | awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= NF; i++) $i = sprintf("%.10g", $i); print }' >expected
    cooccur tokens | tail -n +2 | cut -f 8- | same expected
}

@test "what is not defined is an empty cell: always together, and alone" {
    stream 'a/1:x;2:y' / 'a/1:x;2:y' / | cooccur | tail -n 1 | diff -u <(table 'x;y;2;2;2;2;sentence;2;0;;0;1;') -
    stream 'a/1:x' / | cooccur | tail -n 1 | diff -u <(table 'x;;0;1;0;1;sentence;;;;;;') -
    stream 'a/*' / | cooccur | tail -n 1 | diff -u <(table ';;0;0;0;1;sentence;;;;;;') -
    printf '# global.columns = ID FORM COSPAN:CONCEPT\n' | cooccur | wc -l | diff - <(echo 1)
    not grep -qiE 'nan|inf' <(cooccur "$DATA/sample.tagged.conllup")
}

@test "one unit, one word and one thing have no figures that are not defined" {
    stream 'a/1:x' / >one
    cooccur one | tail -n 1 | same <(table 'x;;0;1;0;1;sentence;;;;;;')
    cooccur --within 5 one | tail -n 1 | same <(table 'x;;0;1;0;1;5;;;;;;')
    stream 'a/1:x;2:y' / | cooccur --within 2 | tail -n 1 | same <(table 'x;y;1;1;1;1;2;1;0;;0;1;')
    stream 'a/*' / | cooccur | tail -n 1 | same <(table ';;0;0;0;1;sentence;;;;;;')
    cooccur --merge <(cooccur one) | same <(cooccur one)
}

@test "words of a column, without stop words and punctuation, and rolled-up concepts" {
    echo 'The team trusts the users. Users trust The Team, too.' | tokenize >tokens
    cooccur --column form -i --words --stopwords en tokens | cut -f 1-6 |
        diff -u <(table 'a;b;joint;freq_a;freq_b;units' 'team;trust;1;2;1;2' 'team;trusts;1;2;1;2' 'team;users;2;2;2;2' \
            'trust;users;1;1;2;2' 'trusts;users;1;1;2;2') -
    stream 'a/1:r/p;2:r/q;3:s/t' / | cooccur --level 1 | cut -f 1-6 | tail -n +2 | diff -u <(table 'r;s;1;1;1;1') -
    says 2 "^cooccur: tokens: no column 'LEMMA'; the columns are ID, FORM, MISC$" cooccur --column lemma tokens
    says 2 "^cooccur: tokens: no column 'COSPAN:CONCEPT'; the columns are" cooccur tokens
}

@test "concepts that are rolled up keep their places in a window" {
    needs python3
    local seed
    for seed in 1 2 3 4; do
        python3 "$REFERENCE/cooccur.py" --make "$seed" >tokens
        cooccur --within 3 --level 1 tokens | same <(sed 's,p/[xy],p,g' tokens | cooccur --within 3)
    done
}

@test "a window counts the tokens that count, and does not cross documents" {
    stream '# newdoc id = a' 'a/1:x' './*' 'b/2:y' / '# newdoc id = b' 'c/1:z' / >tokens
    cooccur --within 2 tokens | cut -f 1-7 | diff -u <(table 'a;b;joint;freq_a;freq_b;units;within' 'x;;0;1;0;3;2' 'y;;0;1;0;3;2' 'z;;0;1;0;3;2') -
    cooccur --within 2 --words tokens | cut -f 1-6 | diff -u <(table 'a;b;joint;freq_a;freq_b;units' 'x;y;1;1;1;2' 'z;;0;1;0;2') -
    for wrong in 0 1 02 word 1000001 -3; do
        says 2 '^cooccur: --within expects sentence, turn, paragraph, document or a number of tokens' cooccur --within "$wrong" tokens
    done
}

@test "--min leaves out what few units have" {
    stream 'a/1:x;2:y;3:z' / 'a/1:x;2:y' / 'a/1:q' / >tokens
    cooccur --min 2 tokens | cut -f 1-6 | diff -u <(table 'a;b;joint;freq_a;freq_b;units' 'x;y;2;2;2;3') -
}

@test "a matrix is square, its diagonal the frequencies, its corner no thing" {
    stream 'a/1:x;2:concept' / 'a/1:x' / 'a/1:z' / >tokens
    cooccur --matrix tokens | diff -u <(table 'concept_;concept;x;z' 'concept;1;1;0' 'x;1;2;0' 'z;0;0;1') -
    says 2 '^cooccur: --group and --matrix exclude each other: ' cooccur --matrix -g doc tokens
    cooccur -g doc tokens >parts
    says 2 '^cooccur: --matrix and --graph need tables without groups$' cooccur --merge --matrix parts
}

@test "a network is GraphML, whatever the names" {
    needs xmllint python3
    printf '# global.columns = ID FORM\n1\t<&">\n2\t\001]]>\n3\t\377é\n4\tx\n\n1\tlone\n\n' >tokens
    cooccur --column FORM --graph net.graphml tokens >table.tsv
    xmllint --noout net.graphml
    python3 - <<'CHECK'
import xml.etree.ElementTree as ElementTree
ns = {"g": "http://graphml.graphdrawing.org/xmlns"}
graph = ElementTree.parse("net.graphml").getroot().find("g:graph", ns)
labels = {node.get("id"): node.find("g:data[@key='label']", ns).text for node in graph.findall("g:node", ns)}
assert sorted(labels.values()) == sorted(["<&\">", "\ufffd]]>", "\ufffdé", "x", "lone"]), labels
edges = graph.findall("g:edge", ns)
assert len(edges) == 6 and all(edge.get("source") in labels and edge.get("target") in labels for edge in edges)
assert {edge.find("g:data[@key='weight']", ns).text for edge in edges} == {"1"}
assert float(edges[0].find("g:data[@key='pmi']", ns).text) == 1
CHECK
    printf '# global.columns = ID FORM\n' | cooccur --column FORM --graph none.graphml >/dev/null
    xmllint --noout none.graphml
    says 2 '^cooccur: --graph expects the name of a file' cooccur --graph - tokens
    says 2 'cannot create a file beside nowhere/x' cooccur --column FORM --graph nowhere/x tokens
}

@test "parts, paired alone and merged in any order and tree, are the whole" {
    needs python3
    local seed within options
    for seed in 1 2 3 4 5 6; do
        python3 "$REFERENCE/cooccur.py" --make "$seed" >"part$seed"
        sed -i "s/^# newdoc id = /&$seed/" "part$seed"
    done
    for options in '-g year,speaker' '--within document' '--within 3 -g year' '--level 1'; do
        # shellcheck disable=SC2086 # several words
        cooccur $options part? >whole
        for seed in 1 2 3 4 5 6; do
            # shellcheck disable=SC2086
            cooccur $options "part$seed" >"table$seed"
        done
        cooccur --merge table5 table2 >first
        cooccur --merge table6 first table1 >second
        cooccur --merge table4 table3 | cooccur --merge second - | same whole
        cooccur --merge whole | same whole
        # Several tables in one file or stream, as cat and batch engines leave them.
        cat table? | cooccur --merge | same whole
        cat table1 table6 >several
        cooccur --merge table[23456] several table6 table1 | same <(cooccur --merge table? table1 table6 table6)
    done
    cooccur --merge --min 9 whole | same <(cooccur --level 1 --min 9 part?)
    cooccur --merge --matrix whole | tail -n +2 | same <(cooccur --level 1 --matrix part? | tail -n +2)
}

@test "tables that do not fit are reported and skipped" {
    stream 'a/1:x;2:y' / >tokens
    cooccur tokens >first
    cooccur --within document tokens >second
    cooccur -g doc tokens >third
    : >empty
    says 2 "^cooccur: second:2: pairs within 'document', in the first table 'sentence'; skipped$" cooccur --merge first second
    same said.out <first
    says 2 "^cooccur: third: the columns are 'doc" cooccur --merge first third
    says 2 '^cooccur: empty: empty, expected a table of cooccur$' cooccur --merge empty first
    says 2 '^cooccur: empty: empty, expected a table of cooccur$' cooccur --merge empty
    [ "$(wc -l <said.err)" -eq 1 ]
    cat first second first >several
    says 2 "^cooccur: several:4: pairs within 'document', in the first table 'sentence'; skipped$" cooccur --merge several
    same said.out < <(cooccur --merge first first)
    says 2 "^cooccur: other:1: expected a table of cooccur: keys, a, b, joint, .*, not 'a\\\\tjoint'$" cooccur --merge <(:) "$(table 'a;joint' >other && echo other)"
    says 2 '^cooccur: --merge and --within exclude each other: the parts are added up as they were counted$' cooccur --merge --within turn first
    cut -f 1-7 first | sed '2s/\t1\t1\t1/\tmany\t1\t1/' >bad
    says 2 "^cooccur: bad:2: expected a count in the column joint, not 'many'; row skipped$" cooccur --merge bad
    cut -f 1-7 first | sed '2s/\t1\t1\t1/\t2\t1\t1/' >bad
    says 2 "^cooccur: bad:2: no pair of cooccur: 'x' and 'y'; row skipped$" cooccur --merge bad
    { cut -f 1-7 first && table 'x;z;1;2;1;9;sentence'; } >bad
    says 2 "^cooccur: bad:3: the frequency of 'x' is not what it was in a row before$" cooccur --merge bad
    grep -q "the number of units of '' is not what it was" said.err
}

@test "counts that do not fit into 64 bits are refused" {
    # The largest count is 18446744073709551615.
    huge() { table 'a;b;joint;freq_a;freq_b;units;within' "x;y;$1;sentence"; }
    huge '1;9000000000000000000;1;9000000000000000001' >one
    cooccur --merge one | cut -f 1-7 | same one
    cooccur --merge one one | cut -f 3-6 | tail -n 1 | same <(table '2;18000000000000000000;2;18000000000000000002')
    says 2 '^cooccur: a count is larger than 2\^64 - 1$' cooccur --merge one one one
    huge '9000000000000000000;9000000000000000000;9000000000000000000;9000000000000000000' >two
    says 2 '^cooccur: a count is larger than 2\^64 - 1$' cooccur --merge two two two
    # More units than there are have the one or the other.
    huge '1;18446744073709551615;18446744073709551615;18446744073709551615' >three
    says 2 "^cooccur: three:2: no pair of cooccur: 'x' and 'y'; row skipped$" cooccur --merge three
    huge '1;18446744073709551616;1;1' >four
    says 2 "^cooccur: four:2: expected a count in the column freq_a, not '18446744073709551616'" cooccur --merge four
}

@test "a key that is called like a column is refused" {
    stream '# newdoc id = d' '# meta::a = 1' 'x/1:x' / >tokens
    says 2 "'a'" cooccur -g a tokens
}

# Sentences of three words each, of 2,100 different ones: pairs of the first 2,048 features are counted in
# a square of numbers, the others in a hash table, and a pair may have one of each.
@test "pairs of few and of many features are counted alike" {
    awk 'BEGIN {
        print "# global.columns = ID FORM"
        for (i = 0; i < 6300; i++) {
            if (i % 3 == 0) printf "# newdoc id = d%d\n", i
            printf "%d\tw%d\n", i % 3 + 1, (i * 37 + int(i / 2100) * 11) % 2100
            if (i % 3 == 2) print ""
        }
    }' >words
    cooccur --column FORM words | cut -f 1-3 | tail -n +2 | sort >found
    awk -F '\t' '
        /^[0-9]/ { form[++count] = $2 }
        /^$/ {
            for (i = 1; i <= count; i++) for (k = i + 1; k <= count; k++) if (form[i] != form[k])
                joint[form[i] < form[k] ? form[i] "\t" form[k] : form[k] "\t" form[i]]++
            count = 0
        }
        END { for (pair in joint) print pair "\t" joint[pair] }' words | sort | diff -u - found
    [ "$(wc -l <found)" -gt 2100 ]
}
