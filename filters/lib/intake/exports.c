#include "intake/exports.h"

#include "intake/bibtex.h"
#include "intake/csv_records.h"
#include "intake/endnote_xml.h"
#include "intake/pubmed_xml.h"
#include "intake/tagged.h"

/* Those with a probe of their own, in the order in which they are tried; the tagged ones stand
 * before the last, which takes whatever has columns. A table whose first line is a header comes
 * before all: its cells may hold anything. */
static const struct export
{
    const char *name;
    bool (*begins)(struct slice beginning);
    void (*read)(struct source * source, struct record_sink * sink);
}
exports[EXPORTS_COUNT] = {
    [TAGGED_RIS] = {.name = "ris"},
    [TAGGED_MEDLINE] = {.name = "medline"},
    [TAGGED_OVID] = {.name = "ovid"},
    [TAGGED_REFER] = {.name = "refer"},
    [TAGGED_REFWORKS] = {.name = "refworks"},
    [TAGGED_WOS] = {.name = "wos"},
    {"pubmed-xml", pubmed_xml_begins, pubmed_xml_read},
    {"endnote-xml", endnote_xml_begins, endnote_xml_read},
    {"bibtex", bibtex_begins, bibtex_read},
    {"csv", csv_records_begins, csv_records_read},
};

const char *exports_name(size_t format)
{
    return exports[format].name;
}

struct slice exports_beginning(struct source *source)
{
    enum { ENOUGH = 32 * 1024 };
    while (!source->last && source->window.size < ENOUGH && source->window.size < source->limit)
        source_advance(source, 0);
    struct slice window = source->window;
    if (source_count(window, '\n') == 0 && source_count(window, '\r') > 0)
        source_end_lines_at_returns(source);
    return window;
}

bool exports_find(struct slice beginning, size_t *format)
{
    enum tagged_format tagged;
    size_t last = EXPORTS_COUNT - 1;
    *format = last;
    if (csv_records_begin_with_header(beginning))
        return true;
    for (*format = TAGGED_FORMATS; *format < last; ++*format)
        if (exports[*format].begins(beginning))
            return true;
    if (!tagged_begins(beginning, &tagged))
        return exports[last].begins(beginning);
    *format = tagged;
    return true;
}

const char *exports_line_ends(const struct source *source)
{
    struct slice beginning = source->window;
    uint64_t feeds = source_count(beginning, '\n'), returns = source_count(beginning, '\r');
    uint64_t both = 0;
    for (struct slice rest = beginning; rest.data;) {
        struct slice line = slice_cut(&rest, '\n');
        both += rest.data && line.size > 0 && line.data[line.size - 1] == '\r';
    }
    if (source->returns || feeds == 0)
        return source->returns ? "cr" : "";
    return returns == 0 ? "lf" : both == feeds && returns == both ? "crlf" : "mixed";
}

void exports_read(size_t format, struct source *source, struct record_sink *sink)
{
    if (exports[format].read)
        exports[format].read(source, sink);
    else
        tagged_read(source, (enum tagged_format)format, sink);
}
