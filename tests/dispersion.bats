# dispersion: how evenly what count counted is spread.
load helpers
load frequencies

@test "the statistics are those of Gries, and of an independent computation" {
    needs python3
    # Gries 2008: five parts; D 0.785, DP 0.18, DPnorm 0.22 (0.18 / 0.82).
    of_count 'doc;form;freq;tokens' '1;a;1;9' '2;a;2;10' '3;a;3;10' '4;a;4;10' '5;a;5;11' '5;x;1;11' '6;;0;0' >parts
    dispersion parts | diff -u <(table 'form;freq;tokens;parts;range;juilland_d;gries_dp;gries_dp_norm' \
        'a;15;50;5;5;0.7851504535;0.18;0.2195121951' 'x;1;50;5;1;0;0.78;0.9512195122') -
    printf '%s\n' '1:9 2:10 3:10 4:10 5:11' '0:9 0:10 0:10 0:10 1:11' |
        python3 "$REFERENCE/association.py" dispersion | to_ten_digits >expected
    dispersion parts | tail -n +2 | cut -f 5- | same expected
    dispersion --min 2 parts | tail -n +2 | cut -f 1 | diff - <(echo a)
}

@test "one part has no evenness, and a document without words is no part" {
    of_count 'doc;form;freq;tokens' '1;a;1;9' >one
    dispersion one | tail -n 1 | diff -u <(table 'a;1;9;1;1;;0;') -
    of_count 'doc;concept;freq;tokens' 'a;x;2;5' 'b;;0;0' >two
    dispersion two | tail -n +2 | same <(table 'x;2;5;1;1;;0;')
}

@test "--min leaves out what is rare in all" {
    of_count 'doc;form;freq;tokens' '1;a;1;9' '2;a;2;10' '2;b;2;10' '2;c;4;10' >parts
    dispersion --min 3 parts | cut -f 1 | diff -u <(printf 'form\na\nc\n') -
}

@test "parts of a corpus that were counted apart are one corpus" {
    of_count 'doc;form;freq;tokens' '1;a;1;9' '2;a;2;10' >one
    of_count 'doc;form;freq;tokens' '3;a;3;10' '3;b;1;10' >two
    dispersion one two | same <(count --merge one two | dispersion)
}

@test "a table without groups, and one that is not of count, are named" {
    of_count 'form;freq;tokens' 'a;1;9' >nothing
    says 2 '^dispersion: the table has no groups, expected one of count -g doc$' dispersion nothing
    table 'form;freq' 'a;1' >short
    says 2 '^dispersion: short:1: expected a table of count: ' dispersion short
}

@test "-v reports how many features and parts there were" {
    of_count 'doc;form;freq;tokens' '1;a;1;9' '2;a;2;10' '2;b;2;10' >parts
    dispersion -v parts 2>err >/dev/null
    diff -u - err <<<'dispersion: 2 features in 2 parts'
}
