#include "place/run.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/process.h"
#include "place/files.h"
#include "place/generations.h"
#include "place/whole.h"

static const char *const kinds[] = {"folder", "files", "generations", "scratch", NULL};

/* Takes up or undoes what is in the stage, and removes it. */
static void end_stage(struct target *target)
{
    struct buffer state = {0};
    if (target_state(target, &state)) {
        if (target->kind == TARGET_FOLDER)
            whole_recover(target, buffer_slice(&state));
        else if (target->kind == TARGET_FILES)
            files_recover(target, buffer_slice(&state));
        else
            generations_recover(target, buffer_slice(&state));
    }
    buffer_free(&state);
    target_remove_stage(target);
}

static void take_up(struct target *target)
{
    if (target_enter_stage(target, target->lock.stage))
        end_stage(target);
    lock_note(&target->lock, "");
}

/* The run that has the lock. */
static struct target *running;

/* After trouble, what the run has left goes too, unless putting it in its place has begun: that is
 * for the next run. */
static void abandon(bool finish)
{
    struct target *target = running;
    struct buffer state = {0};
    if (finish || !target)
        return;
    running = NULL;
    if (target->stage.descriptor >= 0) {
        if (target_state(target, &state))
            return;
        target_remove_stage(target);
    }
    if (target->kind != TARGET_SCRATCH)
        lock_release(&target->lock);
}

static void set_environment(const struct target *target, const char *process)
{
    static const struct {
        const char *name, *folder;
    } inside[] = {{"PLACE_STAGE", "new"}, {"TMPDIR", "scratch"}};
    process_set("PLACE_PID", process);
    process_set("PLACE_KIND", kinds[target->kind]);
    process_set("PLACE_TARGET", target->path);
    process_set("PLACE_SHOWN", target->shown);
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        struct buffer path = {0};
        buffer_append_format(&path, "%s/%s", target->stage.path, inside[i].folder);
        buffer_append_char(&path, '\0');
        process_set(inside[i].name, path.data);
        buffer_free(&path);
    }
}

int run_command(enum target_kind kind, const char *path, bool share, char *const *command)
{
    if (!share)
        process_be_private();
    process_hold_signals();
    struct target target = target_open(kind, path, path);
    bool locked = kind != TARGET_SCRATCH;
    if (locked && !target_lock(&target)) {
        message_note(NULL, "another run is at work on '%s'", target.shown);
        target_close(&target);
        return LOCK_STATUS;
    }
    running = &target;
    message_at_end(abandon);
    if (locked)
        take_up(&target);
    if (kind == TARGET_FOLDER)
        whole_check(&target);
    if (kind == TARGET_GENERATIONS)
        generations_check(&target);
    target_make_stage(&target);
    set_environment(&target, process_self());
    int status = process_run(command);
    end_stage(&target);
    running = NULL;
    if (locked)
        lock_release(&target.lock);
    target_close(&target);
    return status;
}

struct target run_target(void)
{
    const char *stage = process_get("PLACE_STAGE"), *path = process_get("PLACE_TARGET");
    const char *last = strrchr(stage, '/');
    size_t kind = 0;
    while (kinds[kind] && strcmp(kinds[kind], process_get("PLACE_KIND")) != 0)
        kind++;
    if (!last || !path[0] || !kinds[kind] || kind == TARGET_SCRATCH)
        message_fatal(NULL, "is called by a command that 'place run' has started");
    struct target target = target_open((enum target_kind)kind, path, process_get("PLACE_SHOWN"));
    char *above = memory_string(slice_make(stage, (size_t)(last - stage)));
    const char *name = strrchr(above, '/') ? strrchr(above, '/') + 1 : above;
    if (!lock_is_held(&target.folder, target.name, name) || !target_enter_stage(&target, name))
        message_fatal(NULL, "the run on '%s' that has started this has ended", target.shown);
    free(above);
    return target;
}
