# One machine, several, a cluster: whatever runs the filters, the table is that of one run, byte for
# byte, or there is none.
load helpers
load slurm

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    ENGINES=$ROOT/pipelines/engines
    corpus >corpus.tsv
}

teardown() {
    end_all
}

corpus() {
    printf 'doc\tyear\ttext\n'
    local i
    for ((i = 0; i < 120; i++)); do
        printf 'd%d\t%d\tPeer workers came in %d. The nurse trusts service users.\\nWe co-designed it.\n' \
            "$i" $((2000 + i % 7)) $((i * i))
    done
}

serial() { # options of count
    normalize corpus.tsv | tokenize | concept-tag -d "$ROOT/dicts/roles.tsv" -d "$ROOT/dicts/conditions.tsv" |
        count -g year "$@"
}

split_corpus() { # number of shards
    "$ENGINES/split" -d "$ROOT/dicts/roles.tsv" -d "$ROOT/dicts/conditions.tsv" -n "$1" -o job corpus.tsv -- -g year
}

# Every process that a test starts is written down, and ended with all that it started.
end_tree() {
    local child
    for child in $(pgrep -P "$1"); do end_tree "$child"; done
    kill -KILL "$1" 2>/dev/null || true
}
end_all() {
    local process
    if [ -e started ]; then
        while read -r process; do end_tree "$process"; done <started
    fi
}

mapped() { # shards, all mapped
    split_corpus "$1"
    "$ENGINES/map" job $(seq "$1")
}

@test "shards that are mapped and reduced are the table of one run, and options of the last step work" {
    local number
    for number in 1 3 8; do
        mapped "$number"
        "$ENGINES/reduce" -o result.tsv job
        same result.tsv < <(serial)
    done
    "$ENGINES/reduce" -o result.tsv job -- --top 1 --csv
    same result.tsv < <(serial --top 1 --csv)
    tokenize corpus.tsv >tokens
    "$ENGINES/split" -n 3 -o job tokens -- --of form -i
    "$ENGINES/map" job 3 2 1
    "$ENGINES/reduce" -o result.tsv job
    same result.tsv < <(count --of form -i tokens)
}

@test "the manifest of a shard says what went in and what came out" {
    mapped 4
    local shard documents bytes digest
    while IFS=$'\t' read -r shard _ documents bytes digest; do
        tail -n 1 "job/done/$shard.manifest" | cut -f 1-8 |
            diff -u <(printf '%s\t' "$shard" "$documents" "$documents" \
                $(($(wc -l <"job/done/$shard.counts") - 1)) "$bytes" \
                "$(wc -c <"job/done/$shard.counts")" "$digest" &&
                sha256sum <"job/done/$shard.counts" | cut -d ' ' -f 1) -
    done < <(tail -n +2 job/shards.tsv)
}

refused() { # pattern; the old result is gone
    echo old >result.tsv
    says 2 "$1" "$ENGINES/reduce" -o result.tsv job
    [ ! -e result.tsv ] && [ ! -e job/result ]
}

@test "a shard that is missing is named, and the old result is gone" {
    mapped 4
    mv job/done/3.counts kept
    refused '^reduce: shard 3 is missing$'
    mv kept job/done/3.counts && rm job/done/2.manifest
    refused '^reduce: shard 2 is missing$'
    grep -qx 'reduce: 1 shards cannot be merged' said.err
    "$ENGINES/map" job 2
    "$ENGINES/reduce" -o result.tsv job
    same result.tsv < <(serial)
}

@test "a shard of other documents, of an earlier job, is refused" {
    mapped 4
    cp -R job/done kept
    sed -i 's/nurse/doctor/' corpus.tsv
    split_corpus 4
    rmdir job/done && mv kept job/done
    refused '^reduce: shard 1 is stale: it was made of other documents$'
    [ "$(grep -c 'is stale' said.err)" = 4 ]
    "$ENGINES/map" job 1 2 3 4
    "$ENGINES/reduce" -o result.tsv job
    same result.tsv < <(serial)
}

