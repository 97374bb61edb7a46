#include "base/manual_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/memory.h"
#include "base/message.h"

enum { LONGEST_PAGE = 1 << 20 };

/* The section that the line is in. */
enum section { SECTION_OTHER, SECTION_NAME, SECTION_SYNOPSIS, SECTION_DESCRIPTION };

struct parser {
    struct manual_page page;
    const char *name;
    struct place place;
    size_t values_at, most;
    enum section section;
    struct buffer operands;
    struct buffer sentence; /* of the last option, as far as it was read */
    bool in_sentence;
};

static struct slice next_word(struct slice *rest)
{
    struct slice word;
    do
        word = slice_cut(rest, ' ');
    while (word.size == 0 && rest->data);
    return word;
}

static bool is_macro(struct slice word)
{
    return word.size == 2 && slice_is_upper(word.data[0]) && !slice_is_upper(word.data[1]) &&
           slice_is_letter(word.data[1]);
}

static bool closes(struct slice word)
{
    return word.size == 1 && strchr(".,;:?!)]", word.data[0]);
}

/* A word without the escapes of mdoc: `\e` is a backslash, `\&` nothing. */
static void append_word(struct buffer *to, struct slice word)
{
    for (size_t i = 0; i < word.size; i++) {
        char c = word.data[i];
        if (c != '\\' || i + 1 == word.size)
            buffer_append_char(to, c);
        else if (word.data[++i] == 'e')
            buffer_append_char(to, '\\');
        else if (word.data[i] != '&')
            buffer_append_char(to, word.data[i]);
    }
}

/* What the macros of a line put around its words. */
struct rendering {
    struct buffer *to;
    bool apart;           /* a blank goes before the next word */
    const char *before;   /* and this */
    const char *end_word; /* after each word */
    const char *end_line;
};

static void begin_macro(struct rendering *rendering, struct slice macro)
{
    rendering->before = rendering->end_word = "";
    if (slice_is(macro, "Ns"))
        rendering->apart = false;
    else if (slice_is(macro, "Fl"))
        rendering->before = "-";
    else if (slice_is(macro, "Ql"))
        rendering->before = rendering->end_word = "'";
    else if (slice_is(macro, "Op") || slice_is(macro, "Pq")) {
        buffer_append_string(rendering->to, rendering->apart ? " " : "");
        buffer_append_char(rendering->to, slice_is(macro, "Op") ? '[' : '(');
        rendering->apart = false;
        rendering->end_line = slice_is(macro, "Op") ? "]" : ")";
    }
}

static void render_word(struct rendering *rendering, struct slice word)
{
    if (rendering->apart && !closes(word))
        buffer_append_char(rendering->to, ' ');
    if (closes(word)) {
        append_word(rendering->to, word);
    } else {
        buffer_append_string(rendering->to, rendering->before);
        append_word(rendering->to, word);
        buffer_append_string(rendering->to, rendering->end_word);
    }
    rendering->apart = true;
}

/* A line of the page as words, without a leading blank if nothing is there yet. */
static void render(struct slice line, struct buffer *to)
{
    struct rendering rendering = {to, to->size > 0, "", "", ""};
    bool macros = slice_starts(line, "."), section = false;
    struct slice rest = macros ? slice_from(line, 1) : line;
    while (rest.data) {
        struct slice word = next_word(&rest);
        if (word.size == 0)
            break;
        if (macros && is_macro(word)) {
            section = slice_is(word, "Xr");
            begin_macro(&rendering, word);
        } else if (section && word.size == 1 && slice_is_digit(word.data[0])) {
            buffer_append_format(to, "(%c)", word.data[0]);
        } else {
            render_word(&rendering, word);
        }
    }
    buffer_append_string(to, rendering.end_line);
}

static char *take_string(struct buffer *buffer)
{
    char *string = memory_string(buffer_slice(buffer));
    buffer_clear(buffer);
    return string;
}

static struct option *last_option(struct parser *parser)
{
    return &parser->page.options[parser->page.count - 1];
}

/* The sentence as a line of --help: lower case at its beginning, if it is not an abbreviation, and
 * without a full stop. */
static void end_sentence(struct parser *parser)
{
    struct buffer *sentence = &parser->sentence;
    if (sentence->size > 0 && sentence->data[sentence->size - 1] == '.')
        sentence->size--;
    if (sentence->size == 0)
        message_fatal(&parser->place, "expected a sentence about --%s", last_option(parser)->name);
    if (sentence->size > 1 && !slice_is_upper(sentence->data[1]))
        sentence->data[0] = slice_lower(sentence->data[0]);
    last_option(parser)->help = take_string(sentence);
    parser->in_sentence = false;
}

