# keyness: what one group of texts says more than another.
load helpers
load frequencies

make_tables() {
    of_count 'form;freq;tokens' 'swiss;110;221' 'can;29;221' 'both;50;221' 'mine;7;221' >target
    of_count 'form;freq;tokens' 'swiss;2442;31556' 'can;13;31556' 'both;7140;31556' 'yours;900;31556' >reference
}

@test "two tables: figures are those of an independent computation, to ten digits" {
    needs python3
    make_tables
    keyness target reference >keys
    head -n 1 keys | diff -u <(table 'form;freq_target;freq_reference;tokens_target;tokens_reference;per_million_target;per_million_reference;direction;g2;log_ratio;chi2;p_chi2;p;p_holm;p_bh') -
    tail -n +2 keys | cut -f 2-5 | tr '\t' ' ' >counts
    [ "$(wc -l <counts)" -eq 5 ]
    python3 "$REFERENCE/association.py" keyness <counts | cut -f 1-7 | to_ten_digits >expected
    tail -n +2 keys | cut -f 9-15 | same expected
    keyness --yates target reference | tail -n +2 | cut -f 11 |
        same <(python3 "$REFERENCE/association.py" keyness <counts | cut -f 8 | to_ten_digits)
    # Dunning 1993, table 2: 270.72 for 110, 2442, 111, 29114.
    grep '^swiss' keys | cut -f 9 | grep -qx '270.7218769'
}

@test "rates are of as many tokens as those of the tables" {
    sed '1s/per_million/per_1000/' <(of_count 'form;freq;tokens' 'a;3;400') >one
    sed '1s/per_million/per_1000/' <(of_count 'form;freq;tokens' 'a;1;500') >two
    keyness one two | cut -f 1-7 |
        same <(table 'form;freq_target;freq_reference;tokens_target;tokens_reference;per_1000_target;per_1000_reference' \
            'a;3;1;400;500;7.50;2.00')
}

@test "chi-squared is that of published examples" {
    # Yates 1934, teeth of infants: 4 and 16, 1 and 21; worked by hand:
    # N (ad - bc)^2 / margins = 42 * 68^2 / (5 * 37 * 20 * 22), and (68 - 21)^2 with his correction.
    of_count 'form;freq;tokens' 'bad;4;20' >target
    of_count 'form;freq;tokens' 'bad;1;22' >reference
    keyness target reference | tail -n 1 | cut -f 11 | diff - <(python3 -c 'print("%.10g" % (42 * 68**2 / (5 * 37 * 20 * 22)))')
    keyness --yates target reference | tail -n 1 | cut -f 11 | diff - <(python3 -c 'print("%.10g" % (42 * 47**2 / (5 * 37 * 20 * 22)))')
}

@test "sorted by falling G2, then by name; direction says who says it more" {
    make_tables
    keyness target reference | tail -n +2 | cut -f 9 | sort -c -g -r
    keyness target reference | cut -f 1,8 | sort |
        diff -u <(table 'both;less' 'can;more' 'form;direction' 'mine;more' 'swiss;more' 'yours;less') -
    of_count 'form;freq;tokens' 'b;2;10' 'a;2;10' 'c;1;10' >target
    of_count 'form;freq;tokens' 'c;1;10' >reference
    keyness target reference | cut -f 1,8 | diff -u <(table 'form;direction' 'a;more' 'b;more' 'c;same') -
}

@test "a group against all others is the same as two tables" {
    of_count 'group;year;concept;freq;tokens' '1;2020;x;3;100' '1;2021;x;2;50' '1;2021;y;4;50' '2;2020;y;5;300' '3;2020;;0;70' >whole
    of_count 'concept;freq;tokens' 'x;5;150' 'y;4;150' >target
    of_count 'concept;freq;tokens' 'y;5;370' >reference
    keyness --target group=1 whole | same <(keyness target reference)
    keyness --target group=1 <whole | same <(keyness target reference)
    keyness target - <reference | same <(keyness target reference)
    says 2 "^keyness: no key 'speaker'; the keys of the table are group, year$" keyness --target speaker=A whole
    says 2 "^keyness: no group has the value '4'; the values are 1, 2, 3$" keyness --target group=4 whole
    says 2 "^keyness: no key 'group'; the table has no groups$" keyness --target group=1 target
    says 2 "^keyness: --target expects KEY=VALUE, not 'group'$" keyness --target group whole
    says 2 '^keyness: expected two tables of count' keyness whole
}

