#include "stream/document_names.h"

#include <stdlib.h>

/* The name without folders and without its last ending; one that begins with a point has none. */
static struct slice short_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    return dot && dot > base ? slice_make(base, (size_t)(dot - base)) : slice_of(base);
}

void document_names_add(struct document_names *names, const char *path)
{
    names->files[map_add(&names->names, short_name(path), NULL)]++;
}

void document_names_open(struct document_names *names, char *const *paths, size_t count)
{
    *names = (struct document_names){.files = memory_zeroed(count + 1, sizeof *names->files)};
    for (size_t i = 0; i < count; i++)
        if (strcmp(paths[i], "-") != 0)
            document_names_add(names, paths[i]);
}

struct slice document_names_find(const struct document_names *names, const char *path)
{
    uint32_t number = map_find(&names->names, short_name(path));
    return number != MAP_NONE && names->files[number] == 1 ? short_name(path) : slice_of(path);
}

void document_names_close(struct document_names *names)
{
    map_free(&names->names);
    free(names->files);
}
