#include "place/mark.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/message.h"
#include "stream/table.h"

enum { LONGEST_MARK = 256 * 1024 * 1024 };

static const char title[] = "# cospan: what was made in this folder; what is changed or not listed "
                            "here is never replaced\n";

/* Of what is none of these nothing is written; its word stands for what is on its way out. */
static const char *const kinds[] = {
    [FOLDER_FILE] = "file",
    [FOLDER_FOLDER] = "folder",
    [FOLDER_LINK] = "link",
    [FOLDER_OTHER] = "before",
};

struct mark_entry *mark_add(struct mark *mark, enum folder_kind kind, const char *digest,
                            const char *path)
{
    mark->entries = memory_grow(mark->entries, &mark->capacity, mark->count + 1,
                                sizeof *mark->entries);
    struct mark_entry *entry = &mark->entries[mark->count++];
    entry->kind = kind;
    entry->before = false;
    memcpy(entry->digest, digest, strlen(digest) + 1);
    entry->path = arena_copy(&mark->paths, slice_of(path)).data;
    return entry;
}

static int by_path(const void *a, const void *b)
{
    const struct mark_entry *left = a, *right = b;
    int order = strcmp(left->path, right->path);
    return order != 0 ? order : strcmp(left->digest, right->digest);
}

void mark_sort(struct mark *mark)
{
    if (mark->count > 0)
        qsort(mark->entries, mark->count, sizeof *mark->entries, by_path);
}

/* Adds what is in a folder, whose path from the top is `path` and a slash, or empty. */
static void add_below(struct mark *mark, const struct folder *folder, struct buffer *path,
                      int depth)
{
    if (depth == 0)
        message_fatal(NULL, "'%s' is nested deeper than %d folders", folder->path, FOLDER_DEPTH);
    size_t size = path->size;
    struct folder_names names = folder_names(folder);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i];
        char digest[DIGEST_HEX + 1] = "";
        struct folder inner;
        if (size == 0 && strcmp(name, MARK_NAME) == 0)
            continue;
        enum folder_kind kind = folder_kind(folder, name);
        if (kind == FOLDER_NOTHING)
            continue;
        if (kind == FOLDER_FILE && !folder_digest(folder, name, digest))
            kind = FOLDER_OTHER;
        if (kind == FOLDER_LINK) {
            struct buffer link = {0};
            folder_read_link(folder, name, &link);
            digest_hex(buffer_slice(&link), digest);
            buffer_free(&link);
        }
        path->size = size;
        buffer_append(path, name, strlen(name) + 1);
        mark_add(mark, kind, digest, path->data);
        if (kind != FOLDER_FOLDER || !folder_enter(folder, name, &inner))
            continue;
        path->data[path->size - 1] = '/';
        add_below(mark, &inner, path, depth - 1);
        folder_close(&inner);
    }
    folder_names_free(&names);
}

struct mark mark_of(const struct folder *folder)
{
    struct mark mark = {0};
    struct buffer path = {0};
    add_below(&mark, folder, &path, FOLDER_DEPTH);
    buffer_free(&path);
    mark_sort(&mark);
    return mark;
}

void mark_write(const struct folder *folder, const struct mark *mark, const struct folder *stage)
{
    struct buffer text = {0};
    char digest[DIGEST_HEX + 1];
    buffer_append_string(&text, title);
    for (size_t i = 0; i < mark->count; i++) {
        const struct mark_entry *entry = &mark->entries[i];
        buffer_append_format(&text, "%s\t%s\t", kinds[entry->before ? FOLDER_OTHER : entry->kind],
                             entry->digest);
        table_append_cell(slice_of(entry->path), &text);
        buffer_append_char(&text, '\n');
    }
    digest_hex(buffer_slice(&text), digest);
    buffer_append_format(&text, "end\t%s\n", digest);
    folder_replace(folder, MARK_NAME, buffer_slice(&text), stage);
    buffer_free(&text);
}

/* Reads a line of the mark; false if it is not one. */
static bool read_entry(struct slice line, struct mark *mark)
{
    struct slice kind = slice_cut(&line, '\t');
    struct slice digest = line.data ? slice_cut(&line, '\t') : line;
    if (!line.data || digest.size > DIGEST_HEX)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!kinds[i] || !slice_is(kind, kinds[i]))
            continue;
        char hex[DIGEST_HEX + 1];
        struct buffer path = {0};
        memcpy(hex, digest.data, digest.size);
        hex[digest.size] = '\0';
        table_decode(line, &path);
        buffer_append_char(&path, '\0');
        bool before = i == FOLDER_OTHER;
        mark_add(mark, before ? FOLDER_FILE : (enum folder_kind)i, hex, path.data)->before = before;
        buffer_free(&path);
        return true;
    }
    return false;
}

bool mark_read(const struct folder *folder, struct mark *mark)
{
    struct buffer text = {0};
    char digest[DIGEST_HEX + 1], end[sizeof "end\t\n" + DIGEST_HEX];
    size_t end_size = sizeof end - 1;
    *mark = (struct mark){0};
    bool good = folder_read(folder, MARK_NAME, LONGEST_MARK, &text) && text.size > end_size &&
                slice_starts(buffer_slice(&text), title);
    if (good) {
        struct slice lines = slice_make(text.data, text.size - end_size);
        digest_hex(lines, digest);
        snprintf(end, sizeof end, "end\t%s\n", digest);
        good = memcmp(text.data + lines.size, end, end_size) == 0;
        lines = slice_from(lines, sizeof title - 1);
        while (good && lines.size > 0)
            good = read_entry(slice_cut(&lines, '\n'), mark);
    }
    buffer_free(&text);
    if (!good)
        mark_free(mark);
    return good;
}

struct mark_entry *mark_path(const struct mark *mark, const char *path)
{
    size_t low = 0, high = mark->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(mark->entries[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < mark->count && strcmp(mark->entries[low].path, path) == 0 ? &mark->entries[low]
                                                                           : NULL;
}

struct mark_entry *mark_find(const struct mark *mark, const char *path, const char *digest)
{
    struct mark_entry *entry = mark_path(mark, path), *end = mark->entries + mark->count;
    for (; entry && entry < end && strcmp(entry->path, path) == 0; entry++)
        if (strcmp(entry->digest, digest) == 0)
            return entry;
    return NULL;
}

const char *mark_difference(const struct mark *before, const struct mark *now)
{
    size_t i = 0;
    for (; i < before->count && i < now->count; i++) {
        const struct mark_entry *a = &before->entries[i], *b = &now->entries[i];
        int order = strcmp(a->path, b->path);
        if (order != 0 || a->kind != b->kind || strcmp(a->digest, b->digest) != 0)
            return order < 0 ? a->path : b->path;
    }
    return i < before->count ? before->entries[i].path
           : i < now->count  ? now->entries[i].path
                             : NULL;
}

void mark_free(struct mark *mark)
{
    free(mark->entries);
    arena_free(&mark->paths);
    *mark = (struct mark){0};
}
