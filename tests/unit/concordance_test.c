/* Concordances against a slow reference: whatever the windows, units and hits, each line is the
 * piece of the text that a search through the whole text finds. And where units begin. */
#include "count/concordance.h"

#include "base/memory.h"
#include "chance.h"
#include "check.h"
#include "stream/text_units.h"

enum { LIMIT = 64 << 20, SENTENCES = 60, WORDS = 9, TEXTS = 300 };

/* What was written, and what must come out. */
struct text {
    struct buffer stream, plain;
    size_t starts[SENTENCES * WORDS], ends[SENTENCES * WORDS];
    size_t units[SENTENCES * WORDS]; /* first word of the unit */
    struct span spans[SENTENCES][3];
    size_t span_counts[SENTENCES], first_words[SENTENCES];
    bool begins[SENTENCES];
    size_t words, sentences;
};

static void add_word(struct text *text, size_t number, bool last)
{
    static const char *const forms[] = {"a", "Zoë", "co-creation", "a very long word in one token",
                                        ".", "日本"};
    static const char *const miscs[] = {"_", "SpaceAfter=No", "SpacesAfter=\\n\\n",
                                        "SpacesAfter=\\s\\s", "X=1|SpaceAfter=No"};
    static const char *const gaps[] = {" ", "", "\n\n", "  ", ""};
    size_t form = chance(6), gap = chance(5);
    /* Between sentences there is something always, so that no line break is put there. */
    if (last)
        gap = 0;
    buffer_append_format(&text->stream, "%zu\t%s\t%s\n", number + 1, forms[form], miscs[gap]);
    text->starts[text->words] = text->plain.size;
    buffer_append_string(&text->plain, forms[form]);
    text->ends[text->words++] = text->plain.size;
    buffer_append_string(&text->plain, gaps[gap]);
}

static void make_text(struct text *text)
{
    size_t unit = 0;
    *text = (struct text){.sentences = 1 + chance(SENTENCES - 1)};
    buffer_append_string(&text->stream, "# global.columns = ID FORM MISC\n");
    for (size_t i = 0; i < text->sentences; i++) {
        size_t words = 1 + chance(WORDS - 1);
        text->begins[i] = i > 0 && chance(6) == 0;
        text->first_words[i] = text->words;
        if (text->begins[i])
            unit = text->words;
        for (size_t word = 0; word < words; word++) {
            text->units[text->words] = unit;
            add_word(text, word, word + 1 == words);
        }
        buffer_append_char(&text->stream, '\n');
        uint32_t start = 0;
        for (size_t span = 0; span < chance(4) && span < 3; span++) {
            start += chance((uint32_t)words - start);
            text->spans[i][text->span_counts[i]++] = (struct span){
                slice_of("x"), start, start + 1 + chance((uint32_t)words - start)};
        }
    }
}

static void append_line(struct buffer *to, struct slice left, struct slice node, struct slice right)
{
    buffer_append_slice(to, left);
    buffer_append_char(to, '[');
    buffer_append_slice(to, node);
    buffer_append_char(to, ']');
    buffer_append_slice(to, right);
    buffer_append_char(to, '\f');
}

static struct buffer expected_lines(const struct text *text, uint64_t window)
{
    struct buffer lines = {0};
    for (size_t i = 0; i < text->sentences; i++)
        for (size_t k = 0; k < text->span_counts[i]; k++) {
            size_t start = text->first_words[i] + text->spans[i][k].start;
            size_t end = text->first_words[i] + text->spans[i][k].end, from = start, to = end;
            for (uint64_t n = 0; n < window && from > text->units[start]; n++)
                from--;
            for (uint64_t n = 0;
                 n < window && to < text->words && text->units[to] == text->units[start]; n++)
                to++;
            const char *plain = text->plain.data;
            append_line(
                &lines,
                slice_make(plain + text->starts[from], text->starts[start] - text->starts[from]),
                slice_make(plain + text->starts[start], text->ends[end - 1] - text->starts[start]),
                slice_make(plain + text->ends[end - 1], text->ends[to - 1] - text->ends[end - 1]));
        }
    return lines;
}

