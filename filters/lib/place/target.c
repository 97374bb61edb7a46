#include "place/target.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/process.h"

static char *path_in(const struct folder *folder, const char *name)
{
    struct buffer text = {0};
    buffer_append_format(&text, "%s/%s", folder->path, name);
    buffer_append_char(&text, '\0');
    return text.data;
}

struct target target_open(enum target_kind kind, const char *path, const char *shown)
{
    struct target target = {.kind = kind, .stage.descriptor = -1};
    size_t size = strlen(shown);
    while (size > 1 && shown[size - 1] == '/')
        size--;
    target.shown = memory_string(slice_make(shown, size));
    if (kind == TARGET_FOLDER) {
        folder_resolve(path, &target.folder, &target.name);
        target.path = path_in(&target.folder, target.name);
        return target;
    }
    if (kind == TARGET_SCRATCH) {
        const char *chosen = process_get("TMPDIR");
        path = chosen[0] ? chosen : "/tmp";
    } else {
        folder_make_path(path);
    }
    target.folder = folder_open(path);
    target.name = memory_string(slice_of("."));
    target.path = memory_string(slice_of(target.folder.path));
    return target;
}

void target_close(struct target *target)
{
    folder_close(&target->folder);
    free(target->name);
    free(target->path);
    free(target->shown);
}

bool target_lock(struct target *target)
{
    return lock_take(&target->lock, &target->folder, target->name);
}

bool target_enter_stage(struct target *target, const char *name)
{
    if (!name[0] || folder_kind(&target->folder, name) != FOLDER_FOLDER)
        return false;
    if (!folder_owns(&target->folder, name))
        message_fatal(NULL, "'%s/%s' belongs to somebody else", target->folder.path, name);
    return folder_enter(&target->folder, name, &target->stage);
}

void target_make_stage(struct target *target)
{
    static const char *const inside[] = {"new", "scratch"};
    char name[FOLDER_UNGUESSABLE];
    folder_unguessable(name);
    if (target->kind != TARGET_SCRATCH)
        lock_note(&target->lock, name);
    target->stage = folder_make(&target->folder, name, true);
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        struct folder made = folder_make(&target->stage, inside[i], false);
        folder_close(&made);
    }
}

void target_remove_stage(struct target *target)
{
    const char *name = strrchr(target->stage.path, '/') + 1;
    folder_remove_all(&target->folder, name);
    folder_close(&target->stage);
}

void target_note_state(const struct target *target, struct slice state)
{
    folder_replace(&target->stage, "state", state, &target->stage);
    folder_sync(&target->stage);
}

void target_prepare_state(const struct target *target, const char *state)
{
    folder_write(&target->stage, state, slice_of(state));
}

void target_note_prepared(const struct target *target, const char *state)
{
    if (folder_kind(&target->stage, state) == FOLDER_NOTHING) {
        target_note_state(target, slice_of(state));
        return;
    }
    folder_move_over(&target->stage, state, &target->stage, "state");
    folder_sync(&target->stage);
}

bool target_state(const struct target *target, struct buffer *state)
{
    enum { LONGEST_STATE = 64 * 1024 * 1024 };
    return folder_read(&target->stage, "state", LONGEST_STATE, state);
}

static void settle_below(const struct folder *folder, int depth)
{
    if (depth == 0)
        message_fatal(NULL, "'%s' is nested deeper than %d folders", folder->path, FOLDER_DEPTH);
    struct folder_names names = folder_names(folder);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i];
        enum folder_kind kind = folder_kind(folder, name);
        struct folder inner;
        if (kind == FOLDER_LINK)
            continue;
        if (kind != FOLDER_FILE && kind != FOLDER_FOLDER)
            message_fatal(NULL, "'%s/%s' is no file, folder or link", folder->path, name);
        folder_set_mode(folder, name, kind);
        if (kind == FOLDER_FILE) {
            folder_sync_file(folder, name);
        } else if (folder_enter(folder, name, &inner)) {
            settle_below(&inner, depth - 1);
            folder_close(&inner);
        }
    }
    folder_names_free(&names);
    folder_sync(folder);
}

void target_settle(const struct folder *folder)
{
    settle_below(folder, FOLDER_DEPTH);
}