/* The words of a choice, `turn | sentence`, without the blanks. */
static char *choice_words(struct slice rest)
{
    struct buffer words = {0};
    while (rest.data)
        buffer_append_slice(&words, next_word(&rest));
    char *string = take_string(&words);
    buffer_free(&words);
    return string;
}

static void read_option(struct parser *parser, struct slice rest)
{
    struct option option = {.kind = OPTION_FLAG};
    struct manual_page *page = &parser->page;
    while (rest.data && !option.argument) {
        struct slice word = next_word(&rest);
        if (slice_starts(word, "-"))
            option.name = memory_string(slice_from(word, 1));
        else if (slice_is(word, "Ar"))
            option.argument = memory_string(next_word(&rest));
        else if (slice_is(word, "Cm"))
            option.argument = choice_words(rest), option.kind = OPTION_CHOICE;
        else if (word.size == 1 && slice_is_letter(word.data[0]))
            option.letter = word.data[0];
    }
    if (!option.name)
        message_fatal(&parser->place, "expected a long option: .It Fl -name");
    /* What every program has. */
    if (strcmp(option.name, "help") == 0 || strcmp(option.name, "version") == 0)
        return;
    if (page->count == parser->most)
        message_fatal(&parser->place, "more than %zu options", parser->most);
    option.offset = parser->values_at + page->count * sizeof(struct manual_page_value);
    if (option.kind == OPTION_CHOICE) {
        option.offset += offsetof(struct manual_page_value, choice);
    } else if (option.argument && strcmp(option.argument, "N") == 0) {
        option.kind = OPTION_COUNT;
        option.offset += offsetof(struct manual_page_value, number);
    } else if (option.argument) {
        option.kind = OPTION_LIST;
        option.offset += offsetof(struct manual_page_value, texts);
    }
    page->options = memory_grow(page->options, &page->capacity, page->count + 2,
                                sizeof *page->options);
    page->options[page->count++] = option;
    page->options[page->count] = (struct option)OPTION_END;
    parser->in_sentence = true;
}

/* Every `.Nm` is a form of the command, and the lines after it what follows its name. */
static void read_synopsis(struct parser *parser, struct slice line)
{
    struct buffer *operands = &parser->operands;
    if (!slice_starts(line, ".Nm")) {
        if (slice_is(line, ".Op Ar options"))
            return;
        struct buffer words = {0};
        render(line, &words);
        if (operands->size > 0 && operands->data[operands->size - 1] != ' ')
            buffer_append_char(operands, ' ');
        buffer_append_slice(operands, buffer_slice(&words));
        buffer_free(&words);
    } else if (operands->size > 0) {
        buffer_append_format(operands, "\n       %s [options] ", parser->name);
    }
}

static void read_line(struct parser *parser, struct slice line)
{
    if (parser->in_sentence) {
        bool ends = line.size > 0 && line.data[line.size - 1] == '.';
        if (slice_starts(line, ".It") || slice_starts(line, ".El"))
            end_sentence(parser);
        else
            render(line, &parser->sentence);
        if (ends && parser->in_sentence)
            end_sentence(parser);
    }
    if (slice_starts(line, ".Sh "))
        parser->section = slice_is(line, ".Sh NAME")          ? SECTION_NAME
                          : slice_is(line, ".Sh SYNOPSIS")    ? SECTION_SYNOPSIS
                          : slice_is(line, ".Sh DESCRIPTION") ? SECTION_DESCRIPTION
                                                              : SECTION_OTHER;
    else if (parser->section == SECTION_NAME && slice_starts(line, ".Nd "))
        parser->page.purpose = memory_string(slice_from(line, 4));
    else if (parser->section == SECTION_SYNOPSIS)
        read_synopsis(parser, line);
    else if (parser->section == SECTION_DESCRIPTION && slice_starts(line, ".It Fl "))
        read_option(parser, slice_from(line, 4));
}

struct manual_page manual_page_read(const char *path, const char *name, size_t values_at,
                                    size_t most)
{
    struct parser parser = {
        .name = name, .place = {path, 0, 0}, .values_at = values_at, .most = most};
    struct buffer file = input_whole(path, LONGEST_PAGE);
    parser.page.options = memory_grow(NULL, &parser.page.capacity, 1, sizeof(struct option));
    parser.page.options[0] = (struct option)OPTION_END;
    for (struct slice rest = buffer_slice(&file); rest.data;) {
        parser.place.line++;
        read_line(&parser, slice_trim(slice_cut(&rest, '\n')));
    }
    if (!parser.page.purpose)
        message_fatal(&(struct place){path, 0, 0}, "expected a manual page with .Nd");
    parser.page.operands = take_string(&parser.operands);
    buffer_free(&parser.operands);
    buffer_free(&parser.sentence);
    buffer_free(&file);
    return parser.page;
}

void manual_page_clear(struct manual_page_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        values[i] = (struct manual_page_value){.number = UINT64_MAX, .choice = -1};
}
