# sample: a share of the documents that anybody can draw again.
load helpers
load documents

@test "the size of a share is rounded up, and a number is a number" {
    numbered 15 >in
    for case in 0.2:3 0.21:4 0.1:2 1:15 0.0001:1 0.6:9; do
        [ "$(sample --share "${case%:*}" in | ids | wc -l)" -eq "${case#*:}" ] || { echo "$case" && return 1; }
    done
    [ "$(sample -n 4 in | ids | wc -l)" -eq 4 ] && [ "$(sample -n 99 in | ids | wc -l)" -eq 15 ]
    sample in | same in
}

@test "a share is bounded by a number" {
    numbered 40 >in
    sample --share 0.2 -n 5 in | same <(sample -n 5 in)
    sample --share 0.2 -n 30 <in | same <(sample --share 0.2 in)
    [ "$(sample --by year --share 0.5 -n 2 in | ids | wc -l)" -eq 8 ]
}

@test "the same key draws the same sample from any order, by file and by pipe" {
    numbered 500 >in
    sample --share 0.2 in >expected
    sample --share 0.2 <in | same expected
    for seed in 1 2 3; do
        shuffled in "$seed" >turned
        sample --share 0.2 turned | sort | same <(sort expected)
        sample -n 100 <turned | sort | same <(sort expected)
    done
    not cmp -s expected <(sample --share 0.2 --key another in)
}

@test "a number of very many documents from a pipe is that of the file, and few are kept in memory" {
    numbered 20000 | awk -F '\t' -v OFS='\t' '{ print } NR % 7 == 0 { $4 = "another part"; print }' >in
    for number in 1 50 5000; do
        sample -n "$number" in >expected
        [ "$(ids <expected | uniq | wc -l)" -eq "$number" ]
        sample -n "$number" <in | same expected
    done
}

@test "rows keep their order and their bytes" {
    printf 'doc\ttext\nb\tone\\ttab \\q\na\ttwo\n' >in
    sample in | same in
    numbered 100 >in
    sample --share 0.3 in | ids | sed s/r// | sort -n -c
}

@test "a larger share holds the smaller one" {
    numbered 300 >in
    for pair in 0.1:0.2 0.2:0.21 0.21:0.9; do
        comm -23 <(sample --share "${pair%:*}" in | sort) <(sample --share "${pair#*:}" in | sort) |
            diff -u /dev/null -
    done
    diff -u <(sample -n 60 in) <(sample --share 0.2 in)
}

@test "the rank is the SHA-256 of key, tab and id" {
    numbered 40 >in
    seq 40 | sed s/^/r/ | while read -r id; do
        printf '%s %s\n' "$(printf 'k\t%s' "$id" | sha256sum | cut -c 1-32)" "$id"
    done | sort | head -n 7 | cut -d ' ' -f 2 | sort >expected
    sample -n 7 --key k in | ids | sort | same expected
}

@test "every id has the same chance" {
    # 200 keys draw 10 of 40: each id 50 times, and chi-square (39 df) below its 0.1 % point.
    numbered 40 >in
    for key in $(seq 200); do sample -n 10 --key "$key" in | ids; done | sort | uniq -c |
        awk '{ n++; chi += ($1 - 50) ^ 2 / 50 } END { exit !(n == 40 && chi / 0.75 < 72.05) }'
}

@test "strata are sampled each for itself" {
    numbered 100 >in
    sample --by year --share 0.1 in | tail -n +2 | cut -f 2 | sort | uniq -c | tr -s ' ' |
        diff -u <(printf ' 3 %s\n' 2000 2001 2002 2003) -
    [ "$(sample --by year -n 2 <in | ids | wc -l)" -eq 8 ]
    diff <(sample --by year --share 0.5 in) <(sample --by year --share 0.5 <in)
    says 2 "no column 'land'" sample --by land in
}

@test "the parts of a document stay together and count once" {
    printf 'doc\ttext\na\t1\na\t2\nb\t1\nb\t2\nb\t3\nc\t1\n' >in
    for n in 1 2; do
        sample -n "$n" in >out
        [ "$(ids <out | sort -u | wc -l)" -eq "$n" ]
        ids <out | sort -u | while read -r id; do
            diff <(grep "^$id" out) <(grep "^$id" in)
        done
    done
}

@test "a pipe with few documents to take needs little memory" {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer has memory of its own'
    { echo $'doc\ttext' && seq -f "%.0f	$(printf '%01000d' 0)" 100000; } >in
    (ulimit -v 65536 && sample -n 20 <in >out)
    diff -u <(sample -n 20 in) out
}

@test "in is what was taken and what was not" {
    numbered 10 | sample --share 0.2 --tally tally >out
    diff -u - tally <<'TALLY'
stage	file	reason	n
sample		in	10
sample		out	2
sample		not sampled	8
TALLY
}

@test "a share that is none is refused" {
    for share in 0 -1 1.5; do
        says 2 '^sample: --share expects a number above 0 and up to 1$' sample --share "$share" /dev/null
    done
}
