#include "place/whole.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "place/mark.h"

char *whole_change(const struct folder *above, const char *name)
{
    struct folder folder;
    if (!folder_enter(above, name, &folder))
        return NULL;
    struct mark now = mark_of(&folder), made;
    bool marked = mark_read(&folder, &made);
    const char *first = marked          ? mark_difference(&made, &now)
                        : now.count > 0 ? now.entries[0].path
                                        : NULL;
    if (!marked && !first && folder_kind(&folder, MARK_NAME) != FOLDER_NOTHING)
        first = MARK_NAME;
    char *change = first ? memory_string(slice_of(first)) : NULL;
    mark_free(&now);
    mark_free(&made);
    folder_close(&folder);
    return change;
}

bool whole_is_marked(const struct folder *above, const char *name)
{
    struct folder folder;
    if (!folder_enter(above, name, &folder))
        return false;
    bool marked = folder_kind(&folder, MARK_NAME) == FOLDER_FILE;
    folder_close(&folder);
    return marked;
}

bool whole_remove(const struct folder *above, const char *name)
{
    struct folder folder;
    struct mark made;
    if (!folder_enter(above, name, &folder))
        return true;
    if (mark_read(&folder, &made)) {
        /* What is in a folder comes after it in the mark, and goes before it. */
        for (size_t i = made.count; i-- > 0;) {
            struct folder inner;
            const char *last;
            if (!folder_enter_above(&folder, made.entries[i].path, &inner, &last))
                continue;
            folder_remove(&inner, last, made.entries[i].kind == FOLDER_FOLDER);
            folder_close(&inner);
        }
        folder_remove(&folder, MARK_NAME, false);
        mark_free(&made);
    }
    folder_close(&folder);
    return folder_remove(above, name, true) || folder_kind(above, name) == FOLDER_NOTHING;
}

void whole_check(const struct target *target)
{
    enum folder_kind kind = folder_kind(&target->folder, target->name);
    if (kind != FOLDER_NOTHING && kind != FOLDER_FOLDER)
        message_fatal(NULL, "'%s' is not a folder", target->shown);
    char *change = whole_change(&target->folder, target->name);
    if (change)
        message_fatal(NULL,
                      "'%s/%s' was not made here or was changed since: move it, or give another "
                      "folder",
                      target->shown, change);
}

/* Removes the folder that was replaced. */
static void discard(const struct target *target, const char *name)
{
    target_note_prepared(target, "discard");
    if (!whole_remove(&target->stage, name))
        message_fatal(NULL, "'%s/%s' holds what was not made here: move it", target->stage.path,
                      name);
}

/* The old folder comes back, and what took its place is in the stage again. */
static void bring_back(const struct target *target, const char *old)
{
    if (strcmp(old, "old") == 0) {
        if (!folder_move(&target->folder, target->name, &target->stage, "new") ||
            !folder_move(&target->stage, "old", &target->folder, target->name))
            message_fatal(NULL, "'%s' is now '%s/old': move it back", target->shown,
                          target->stage.path);
    } else {
        folder_exchange(&target->stage, "new", &target->folder, target->name);
    }
    folder_sync(&target->folder);
    folder_sync(&target->stage);
    char *change = whole_change(&target->stage, "new");
    if (change)
        message_fatal(NULL, "'%s/new/%s' was not made here: move it", target->stage.path, change);
    discard(target, "new");
}

/* Looks at the folder that was replaced, and removes it or brings it back; false then. */
static bool finish(struct target *target)
{
    const char *old = folder_kind(&target->stage, "old") == FOLDER_FOLDER ? "old" : "new";
    if (folder_kind(&target->stage, old) == FOLDER_NOTHING)
        return true;
    char *change = whole_change(&target->stage, old);
    if (!change) {
        discard(target, old);
        return true;
    }
    bring_back(target, old);
    message_error(NULL, "'%s/%s' was changed just now: '%s' stays as it was", target->shown, change,
                  target->shown);
    free(change);
    return false;
}

static void replace(struct target *target)
{
    if (folder_kind(&target->folder, target->name) == FOLDER_NOTHING) {
        if (!folder_move(&target->stage, "new", &target->folder, target->name))
            message_fatal(NULL, "'%s' was made by somebody else just now", target->shown);
        return;
    }
    if (folder_exchange(&target->stage, "new", &target->folder, target->name))
        return;
    /* In two steps; a run that is killed between them is undone by the next one. */
    if (!folder_move(&target->folder, target->name, &target->stage, "old") ||
        !folder_move(&target->stage, "new", &target->folder, target->name))
        message_fatal(NULL, "'%s' was made by somebody else just now; what it was is '%s/old'",
                      target->shown, target->stage.path);
}

void whole_seal(const struct target *target)
{
    struct folder made;
    if (!folder_enter(&target->stage, "new", &made))
        message_fatal(NULL, "'%s/new' is gone", target->stage.path);
    target_settle(&made);
    struct mark mark = mark_of(&made);
    mark_write(&made, &mark, &target->stage);
    mark_free(&mark);
    folder_sync(&made);
    folder_close(&made);
    folder_set_mode(&target->stage, "new", FOLDER_FOLDER);
}

void whole_commit(struct target *target)
{
    whole_seal(target);
    whole_check(target);
    target_prepare_state(target, "discard");
    target_note_state(target, slice_of("replace"));
    replace(target);
    folder_sync(&target->folder);
    folder_sync(&target->stage);
    finish(target);
}

void whole_recover(struct target *target, struct slice state)
{
    if (slice_is(state, "discard")) {
        if (!whole_remove(&target->stage, "old") || !whole_remove(&target->stage, "new"))
            message_fatal(NULL, "'%s' holds what was not made here: move it", target->stage.path);
        return;
    }
    if (folder_kind(&target->stage, "old") == FOLDER_FOLDER &&
        folder_kind(&target->folder, target->name) == FOLDER_NOTHING) {
        if (!folder_move(&target->stage, "old", &target->folder, target->name))
            message_fatal(NULL, "'%s' is in the place of '%s/old'", target->shown,
                          target->stage.path);
        folder_sync(&target->folder);
        folder_sync(&target->stage);
        discard(target, "new");
        return;
    }
    finish(target);
}
