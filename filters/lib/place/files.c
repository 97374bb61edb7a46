#include "place/files.h"

#include <fnmatch.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "place/mark.h"
#include "stream/table.h"

/* What is to become of a staged file. */
enum fate {
    FATE_PUT,    /* it takes its place */
    FATE_SAME,   /* it is there already */
    FATE_BESIDE, /* it gets a name of its own beside what a person has edited */
    FATE_REFUSED,
};

struct commit {
    struct target *target;
    struct mark mark;           /* what was made here, and what is coming */
    struct mark before;         /* the mark before that; paths of `removed` are in it */
    struct mark staged;         /* what is in the stage */
    struct folder new;          /* of the stage */
    struct option_list edited;  /* patterns of what persons may edit */
    struct option_list stays;   /* paths whose new file is what was made before it was edited */
    struct option_list removed; /* paths of what goes */
    struct output *output;      /* NULL where nobody is told */
};

static bool has_path(const struct option_list *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], path) == 0)
            return true;
    return false;
}

static void add_path(struct option_list *list, const char *path)
{
    list->items = memory_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = path;
}

static bool is_edited(const struct commit *commit, const char *path)
{
    for (size_t i = 0; i < commit->edited.count; i++)
        if (fnmatch(commit->edited.items[i], path, FNM_PATHNAME) == 0)
            return true;
    return false;
}

/* chart.tsv is chart.new.tsv. */
static char *path_beside(const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t size = dot && dot != name ? (size_t)(dot - path) : strlen(path);
    struct buffer text = {0};
    buffer_append(&text, path, size);
    buffer_append_format(&text, ".new%s", path + size);
    buffer_append_char(&text, '\0');
    return text.data;
}

/* The digest of the file in the target that has this path, "" if it does not exist; false if something
 * else has the place of the file, or of a folder above it. */
static bool digest_there(const struct commit *commit, const char *path, char digest[DIGEST_HEX + 1])
{
    struct folder above;
    const char *name;
    digest[0] = '\0';
    char *part = memory_string(slice_of(path));
    bool good = true;
    /* The folders above that are not there yet will be made. */
    for (char *slash = strchr(part, '/'); slash && good; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (folder_enter_above(&commit->target->folder, part, &above, &name)) {
            enum folder_kind kind = folder_kind(&above, name);
            good = kind == FOLDER_FOLDER || kind == FOLDER_NOTHING;
            folder_close(&above);
        }
        *slash = '/';
    }
    free(part);
    if (!good || !folder_enter_above(&commit->target->folder, path, &above, &name))
        return good;
    good = folder_digest(&above, name, digest) || folder_kind(&above, name) == FOLDER_NOTHING;
    folder_close(&above);
    return good;
}

static enum fate fate_of(const struct commit *commit, const char *path, const char *digest)
{
    char there[DIGEST_HEX + 1];
    if (!digest_there(commit, path, there))
        return FATE_REFUSED;
    if (strcmp(there, digest) == 0)
        return FATE_SAME;
    if (there[0] == '\0' || mark_find(&commit->mark, path, there))
        return FATE_PUT;
    if (!is_edited(commit, path))
        return FATE_REFUSED;
    return FATE_BESIDE;
}

static void refuse(const struct commit *commit, const char *path)
{
    message_fatal(NULL, "'%s/%s' was not made here or was changed since: move it",
                  commit->target->shown, path);
}

/* Ends the program where a file of somebody would be written over, and sees which edited files
 * would be made as they were before. */
static void check(struct commit *commit)
{
    for (size_t i = 0; i < commit->staged.count; i++) {
        const struct mark_entry *entry = &commit->staged.entries[i];
        if (entry->kind == FOLDER_FOLDER)
            continue;
        if (entry->kind != FOLDER_FILE)
            message_fatal(NULL, "'%s/new/%s' is not a file", commit->target->stage.path,
                          entry->path);
        enum fate fate = fate_of(commit, entry->path, entry->digest);
        if (fate == FATE_REFUSED)
            refuse(commit, entry->path);
        if (fate != FATE_BESIDE)
            continue;
        const struct mark_entry *made = mark_find(&commit->mark, entry->path, entry->digest);
        if (made && !made->before) {
            add_path(&commit->stays, entry->path);
            continue;
        }
        char *beside = path_beside(entry->path);
        fate = fate_of(commit, beside, entry->digest);
        if (fate != FATE_PUT && fate != FATE_SAME)
            refuse(commit, beside);
        free(beside);
    }
}

