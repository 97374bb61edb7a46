/* normalize - clean text: UTF-8, normal form, punctuation, white space */
#include <stdlib.h>

#include "base/filter.h"
#include "stream/text_cells.h"
#include "text/cleanup.h"
#include "text/hyphen.h"
#include "text/source.h"
#include "text/utf8.h"

enum invalid { INVALID_REPLACE, INVALID_SKIP, INVALID_ERROR };

/* Lines of plain text may be endless. */
static const uint64_t LONGEST_ROW = (uint64_t)256 << 20;

struct settings {
    struct common common;
    int form;
    int invalid;
    bool quotes, dashes, ligatures, soft_hyphens, zero_width, spaces;
    bool dehyphenate, fold_case, strip_accents;
    const char *charset;
    const char *text_columns;
    bool places;
};

/* clang-format off */
static const struct option options[] = {
    {'t', "text", OPTION_TEXT, offsetof(struct settings, text_columns), "COLUMNS",
     "columns of a documents table that hold text (default: text, title, abstract)"},
    {0, "form", OPTION_CHOICE, offsetof(struct settings, form), "nfc|nfkc|none",
     "Unicode normal form of the text (default nfc)"},
    {0, "dehyphenate", OPTION_FLAG, offsetof(struct settings, dehyphenate), NULL,
     "put words together that are divided at the end of a line"},
    {'i', "fold-case", OPTION_FLAG, offsetof(struct settings, fold_case), NULL,
     "letters without upper and lower case"},
    {0, "strip-accents", OPTION_FLAG, offsetof(struct settings, strip_accents), NULL,
     "letters without accents"},
    {0, "keep-quotes", OPTION_UNSET, offsetof(struct settings, quotes), NULL,
     "leave quotation marks and apostrophes as they are"},
    {0, "keep-dashes", OPTION_UNSET, offsetof(struct settings, dashes), NULL,
     "leave hyphens and dashes as they are"},
    {0, "keep-ligatures", OPTION_UNSET, offsetof(struct settings, ligatures), NULL,
     "leave ligatures as they are"},
    {0, "keep-soft-hyphens", OPTION_UNSET, offsetof(struct settings, soft_hyphens), NULL,
     "leave soft hyphens where they are"},
    {0, "keep-zero-width", OPTION_UNSET, offsetof(struct settings, zero_width), NULL,
     "leave characters without width where they are"},
    {0, "keep-space", OPTION_UNSET, offsetof(struct settings, spaces), NULL,
     "leave white space as it is"},
    {0, "from", OPTION_TEXT, offsetof(struct settings, charset), "CHARSET",
     "encoding of the input, if it is not UTF-8: windows-1252, utf-16 ..."},
    {0, "invalid", OPTION_CHOICE, offsetof(struct settings, invalid), "replace|skip|error",
     "what to do with bytes that are no UTF-8"},
    {0, "places", OPTION_FLAG, offsetof(struct settings, places), NULL,
     "add to documents the column source, file and line of each, where there is none"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "normalize",
    .purpose = "clean text: UTF-8, normal form, punctuation, white space",
    .options = options,
    .libraries = {text_utf8proc_version},
};

enum kind { KIND_NONE, KIND_TEXT, KIND_DOCUMENTS };

struct normalizer {
    const struct settings *settings;
    struct source source;
    struct output *output;
    struct cleanup *cleanup;
    struct hyphen hyphen;
    enum kind kind;              /* of the first file, and so of all */
    uint64_t invalid;            /* sequences of this file that are no UTF-8 ... */
    uint64_t invalid_line;       /* ... and the line of the first */
    struct buffer clean, joined; /* on their way to the output */
    struct text_cells cells;     /* of documents */
    struct buffer row;           /* repaired */
    uint64_t all_lines, all_invalid, all_unknown;
};

static void stop_at_invalid(const struct normalizer *normalizer, uint64_t line)
{
    struct place place = source_place(&normalizer->source, line);
    const char *charset = normalizer->settings->charset;
    message_fatal(&place, "invalid %s; --from names another encoding, --invalid replace goes on",
                  charset ? charset : "UTF-8");
}

static void found_invalid(struct normalizer *normalizer, uint64_t count, uint64_t line)
{
    if (normalizer->settings->invalid == INVALID_ERROR)
        stop_at_invalid(normalizer, line);
    if (normalizer->invalid == 0)
        normalizer->invalid_line = line;
    normalizer->invalid += count;
}

static void report_invalid(struct normalizer *normalizer)
{
    const char *fate = normalizer->settings->invalid == INVALID_SKIP ? "skipped"
                                                                     : "replaced by U+FFFD";
    struct place place = source_place(&normalizer->source, normalizer->invalid_line);
    if (normalizer->invalid > 0)
        message_note(&place, "invalid UTF-8 sequences, the first here: %llu, %s",
                     U64(normalizer->invalid), fate);
    normalizer->all_invalid += normalizer->invalid;
    normalizer->invalid = 0;
    uint64_t unknown = source_unknown(&normalizer->source, &place.line);
    if (unknown > 0)
        message_note(&place, "sequences that are no %s, the first here: %llu, %s",
                     normalizer->settings->charset, U64(unknown), fate);
    normalizer->all_unknown += unknown;
}

/* Cleans bytes that go on a text, or end it, into `clean`; returns how many were used. */
static size_t clean(struct normalizer *normalizer, struct slice bytes, bool last, uint64_t line)
{
    size_t first;
    uint64_t unknown_line;
    if (normalizer->settings->invalid == INVALID_ERROR &&
        source_unknown(&normalizer->source, &unknown_line) > 0)
        stop_at_invalid(normalizer, unknown_line);
    uint64_t before = cleanup_ill_formed(normalizer->cleanup, &first);
    size_t used = cleanup_feed(normalizer->cleanup, bytes, last, &normalizer->clean);
    uint64_t count = cleanup_ill_formed(normalizer->cleanup, &first) - before;
    if (count > 0)
        found_invalid(normalizer, count, line + source_count(slice_make(bytes.data, first), '\n'));
    return used;
}

/* What is clean, with its words put together if asked; valid until the next call. What waits for
 * its second half stays in `clean`. */
static struct slice take_clean(struct normalizer *normalizer, bool last)
{
    struct buffer *from = &normalizer->clean, *to = &normalizer->joined;
    buffer_clear(to);
    if (!normalizer->settings->dehyphenate) {
        struct buffer other = *to;
        *to = *from;
        *from = other;
        return buffer_slice(to);
    }
    size_t used = hyphen_feed(&normalizer->hyphen, buffer_slice(from), last, to);
    if (used > 0)
        memmove(from->data, from->data + used, from->size - used);
    from->size -= used;
    return buffer_slice(to);
}

static void normalize_text(struct normalizer *normalizer)
{
    struct source *source = &normalizer->source;
    source_limit(source, normalizer->settings->common.max_record);
    char end = '\n';
    for (bool last = false; !last;) {
        struct slice window = source->window;
        last = source->last;
        source_check(source);
        size_t used = clean(normalizer, window, last, source->lines + 1);
        if (used > 0)
            end = window.data[used - 1];
        if (last && end != '\n')
            clean(normalizer, slice_of("\n"), true, 0);
        output_slice(normalizer->output, take_clean(normalizer, false));
        source_advance(source, used);
    }
    source->lines += end != '\n';
}

/* The row in valid UTF-8; valid until the next one. */
static struct slice repair(struct normalizer *normalizer, struct slice row)
{
    if (utf8_valid_prefix(row) == row.size)
        return row;
    struct buffer *to = &normalizer->row;
    buffer_clear(to);
    uint64_t count = normalizer->settings->invalid == INVALID_SKIP ? utf8_skip_invalid(row, to)
                                                                   : utf8_repair(row, to);
    found_invalid(normalizer, count, normalizer->source.lines);
    return buffer_slice(to);
}

static struct slice clean_cell(void *context, struct slice text)
{
    struct normalizer *normalizer = context;
    clean(normalizer, text, true, normalizer->source.lines);
    return take_clean(normalizer, true);
}

static void normalize_documents(struct normalizer *normalizer)
{
    struct source *source = &normalizer->source;
    struct slice row;
    struct place place = source_place(source, 1);
    uint64_t limit = normalizer->settings->common.max_record;
    source_limit(source, limit == UINT64_MAX ? LONGEST_ROW : limit);
    if (!source_line(source, &row) || !text_cells_begin(&normalizer->cells, repair(normalizer, row),
                                                        normalizer->settings->text_columns, &place))
        return;
    while (source_line(source, &row)) {
        place.line = source->lines;
        text_cells_row(&normalizer->cells, repair(normalizer, row), &place);
    }
}

static void normalize_file(struct normalizer *normalizer)
{
    bool documents = slice_starts(normalizer->source.window, "doc\t");
    if (normalizer->kind == KIND_NONE) {
        normalizer->kind = documents ? KIND_DOCUMENTS : KIND_TEXT;
        if (!documents)
            cleanup_begin_file(normalizer->cleanup);
    }
    struct place place = source_place(&normalizer->source, 0);
    if (normalizer->kind == KIND_DOCUMENTS)
        normalize_documents(normalizer);
    else if (documents)
        message_error(&place, "is a documents table, skipped: the files before it are text");
    else
        normalize_text(normalizer);
}

static void normalize(struct normalizer *normalizer)
{
    while (source_next_file(&normalizer->source)) {
        if (normalizer->source.window.size > 0)
            normalize_file(normalizer);
        report_invalid(normalizer);
        normalizer->all_lines += normalizer->source.lines;
    }
    if (normalizer->kind == KIND_TEXT)
        output_slice(normalizer->output, take_clean(normalizer, true));
}

static void report_totals(const struct normalizer *normalizer)
{
    const struct rewrite_counts *counts = cleanup_counts(normalizer->cleanup);
    const struct output *output = normalizer->output;
    message_detail(NULL,
                   "%llu lines, %llu bytes read, %llu bytes written, %llu invalid sequences, "
                   "%llu unknown to the encoding",
                   U64(normalizer->all_lines), U64(normalizer->source.bytes),
                   U64(output->total + output->size), U64(normalizer->all_invalid),
                   U64(normalizer->all_unknown));
    message_detail(NULL,
                   "changed: %llu quotes, %llu dashes, %llu ligatures, %llu soft hyphens, "
                   "%llu without width, %llu blanks, %llu letters folded, %llu accents, "
                   "%llu words put together (%llu lines fewer)",
                   U64(counts->quotes), U64(counts->dashes), U64(counts->ligatures),
                   U64(counts->soft_hyphens), U64(counts->zero_width), U64(counts->spaces),
                   U64(counts->folded), U64(counts->accents), U64(normalizer->hyphen.joined),
                   U64(normalizer->hyphen.lines_fewer));
}

static struct rewrite_rules rules_of(const struct settings *settings)
{
    if (settings->form == TEXT_AS_IS && (settings->fold_case || settings->strip_accents))
        message_usage("--fold-case and --strip-accents need a normal form, not --form none");
    return (struct rewrite_rules){
        .form = (enum text_form)settings->form,
        .quotes = settings->quotes,
        .dashes = settings->dashes,
        .ligatures = settings->ligatures,
        .soft_hyphens = settings->soft_hyphens,
        .zero_width = settings->zero_width,
        .spaces = settings->spaces,
        .fold_case = settings->fold_case,
        .strip_accents = settings->strip_accents,
        .keep_line_end = settings->dehyphenate,
    };
}

static void release(struct normalizer *normalizer)
{
    source_close(&normalizer->source);
    cleanup_close(normalizer->cleanup);
    hyphen_free(&normalizer->hyphen);
    text_cells_free(&normalizer->cells);
    buffer_free(&normalizer->clean);
    buffer_free(&normalizer->joined);
    buffer_free(&normalizer->row);
}

static void begin(struct normalizer *normalizer, struct input *input)
{
    const struct settings *settings = normalizer->settings;
    bool skip = settings->invalid == INVALID_SKIP;
    struct rewrite_rules rules = rules_of(settings);
    source_open(&normalizer->source, input, settings->charset, skip);
    normalizer->output = output_open(settings->common.output);
    normalizer->cleanup = cleanup_open(&rules, skip ? CLEANUP_SKIP : CLEANUP_REPLACE);
    normalizer->hyphen.soft_hyphens = settings->soft_hyphens;
    normalizer->cells = (struct text_cells){
        .output = normalizer->output,
        .change = clean_cell,
        .context = normalizer,
        .places = settings->places,
    };
}

int main(int argc, char **argv)
{
    struct settings settings = {.common.max_record = UINT64_MAX,
                                .quotes = true,
                                .dashes = true,
                                .ligatures = true,
                                .soft_hyphens = true,
                                .zero_width = true,
                                .spaces = true};
    struct streams streams = filter_read(&filter, argc, argv, &settings);
    struct input *input = input_open(streams.paths, streams.count, UINT64_MAX);
    struct normalizer normalizer = {.settings = &settings};
    begin(&normalizer, input);
    normalize(&normalizer);
    report_totals(&normalizer);
    release(&normalizer);
    input_close(input);
    return message_end(STATUS_DONE);
}
