# richness: tokens, types and their ratios, by group, and how they grow.
load helpers
load frequencies

talk() {
    printf 'doc\tspeaker\ttext\na\tA\tOne two one, three.\na\tB\tFour.\nb\tA\tOne five\n' | tokenize
}

# The ratio by its definition: distinct words of all windows of two words within a document.
moving_average() {
    awk -F '\t' -v window="$1" '
        /^# newdoc/ { n = 0; next }
        /^#/ || /^$/ { next }
        { word[++n] = $2 }
        n >= window {
            split("", seen); types = 0
            for (i = n - window + 1; i <= n; i++) types += !seen[word[i]]++
            sum += types / window; windows++
        }
        END { printf "%.10g\n", sum / windows }'
}

@test "tokens, types, words that occur once, and both ratios of each group" {
    talk | richness -i --words --window 3 -g speaker |
        diff -u <(table 'speaker;tokens;types;once;ttr;mattr' 'A;6;4;3;0.6666666667;0.8333333333' 'B;1;1;1;1;') -
    talk | richness | diff -u <(table 'tokens;types;once;ttr;mattr' '10;8;6;0.8;') -
}

@test "the moving average is that of all windows, none of which crosses a document" {
    local window
    for window in 1 2 5; do
        moving_average "$window" <"$DATA/sample.conllup" |
            diff -u - <(richness --window "$window" "$DATA/sample.conllup" | tail -n 1 | cut -f 5)
    done
}

@test "stop words and, with --words, punctuation are no tokens" {
    talk | richness -i --words --stopwords <(echo one) | tail -n 1 | diff -u <(table '4;4;4;1;') -
}

@test "--growth writes tokens and types every N tokens, and at the end of a group" {
    talk | richness -i --words --growth 2 -g speaker |
        diff -u <(table 'speaker;tokens;types' 'A;2;2' 'A;4;3' 'A;6;4' 'B;1;1') -
}

@test "--of takes the values of another column" {
    talk >tokens
    richness --of MISC tokens | diff -u <(table 'tokens;types;once;ttr;mattr' '10;2;0;0.2;') -
    stem tokens | richness --of cospan:stem | cut -f 1,2 | diff -u <(table 'tokens;types' '10;7') -
    says 2 "^richness: --of expects form or a column of words, not 'concept'$" richness --of concept tokens
    says 2 "^richness: tokens: .*no column 'LEMMA'" richness --of lemma tokens
}

@test "a document without words is a group of no tokens" {
    printf '# global.columns = ID FORM\n# newdoc id = a\n\n' | richness | tail -n 1 | diff -u <(table '0;0;0;;') -
}

@test "the order of documents does not change the ratios" {
    local number files=() backwards=()
    for number in 1 2 3 4 5; do
        printf 'doc\tyear\ttext\nd%s\t%s\t%s\n' "$number" $((2019 + number % 2)) \
            "$(seq 40 | awk -v n="$number" '{ printf "w%d ", $1 * $1 * n % 17 }')" | tokenize >"$number"
        files+=("$number") backwards=("$number" "${backwards[@]}")
    done
    richness --window 4 -g year "${files[@]}" >expected
    [ "$(wc -l <expected)" -eq 3 ]
    richness --window 4 -g year "${backwards[@]}" | same expected
}

@test "-v reports totals, and a window has at least one word" {
    talk >tokens
    says 0 '^richness: 2 documents, 3 sentences$' richness -v tokens
    says 2 '^richness: --window expects at least 1$' richness --window 0 tokens
}