static void collect(void *context, const struct concordance_line *line)
{
    append_line(context, line->left, line->node, line->right);
}

static struct buffer found_lines(const struct text *text, uint64_t window, size_t *most)
{
    char *path = check_file(text->stream.data, text->stream.size);
    struct buffer lines = {0};
    struct tokens_reader reader;
    struct input *input = input_open(&path, 1, LIMIT);
    struct concordance concordance = {.window = window, .show = collect, .context = &lines};
    tokens_open(&reader, input, NULL);
    for (size_t i = 0; tokens_next(&reader); i++) {
        concordance.running.form = 1;
        concordance.running.misc = 2;
        if (text->begins[i])
            concordance_begin_unit(&concordance);
        concordance_add(&concordance, &reader, text->spans[i], text->span_counts[i], slice_of(""),
                        i);
        *most = concordance.running.count > *most ? concordance.running.count : *most;
    }
    concordance_begin_unit(&concordance);
    concordance_free(&concordance);
    tokens_close(&reader);
    input_close(input);
    unlink(path);
    free(path);
    return lines;
}

TEST("every window shows the text around a hit that a search of the whole text finds")
{
    static const uint64_t windows[] = {0, 1, 2, 8, 1000, CONCORDANCE_WHOLE_UNIT};
    static struct text text;
    for (size_t i = 0; i < TEXTS; i++) {
        make_text(&text);
        for (size_t k = 0; k < sizeof windows / sizeof *windows; k++) {
            size_t most = 0;
            struct buffer expected = expected_lines(&text, windows[k]);
            struct buffer found = found_lines(&text, windows[k], &most);
            CHECK(slice_equal(buffer_slice(&expected), buffer_slice(&found)));
            /* What nobody needs is dropped. */
            CHECK(windows[k] > 8 || most <= 4 * (windows[k] + 2 * WORDS));
            buffer_free(&expected);
            buffer_free(&found);
        }
        buffer_free(&text.stream);
        buffer_free(&text.plain);
    }
}

/* For each sentence, `-` before one that begins a unit, `.` before another. */
static bool units(enum text_unit unit, const char *stream, const char *expected)
{
    char *path = check_file(stream, strlen(stream)), found[64];
    size_t count = 0;
    struct tokens_reader reader;
    struct input *input = input_open(&path, 1, LIMIT);
    struct text_units state = {.unit = unit};
    tokens_open(&reader, input, "ID");
    while (tokens_next(&reader) && count < sizeof found - 1) {
        char mark = text_units_begins(&state, &reader) ? '-' : '.';
        if (reader.token_count > 0)
            found[count++] = mark;
    }
    found[count] = '\0';
    text_units_free(&state);
    tokens_close(&reader);
    input_close(input);
    unlink(path);
    free(path);
    if (strcmp(found, expected) != 0)
        printf("found %s\n", found);
    return strcmp(found, expected) == 0;
}

TEST("documents, sentences, paragraphs and turns begin where the comments say")
{
    static const char turns[] =
        "# newpar\n# turn = 1\n1\n\n# turn = 1\n1\n\n# newpar\n# turn = 1\n1\n\n"
        "# newpar\n# turn = 2\n1\n\n# newdoc id = b\n# newpar\n# turn = 2\n1\n\n";
    CHECK(units(UNIT_DOCUMENT, turns, "-...-"));
    CHECK(units(UNIT_SENTENCE, turns, "-----"));
    CHECK(units(UNIT_PARAGRAPH, turns, "-.---"));
    CHECK(units(UNIT_TURN, turns, "-..--"));
    static const char speakers[] =
        "# newpar\n# speaker = A\n1\n\n# newpar\n# speaker = A\n1\n\n# newpar\n1\n\n1\n\n"
        "# newpar id = p\n1\n\n# speaker = B\n1\n\n";
    CHECK(units(UNIT_TURN, speakers, "-.-.--"));
    CHECK(units(UNIT_TURN, "1\n\n1\n\n", "-."));
    CHECK(units(UNIT_DOCUMENT, "1\n\n# newdoc\n\n# newdoc\n1\n\n1\n\n", "--."));
}