/* Enters the folder above a path in the target; those that are not there are made. */
static bool enter_made(const struct commit *commit, const char *path, struct folder *above,
                       const char **name)
{
    char *part = memory_string(slice_of(path));
    for (char *slash = strchr(part, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (folder_enter_above(&commit->target->folder, part, above, name)) {
            if (folder_kind(above, *name) == FOLDER_NOTHING) {
                struct folder made = folder_make(above, *name, false);
                folder_close(&made);
                folder_sync(above);
            }
            folder_close(above);
        }
        *slash = '/';
    }
    free(part);
    return folder_enter_above(&commit->target->folder, path, above, name);
}

/* Puts the file of the stage where one is that was made here, and looks at that once more when it
 * is out of reach. */
static bool exchange(const struct commit *commit, const struct folder *from, const char *name,
                     const struct folder *to, const char *new_name, const char *path)
{
    char digest[DIGEST_HEX + 1];
    if (!folder_exchange(from, name, to, new_name)) {
        folder_move_over(from, name, to, new_name);
        return true;
    }
    if (folder_digest(from, name, digest) && mark_find(&commit->mark, path, digest)) {
        folder_remove(from, name, false);
        return true;
    }
    folder_exchange(from, name, to, new_name);
    return false;
}

/* Puts a file of the stage at this path. What has changed since `check` is decided anew. */
static enum fate put(const struct commit *commit, const struct mark_entry *entry, const char *path)
{
    struct folder from, to;
    const char *name, *new_name;
    enum fate fate = fate_of(commit, path, entry->digest);
    if (!folder_enter_above(&commit->new, entry->path, &from, &name))
        return FATE_REFUSED;
    while (fate == FATE_PUT || fate == FATE_SAME) {
        if (fate == FATE_SAME) {
            folder_remove(&from, name, false);
            break;
        }
        if (!enter_made(commit, path, &to, &new_name)) {
            fate = FATE_REFUSED;
            break;
        }
        bool done = folder_kind(&to, new_name) == FOLDER_NOTHING
                        ? folder_move(&from, name, &to, new_name)
                        : exchange(commit, &from, name, &to, new_name, path);
        folder_sync(&to);
        folder_close(&to);
        if (done)
            break;
        fate = fate_of(commit, path, entry->digest);
    }
    folder_close(&from);
    return fate;
}

static bool put_or_keep(const struct commit *commit, const struct mark_entry *entry)
{
    enum fate fate = put(commit, entry, entry->path);
    if (fate == FATE_BESIDE) {
        char *beside = path_beside(entry->path);
        fate = put(commit, entry, beside);
        if (commit->output && (fate == FATE_PUT || fate == FATE_SAME)) {
            output_string(commit->output, "kept\t");
            table_encode(slice_of(entry->path), commit->output);
            output_char(commit->output, '\t');
            table_encode(slice_of(beside), commit->output);
            output_char(commit->output, '\n');
        }
        free(beside);
    }
    if (fate == FATE_REFUSED)
        message_error(NULL, "'%s/%s' was changed just now and stays as it is",
                      commit->target->shown, entry->path);
    return fate == FATE_PUT || fate == FATE_SAME;
}

static void make_folder(const struct commit *commit, const char *path)
{
    struct folder above;
    const char *name;
    struct buffer inside = {0};
    buffer_append_format(&inside, "%s/", path);
    buffer_append_char(&inside, '\0');
    if (enter_made(commit, inside.data, &above, &name))
        folder_close(&above);
    buffer_free(&inside);
}

/* Removes a file that is as it was made; false where it stays. */
static bool remove_made(const struct commit *commit, const char *path)
{
    char digest[DIGEST_HEX + 1];
    struct folder above;
    const char *name;
    if (!digest_there(commit, path, digest))
        return false;
    if (digest[0] == '\0')
        return true;
    if (!mark_find(&commit->mark, path, digest) ||
        !folder_enter_above(&commit->target->folder, path, &above, &name))
        return false;
    folder_remove(&above, name, false);
    folder_sync(&above);
    folder_close(&above);
    return true;
}

static struct commit begin(struct target *target)
{
    struct commit commit = {.target = target};
    if (!folder_enter(&target->stage, "new", &commit.new))
        message_fatal(NULL, "'%s/new' is gone", target->stage.path);
    commit.staged = mark_of(&commit.new);
    mark_read(&target->folder, &commit.mark);
    return commit;
}

static void make_folders(const struct commit *commit)
{
    for (size_t i = 0; i < commit->staged.count; i++)
        if (commit->staged.entries[i].kind == FOLDER_FOLDER)
            make_folder(commit, commit->staged.entries[i].path);
}

static void finish(struct commit *commit)
{
    bool good = true;
    make_folders(commit);
    for (size_t i = 0; i < commit->staged.count; i++)
        if (commit->staged.entries[i].kind == FOLDER_FILE &&
            !has_path(&commit->stays, commit->staged.entries[i].path))
            good &= put_or_keep(commit, &commit->staged.entries[i]);
    for (size_t i = 0; i < commit->removed.count; i++)
        good &= remove_made(commit, commit->removed.items[i]);
    /* Where something was changed meanwhile, the mark goes on listing what was and what came. */
    if (good && folder_kind(&commit->target->stage, MARK_NAME) == FOLDER_FILE) {
        folder_move_over(&commit->target->stage, MARK_NAME, &commit->target->folder, MARK_NAME);
        folder_sync(&commit->target->folder);
    }
    mark_free(&commit->mark);
    mark_free(&commit->before);
    mark_free(&commit->staged);
    folder_close(&commit->new);
}

/* All that was made here and is not staged is to be removed. */
static void remove_others(struct commit *commit)
{
    for (size_t i = 0; i < commit->mark.count; i++) {
        const struct mark_entry *entry = &commit->mark.entries[i];
        if (entry->kind == FOLDER_FILE && !mark_path(&commit->staged, entry->path))
            add_path(&commit->removed, entry->path);
    }
}

/* The entries of a path in the mark: one that is as it is there is enough. */
static void announce_known(const struct commit *commit, struct mark *coming, size_t from,
                           size_t end)
{
    const struct mark_entry *entries = commit->mark.entries;
    char digest[DIGEST_HEX + 1];
    bool known = digest_there(commit, entries[from].path, digest) &&
                 mark_find(&commit->mark, entries[from].path, digest);
    for (size_t i = from; i < end; i++)
        if (!known || strcmp(entries[i].digest, digest) == 0)
            mark_add(coming, entries[i].kind, entries[i].digest, entries[i].path)->before =
                entries[i].before && !known;
}

/* The mark as it will be when all is put, in the stage. */
static void prepare_settled(const struct commit *commit, const struct mark *coming)
{
    struct mark settled = {0};
    for (size_t i = 0; i < coming->count; i++) {
        const struct mark_entry *entry = &coming->entries[i];
        if (!entry->before && !has_path(&commit->removed, entry->path))
            mark_add(&settled, entry->kind, entry->digest, entry->path);
    }
    mark_write(&commit->target->stage, &settled, &commit->target->stage);
    mark_free(&settled);
}

/* The mark gets what is coming, and keeps what is there. */
static void announce(struct commit *commit)
{
    struct mark put = {0}, coming = {0};
    for (size_t i = 0; i < commit->staged.count; i++) {
        const struct mark_entry *entry = &commit->staged.entries[i];
        if (entry->kind != FOLDER_FILE || has_path(&commit->stays, entry->path))
            continue;
        bool aside = fate_of(commit, entry->path, entry->digest) == FATE_BESIDE;
        char *path = aside ? path_beside(entry->path) : memory_string(slice_of(entry->path));
        mark_add(&put, FOLDER_FILE, entry->digest, path);
        free(path);
    }
    mark_sort(&put);
    for (size_t i = 0, end; i < commit->mark.count; i = end) {
        for (end = i + 1; end < commit->mark.count && strcmp(commit->mark.entries[i].path,
                                                             commit->mark.entries[end].path) == 0;)
            end++;
        announce_known(commit, &coming, i, end);
    }
    size_t known = coming.count;
    for (size_t i = 0; i < known; i++)
        coming.entries[i].before |= mark_path(&put, coming.entries[i].path) != NULL;
    for (size_t i = 0; i < put.count; i++) {
        struct mark before = coming;
        before.count = known;
        struct mark_entry *same = mark_find(&before, put.entries[i].path, put.entries[i].digest);
        if (same)
            same->before = false;
        else
            mark_add(&coming, FOLDER_FILE, put.entries[i].digest, put.entries[i].path);
    }
    mark_sort(&coming);
    prepare_settled(commit, &coming);
    mark_write(&commit->target->folder, &coming, &commit->target->stage);
    folder_sync(&commit->target->folder);
    mark_free(&put);
    commit->before = commit->mark;
    commit->mark = coming;
}

static void append_lines(struct buffer *state, const char *word, const struct option_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        buffer_append_format(state, "%s\t", word);
        table_append_cell(slice_of(list->items[i]), state);
        buffer_append_char(state, '\n');
    }
}