@test "a shard of another dictionary, other options or other filters is refused" {
    mapped 3
    cp -R job kept
    printf 'role/nurse\tnurse\n' >>job/dictionaries/001-roles.tsv
    "$ENGINES/map" job 1 3
    refused '^reduce: shard 2 was made with another dictionary$'
    [ "$(wc -l <said.err)" = 2 ]
    rm -r job && cp -R kept job
    printf -- '-g\ndoc\n' >job/options
    "$ENGINES/map" job 1
    refused '^reduce: shard 2 was counted with other options$'
    rm -r job && cp -R kept job
    # The same filters, of which one has a byte more.
    mkdir -p other/build/libexec
    cp -R "$ROOT/pipelines" other
    cp -R "$ROOT/build/libexec/cospan" other/build/libexec
    echo >>other/build/libexec/cospan/count
    rm job/done/3.*
    other/pipelines/engines/map job 3
    refused '^reduce: shard 3 was made by other filters or libraries than those here$'
    other/pipelines/engines/map job 1 2
    other/pipelines/engines/reduce -o result.tsv job
    same result.tsv < <(serial)
}

@test "a table that was cut off or changed, and documents that were lost, are refused" {
    mapped 3
    cp -R job kept
    truncate -s -1 job/done/2.counts
    refused '^reduce: shard 2 has a table that was changed or cut off$'
    rm -r job && cp -R kept job
    truncate -s -1 job/done/2.manifest
    refused '^reduce: shard 2 has a manifest that is cut off$'
    rm -r job && cp -R kept job
    awk -F '\t' -v OFS='\t' 'NR == 2 { $3-- } { print }' kept/done/1.manifest >job/done/1.manifest
    refused '^reduce: shard 1 lost documents: [0-9]+ in, [0-9]+ out$'
    rm -r job && cp -R kept job
    cp job/done/1.manifest job/done/2.manifest
    refused '^reduce: shard 2 has another manifest$'
}

@test "a shard that is not the file that was cut is not counted, and the others are" {
    split_corpus 3
    truncate -s -5 job/parts/part-002.tsv
    says 2 '^map: shard 2: parts/part-002.tsv is not the file that was cut$' "$ENGINES/map" job 1 2 3
    [ "$(ls job/done)" = "$(printf '%s\n' 1.counts 1.manifest 3.counts 3.manifest)" ]
    refused '^reduce: shard 2 is missing$'
    says 2 "the job has no shard '9'" "$ENGINES/map" job 9
    says 2 "no job in 'nothing'" "$ENGINES/map" nothing 1
}

