# A Slurm cluster on this machine, for engines.bats and bench/slurm.
# shellcheck shell=bash

# The loopback alone will not do where there is no other address.
has_address() {
    [ "$(hostname -I | cut -d ' ' -f 1)" ]
}

# start_slurm NODES CPUS: a controller and that many nodes of so many processors, on one address of this
# machine. Sets SLURM_CONF; the numbers of the processes are added to the file `started`.
start_slurm() {
    local i host port=$((20000 + RANDOM % 20000)) address
    mkdir -p slurm/state slurm/spool
    host=$(hostname -s)
    address=$(hostname -I | cut -d ' ' -f 1)
    cat >slurm/slurm.conf <<CONF
ClusterName=test
SlurmctldHost=$host($address)
SlurmctldPort=$port
SlurmUser=$(id -un)
AuthType=auth/none
AuthInfo=cred_expire=5
CredType=cred/none
CryptoType=crypto/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
StateSaveLocation=$PWD/slurm/state
SlurmdSpoolDir=$PWD/slurm/spool/%n
SlurmctldPidFile=$PWD/slurm/slurmctld.pid
SlurmdPidFile=$PWD/slurm/%n.pid
SlurmctldLogFile=$PWD/slurm/slurmctld.log
SlurmdLogFile=$PWD/slurm/%n.log
SlurmdTimeout=5
MinJobAge=300
RequeueExit=1
PluginDir=$(dirname "$(find /usr/lib -name auth_none.so | head -n 1)")
CONF
    sed -i '/^CryptoType/d' slurm/slurm.conf
    for ((i = 1; i <= $1; i++)); do
        printf 'NodeName=n%d NodeHostname=%s NodeAddr=%s Port=%d CPUs=%d RealMemory=500 State=UNKNOWN\n' \
            "$i" "$host" "$address" $((port + i)) "$2" >>slurm/slurm.conf
        mkdir -p "slurm/spool/n$i"
    done
    printf 'PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n' >>slurm/slurm.conf
    export SLURM_CONF=$PWD/slurm/slurm.conf
    slurmctld -D -i -c >slurm/controller.out 2>&1 3>/dev/null &
    echo $! >>started
    for ((i = 1; i <= $1; i++)); do
        slurmd -D -N "n$i" >"slurm/n$i.out" 2>&1 3>/dev/null &
        echo $! >"slurm/n$i.process"
        echo $! >>started
    done
    for ((i = 0; i < 100; i++)); do
        [ "$(sinfo -h -N -o %t 2>/dev/null | grep -c idle)" != "$1" ] || return 0
        sleep 0.1
    done
    sinfo -N
    tail -n 5 slurm/*.log slurm/*.out
    return 1
}