void files_commit(struct target *target, const struct files_options *options)
{
    struct commit commit = begin(target);
    struct buffer state = {0};
    commit.edited = options->edited;
    commit.removed = options->removed;
    target_settle(&commit.new);
    check(&commit);
    make_folders(&commit);
    if (options->only)
        remove_others(&commit);
    announce(&commit);
    append_lines(&state, "edited", &commit.edited);
    append_lines(&state, "stays", &commit.stays);
    append_lines(&state, "removed", &commit.removed);
    target_note_state(target, buffer_slice(&state));
    buffer_free(&state);
    commit.output = output_open(NULL);
    finish(&commit);
}

void files_recover(struct target *target, struct slice state)
{
    struct commit commit = begin(target);
    struct arena paths = {0};
    struct buffer path = {0};
    while (state.size > 0) {
        struct slice line = slice_cut(&state, '\n');
        struct slice word = slice_cut(&line, '\t');
        buffer_clear(&path);
        table_decode(line, &path);
        add_path(slice_is(word, "edited")  ? &commit.edited
                 : slice_is(word, "stays") ? &commit.stays
                                           : &commit.removed,
                 arena_copy(&paths, buffer_slice(&path)).data);
    }
    finish(&commit);
    buffer_free(&path);
    arena_free(&paths);
    free(commit.edited.items);
    free(commit.stays.items);
    free(commit.removed.items);
}