@test "what is not defined is an empty cell, never nan or inf" {
    of_count 'g;concept;freq;tokens' 'a;x;5;5' 'b;x;7;7' 'b;y;0;7' >all
    keyness --target g=a all | tail -n +2 | diff -u <(table 'x;5;7;5;7;1000000.00;1000000.00;;;0;;;;;') -
    of_count 'g;concept;freq;tokens' 'a;x;5;50' 'b;;0;0' >none
    keyness --target g=a none | tail -n +2 | diff -u <(table 'x;5;0;50;0;100000.00;;;;;;;;;') -
    # More hits than tokens: no table of four cells.
    of_count 'g;concept;freq;tokens' 'a;x;9;5' 'b;x;1;7' >overfull
    not grep -qiE 'nan|inf' <(keyness --target g=a overfull)
    keyness --target g=a overfull | tail -n 1 | cut -f 9,13 | diff - <(printf '\t\n')
    # Nothing at all is a table without rows.
    of_count 'g;concept;freq;tokens' 'a;;0;5' 'b;;0;7' >empty
    keyness --target g=a empty | wc -l | diff - <(echo 1)
}

@test "a group of one member has frequencies, and no figure that compares it" {
    of_count 'doc;concept;freq;tokens' 'a;x;2;5' >one
    keyness --target doc=a one | tail -n +2 | same <(table 'x;2;0;5;0;400000.00;;;;;;;;;')
    # Nor has a document without words.
    of_count 'doc;concept;freq;tokens' 'a;x;2;5' 'b;;0;0' >two
    keyness --target doc=b two | tail -n +2 | same <(table 'x;0;2;0;5;;400000.00;;;;;;;;')
}

@test "large counts and small probabilities" {
    of_count 'form;freq;tokens' 'x;50000001;500000001' >target
    of_count 'form;freq;tokens' 'x;50000000;500000000' >reference
    # reference/association.py: the usual formula has no right digit here.
    keyness target reference | tail -n 1 | cut -f 9 | diff - <(echo 8.999999901e-09)
    of_count 'form;freq;tokens' 'x;100000;1000000' >target
    of_count 'form;freq;tokens' 'x;1;1000000' >reference
    keyness target reference | tail -n 1 | cut -f 13 | diff - <(echo 0)
}

@test "--min leaves out what is rare, and that is no test then" {
    make_tables
    keyness --min 8 target reference | cut -f 1 | sort | diff -u <(printf '%s\n' both can form swiss yours) -
    keyness --min 2500 target reference | tail -n +2 | awk -F '\t' '$1 == "swiss" && $14 != 2 * $13 { exit 1 }'
}

@test "tables that are none, or of something else, are named" {
    make_tables
    table 'form;freq' 'a;1' >short
    says 2 "^keyness: short:1: expected a table of count: keys, the feature counted, .*, not 'form\\\\tfreq'$" keyness target short
    of_count 'lemma;freq;tokens' 'x;1;5' >lemmas
    says 2 "^keyness: target counts 'form' and lemmas 'lemma', expected two tables of the same$" keyness target lemmas
    says 2 '^keyness: missing: cannot open' keyness target missing
    sed '2s/\t110\t/\tmany\t/' target >bad
    says 2 "^keyness: bad:2: expected a count in the column freq, not 'many'; row skipped$" keyness bad reference
    cut -f 1 said.out | grep -qx can
}

@test "-v reports how many features are compared" {
    make_tables
    keyness -v --min 100 target reference 2>err >/dev/null
    diff -u - err <<<'keyness: 5 features, 3 of them compared'
}
