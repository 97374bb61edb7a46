#include "base/shipped.h"

struct slice shipped_find(const char *name)
{
    for (const struct shipped_file *file = shipped_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return file->bytes;
    return (struct slice){NULL, 0};
}
