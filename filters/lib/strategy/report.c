#include "strategy/report.h"

#include "base/message.h"
#include "text/width.h"

/* Bytes of a line that are shown. */
enum { EXCERPT = 72 };

static void show_place(const struct strategy *strategy, const struct strategy_finding *finding)
{
    struct slice text = strategy->lines[finding->line].text;
    size_t from = 0, to = text.size, place = finding->place < to ? finding->place : to;
    if (place > EXCERPT / 2)
        from = place - EXCERPT / 2;
    while (from < place && (text.data[from] & 0xC0) == 0x80)
        from++;
    if (to - from > EXCERPT)
        to = from + EXCERPT;
    while (to < text.size && (text.data[to] & 0xC0) == 0x80)
        to++;
    size_t columns = width_columns(slice_make(text.data + from, place - from));
    message_note(NULL, "    %.*s", (int)(to - from), text.data + from);
    message_note(NULL, "    %*s", (int)columns + 1, "^");
}

size_t strategy_report(const struct strategy *strategy, const char *name, size_t from)
{
    for (; from < strategy->finding_count; from++) {
        const struct strategy_finding *finding = &strategy->findings[from];
        struct strategy_spot spot = strategy_place(strategy, finding);
        struct place place = {name, spot.line, spot.column};
        int size = (int)finding->message.size;
        if (finding->level == STRATEGY_WARNING)
            message_note(&place, "warning: %.*s", size, finding->message.data);
        if (finding->level != STRATEGY_ERROR)
            continue;
        message_error(&place, "%.*s", size, finding->message.data);
        show_place(strategy, finding);
    }
    return from;
}
