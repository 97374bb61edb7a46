#include "base/shipped.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/memory.h"

struct slice shipped_find(const char *name)
{
    for (const struct shipped_file *file = shipped_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return file->bytes;
    return (struct slice){NULL, 0};
}

/* Makes *path `above` and `below`; whether that is a folder. */
static bool is_folder_below(struct slice above, const char *below, struct buffer *path)
{
    buffer_clear(path);
    buffer_append_slice(path, above);
    buffer_append_format(path, "%s%c", below, '\0');
    return input_is_folder(path->data);
}

/* Finds the folder of the dictionaries as the command cospan does: installed, it is in share beside
 * libexec; in a clone, at its root. False if it is not there. */
static bool find_folder(struct buffer *path)
{
    enum { LONGEST = 4096 };
    char program[LONGEST];
    /* Linux has this link; other systems need the path of a dictionary. */
    ssize_t size = readlink("/proc/self/exe", program, sizeof program);
    struct slice above = slice_make(program, size > 0 ? (size_t)size : 0);
    while (above.size > 0) {
        if (above.data[--above.size] != '/')
            continue;
        if (is_folder_below(above, "/share/cospan/dicts", path) ||
            (is_folder_below(above, "/filters/lib", path) &&
             is_folder_below(above, "/dicts", path)))
            return true;
    }
    return false;
}

char *shipped_dictionary(const char *name)
{
    struct buffer path = {0};
    char *found = NULL;
    if (!strchr(name, '/') && !strchr(name, '.') && find_folder(&path)) {
        path.size--;
        buffer_append_format(&path, "/%s.tsv%c", name, '\0');
        found = input_is_file(path.data) ? memory_string(slice_of(path.data)) : NULL;
    }
    buffer_free(&path);
    return found;
}

void shipped_suggest_dictionaries(struct suggest *suggest, struct map *names)
{
    struct buffer path = {0};
    DIR *folder = find_folder(&path) ? opendir(path.data) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct slice rest = slice_of(entry->d_name), name = slice_cut(&rest, '.');
        if (rest.data && slice_is(rest, "tsv"))
            map_add(names, name, NULL);
    }
    if (folder)
        closedir(folder);
    uint32_t *sorted = map_sorted(names);
    for (size_t i = 0; i < names->count; i++)
        suggest_add(suggest, map_key(names, sorted[i]));
    free(sorted);
    buffer_free(&path);
}
