#include "strategy/sets.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/format.h"
#include "base/memory.h"
#include "stream/table.h"

void strategy_sets_open(struct strategy_sets *sets, const struct strategy *strategy,
                        const char *folder)
{
    struct buffer path = {0};
    output_make_folder(folder);
    sets->count = strategy->line_count;
    sets->files = memory_zeroed(sets->count, sizeof(struct output *));
    for (size_t i = 0; i < sets->count; i++) {
        if (!strategy_can_run(&strategy->lines[i]))
            continue;
        buffer_clear(&path);
        buffer_append_format(&path, "%s/%llu.txt", folder, U64(strategy->lines[i].number));
        buffer_append_char(&path, '\0');
        sets->files[i] = output_open(path.data);
    }
    buffer_free(&path);
}

void strategy_sets_add(const struct strategy_sets *sets, size_t line, struct slice id)
{
    if (line >= sets->count || !sets->files[line])
        return;
    table_encode(id, sets->files[line]);
    output_char(sets->files[line], '\n');
}

void strategy_sets_close(struct strategy_sets *sets)
{
    for (size_t i = 0; i < sets->count; i++)
        if (sets->files[i])
            output_close(sets->files[i]);
    free(sets->files);
    *sets = (struct strategy_sets){0};
}