@test "a map that is killed anywhere leaves no shard that is trusted and not whole" {
    needs strace
    split_corpus 2
    serial >expected
    local i
    for i in 1 2 4 8 12 16 20 24 28 32; do
        timeout -s KILL "0.0$((10 + i * 3))" "$ENGINES/map" job 1 2 2>/dev/null || true
        "$ENGINES/reduce" -c job 2>said || continue
        "$ENGINES/reduce" -o result.tsv job
        same expected <result.tsv
        rm -f job/done/*
    done
    "$ENGINES/map" job 1 2
    "$ENGINES/map" job 2 1 & "$ENGINES/map" job 1 2
    wait
    "$ENGINES/reduce" -o result.tsv job
    same expected <result.tsv
}

@test "files that options name go with the job, and a job of another file is another job" {
    mkdir here
    printf 'doc\tsite\nd1\tA\nd2\tB\n' >here/sites.tsv
    normalize corpus.tsv | tokenize | concept-tag -d "$ROOT/dicts/roles.tsv" |
        count -g site --meta here/sites.tsv >expected
    split_here() { (cd here && "$ENGINES/split" -d "$ROOT/dicts/roles.tsv" -n 3 -o ../job ../corpus.tsv -- -g site --meta=sites.tsv); }
    split_here
    "$ENGINES/map" job 1 2 3
    "$ENGINES/reduce" -o result.tsv job
    same result.tsv <expected
    cp -r job/done before
    sed -i 's/A$/C/' here/sites.tsv
    split_here
    cp before/* job/done/
    says 2 'shard 1 was counted with other options' "$ENGINES/reduce" -o result.tsv job
}

@test "a result that cannot be written, and a job that is not there, are named" {
    says 2 "no job in '.*none'" "$ENGINES/reduce" -o result.tsv none
    mapped 2
    says 2 'none/result.tsv' "$ENGINES/reduce" -o none/result.tsv job
    says 2 'none.tsv' "$ENGINES/split" -d none.tsv -o other corpus.tsv
    says 2 'no option --nope' "$ENGINES/split" -o other corpus.tsv -- --nope
    [ ! -e other ] && [ ! -e other.part ]
}

@test "options of the last step are no options of a shard" {
    local option
    for option in --top --min=3 --sort=freq --zeros --wide=year --csv --merge -oout; do
        says 2 "^split: $option belongs to the last step" "$ENGINES/split" -n 2 -o job corpus.tsv -- "$option"
    done
    mkdir mine
    says 2 "^split: 'mine' is there and no job$" "$ENGINES/split" -n 2 -o mine corpus.tsv
}

@test "GNU parallel on one machine gives the table of one run" {
    needs parallel
    split_corpus 8
    HOME=$PWD "$ENGINES/parallel" -j 2 -o result.tsv job
    same result.tsv < <(serial)
    # What is there is not made again; what is missing is.
    rm job/done/5.manifest
    HOME=$PWD "$ENGINES/parallel" -o result.tsv job -- --top 2
    same result.tsv < <(serial --top 2)
    [ "$(tail -n +2 job/joblog | wc -l)" = 1 ]
}

@test "a shard that fails is tried again, and named when it fails for good" {
    needs parallel
    split_corpus 4
    cat >flaky <<SCRIPT
#!/bin/bash
[ "\$2" != 3 ] || { mkdir $PWD/once 2>/dev/null && exit 1; }
exec $ENGINES/map "\$@"
SCRIPT
    chmod +x flaky
    HOME=$PWD "$ENGINES/parallel" -m "$PWD/flaky" -o result.tsv job
    same result.tsv < <(serial)
    rm job/done/3.*
    says 2 '^reduce: shard 3 is missing$' env HOME="$PWD" "$ENGINES/parallel" -m /bin/false -o result.tsv job
    [ ! -e result.tsv ]
}

# start_hosts NAME...: an ssh server for each, with keys and ports of its own.
start_hosts() {
    local name port=$((20000 + RANDOM % 20000))
    mkdir -p ssh
    ssh-keygen -q -t ed25519 -N '' -f ssh/user
    for name; do
        port=$((port + 1))
        ssh-keygen -q -t ed25519 -N '' -f "ssh/$name"
        printf '%s\n' "Port $port" 'ListenAddress 127.0.0.1' "HostKey $PWD/ssh/$name" \
            "AuthorizedKeysFile $PWD/ssh/user.pub" 'StrictModes no' 'UsePAM no' 'PidFile none' \
            'PasswordAuthentication no' 'PermitRootLogin yes' 'MaxStartups 100' \
            "SetEnv PATH=$PATH HOME=$PWD" >"ssh/$name.server"
        printf '%s\n' "Host $name" '  HostName 127.0.0.1' "  Port $port" "  User $(id -un)" \
            "  IdentityFile $PWD/ssh/user" '  IdentitiesOnly yes' '  StrictHostKeyChecking no' \
            '  UserKnownHostsFile /dev/null' '  LogLevel ERROR' '  ConnectTimeout 5' >>ssh/config
        "$(type -P sshd)" -D -e -f "ssh/$name.server" 2>"ssh/$name.log" 3>&- &
        printf '%s\n' $! >"ssh/$name.process"
        printf '%s\n' $! >>started
    done
    for name; do
        local i
        for ((i = 0; i < 50; i++)); do
            ! ssh -F ssh/config "$name" true 2>/dev/null || break
            sleep 0.1
        done
        ssh -F ssh/config "$name" true || { cat ssh/*.log && return 1; }
    done
}

@test "three hosts over ssh, one of which dies during the run, give the table of one run" {
    needs parallel rsync ssh-keygen pgrep
    # shellcheck disable=SC2030,SC2031 # each test is a process of its own
    PATH=$PATH:/usr/sbin
    needs sshd
    [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
    start_hosts one two three
    split_corpus 14
    printf '#!/bin/bash\nsleep 0.2\nexec %q "$@"\n' "$ENGINES/map" >slow-map
    chmod +x slow-map
    export PARALLEL_SSH="ssh -F $PWD/ssh/config"
    HOME=$PWD "$ENGINES/parallel" -j 2 -S one,two,three -m "$PWD/slow-map" -o result.tsv job >out 2>err 3>&- &
    local run=$! i
    printf '%s\n' "$run" >>started
    for ((i = 0; i < 200; i++)); do
        ! grep -qs "^[0-9]*.two" job/joblog || break
        sleep 0.05
    done
    end_tree "$(cat ssh/two.process)"
    [ "$(find job/done -name '*.manifest' | wc -l)" -lt 14 ]
    wait "$run" || { cat out err && return 1; }
    same result.tsv < <(serial)
    grep -q '^[0-9]*.one' job/joblog && grep -q '^[0-9]*.three' job/joblog

    # Hosts that share no folder with this one.
    rm job/done/12.* job/done/3.*
    HOME=$PWD "$ENGINES/parallel" -j 2 -t -S one,three -o result.tsv job >out 2>err 3>&- || { cat out err && return 1; }
    same result.tsv < <(serial)
    [ -z "$(find .parallel/tmp -type f ! -path '*sshlogin*' 2>/dev/null)" ]
}

@test "a Slurm cluster, one node of which dies during the run, gives the table of one run" {
    # shellcheck disable=SC2030,SC2031 # each test is a process of its own
    PATH=$PATH:/usr/sbin
    needs slurmctld slurmd sbatch sinfo pgrep
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    has_address || skip 'needs an address other than that of the loopback'
    start_slurm 4 2
    split_corpus 8
    "$ENGINES/slurm" -o result.tsv job -- --top 1 >out 2>err 3>&- &
    local run=$! i
    echo $run >>started
    for ((i = 0; i < 200; i++)); do
        ! squeue -h -t R -w n2 2>/dev/null | grep -q . || break
        sleep 0.05
    done
    end_tree "$(cat slurm/n2.process)"
    scontrol update nodename=n2 state=down reason=died
    wait "$run" || { cat out err job/slurm/*; false; }
    same result.tsv < <(serial --top 1)
}

@test "a job that reduces and is cancelled is no result, whatever sbatch says" {
    # shellcheck disable=SC2030,SC2031 # each test is a process of its own
    PATH=$PATH:/usr/sbin
    needs slurmctld slurmd sbatch scancel
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    has_address || skip 'needs an address other than that of the loopback'
    start_slurm 1 2
    split_corpus 2
    echo old >result.tsv
    "$ENGINES/slurm" -s --hold -o result.tsv job >out 2>err 3>&- &
    local run=$! i
    for ((i = 0; i < 100; i++)); do
        ! squeue -h -n cospan-reduce 2>/dev/null | grep -q . || break
        sleep 0.05
    done
    scancel -n cospan-reduce
    local status=0
    wait "$run" || status=$?
    [ "$status" = 2 ]
    grep -q '^slurm: no result: the logs are in ' err
    [ ! -e result.tsv ]
}

# emulate SPLITS REDUCERS: what Hadoop Streaming does: splits of lines, each mapped twice, the lines
# of a reducer sorted by key, values in any order.
emulate() {
    local i
    rm -rf emulated && mkdir emulated
    awk -v splits="$1" -v seed="$3" 'BEGIN { srand(seed) } {
        if (NR == 1 || rand() * lines < splits) n++
        printf "%s\n", $0 >("emulated/split." n)
    }' lines="$(wc -l <corpus.tsv)" corpus.tsv
    : >emulated/split.empty
    for i in emulated/split.*; do
        "$ENGINES/pipe-map" -c 'doc year text' -d "$ROOT/dicts/roles.tsv" -d "$ROOT/dicts/conditions.tsv" -- -g year <"$i" >emulated/once || return 1
        not grep -q $'\r' emulated/once
        [ $((RANDOM % 4)) != 0 ] || "$ENGINES/pipe-map" -c 'doc year text' -d "$ROOT/dicts/roles.tsv" -d "$ROOT/dicts/conditions.tsv" -- -g year <"$i" | cmp emulated/once || return 1
        cat emulated/once >>emulated/mapped
    done
    for ((i = 0; i < $2; i++)); do
        awk -F '\t' -v i="$i" -v n="$2" '{ c = index("0123456789abcdef", substr($1, 1, 1)) } c % n == i' emulated/mapped |
            shuf | sort -s -t $'\t' -k 1,1 | "$ENGINES/pipe-reduce" >"emulated/part-$i" || return 1
    done
    cat emulated/part-* | count --merge
}

@test "random splits through the contract of Hadoop Streaming and Spark give the table of one run" {
    local round rounds=5
    [ "${SOAK:-}" != yes ] || rounds=125
    serial >expected
    for ((round = 1; round <= rounds; round++)); do
        emulate 8 $((1 + round % 3)) "$round" | same expected || { echo "round $round" && false; }
    done
}
