
#include "strategy/lines.h"

#include <stdlib.h>

#include "base/number.h"
#include "strategy/strategy.h"
#include "text/utf8.h"
#include "strategy/build.h"
#include "strategy/pubmed.h"

/* A typographic mark that was made plain. */
struct mark {
    struct strategy_spot spot;
    struct slice was;
    char plain;
};

/* The text with plain quotes, dashes and spaces, and where each byte of it stood. */
struct plain_text {
    struct buffer bytes;
    struct strategy_spot *spots;
    size_t capacity;
    struct mark *marks;
    size_t mark_count, mark_capacity;
};

/* A line of the file, as bytes of the plain text. */
struct physical {
    size_t from, to;
    size_t text;     /* where the text begins behind a number */
    uint64_t number; /* at its beginning */
    bool numbered;   /* there is a number */
    bool marked;     /* with a mark behind it that says it is one: `1.` */
    bool skipped;    /* blank, a heading of a table, a comment */
    bool stray;      /* above the first number, or behind a blank line of its own */
};

struct physical_lines {
    struct physical *items;
    size_t count, capacity;
};

static void append(struct plain_text *plain, char c, struct strategy_spot spot)
{
    plain->spots = memory_grow(plain->spots, &plain->capacity, plain->bytes.size + 2,
                               sizeof *plain->spots);
    plain->spots[plain->bytes.size] = spot;
    buffer_append_char(&plain->bytes, c);
}

/* What a word processor made of a plain mark; 0 where the character is none, -1 where it goes. */
static int plain_mark(int32_t point)
{
    switch (point) {
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x00AB:
    case 0x00BB:
    case 0xFF02:
        return '"';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x00B4:
    case 0x02BC:
    case 0x2032:
    case 0xFF07:
        return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
        return '-';
    case 0x00A0:
    case 0x2002:
    case 0x2003:
    case 0x2007:
    case 0x2009:
    case 0x200A:
    case 0x202F:
    case 0x3000:
    case '\t':
    case '\v':
    case '\f':
    case '\r':
    case '\0':
        return ' ';
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
        return -1;
    case 0x2217:
        return '*';
    case 0xFF08:
        return '(';
    case 0xFF09:
        return ')';
    default:
        return 0;
    }
}

/* Appends a line of the file, its marks made plain. A tab stays one: hits stand behind it. */
static void append_plain(struct plain_text *plain, struct slice line, uint32_t number)
{
    for (size_t at = 0; at < line.size;) {
        struct strategy_spot spot = {number, (uint32_t)at + 1};
        int32_t point;
        size_t size = utf8_decode(slice_from(line, at), &point);
        int mark = point == '\t' ? '\t' : plain_mark(point);
        if (mark > ' ' && point >= 0x80) {
            plain->marks = memory_grow(plain->marks, &plain->mark_capacity, plain->mark_count + 1,
                                       sizeof *plain->marks);
            plain->marks[plain->mark_count++] = (struct mark){
                spot, slice_make(line.data + at, size), (char)mark};
        }
        if (mark > 0)
            append(plain, (char)mark, spot);
        else if (point == UTF8_INVALID)
            for (size_t i = 0; i < 3; i++)
                append(plain, "\xef\xbf\xbd"[i], spot);
        else if (mark == 0)
            for (size_t i = 0; i < size; i++)
                append(plain, line.data[at + i], spot);
        at += size;
    }
}

static struct slice part(const struct plain_text *plain, size_t from, size_t to)
{
    return slice_make(plain->bytes.data + from, to - from);
}

static size_t skip_blanks(struct slice text, size_t at)
{
    while (at < text.size && slice_is_blank(text.data[at]))
        at++;
    return at;
}

/* The word of letters and digits at a place. */
static struct slice word_at(struct slice text, size_t at)
{
    size_t end = at;
    while (end < text.size && (slice_is_letter(text.data[end]) || slice_is_digit(text.data[end])))
        end++;
    return slice_make(text.data + at, end - at);
}

static bool is_operator(struct slice word)
{
    if (word.size > 3 && strategy_word_is(slice_make(word.data, 3), "adj"))
        return slice_is_digit(word.data[3]);
    return strategy_word_is(word, "or") || strategy_word_is(word, "and") ||
           strategy_word_is(word, "not") || strategy_word_is(word, "adj");
}

/* Reads the number at the beginning of a line. */
static void read_number(const struct plain_text *plain, struct physical *line)
{
    struct slice text = part(plain, line->from, line->to);
    size_t at = skip_blanks(text, 0);
    line->text = line->from + at;
    bool sharp = at < text.size && text.data[at] == '#';
    size_t digits = at += sharp;
    while (at < text.size && slice_is_digit(text.data[at]))
        at++;
    if (at == digits || at - digits > 9 ||
        !number_read_u64(slice_make(text.data + digits, at - digits), &line->number))
        return;
    size_t behind = skip_blanks(text, at);
    line->marked = at < text.size &&
                   (strchr(".):", text.data[at]) != NULL || text.data[at] == '\t');
    if (line->marked && text.data[at] != '\t') {
        /* `2.5` and `1).` are no numbers of lines. */
        if (at + 1 < text.size && !slice_is_blank(text.data[at + 1]) &&
            !slice_is_letter(text.data[at + 1]) && !strchr("(\"*", text.data[at + 1])) {
            line->marked = false;
            return;
        }
        behind = skip_blanks(text, at + 1);
    } else if (at < text.size && !slice_is_blank(text.data[at]))
        return;
    /* `14 or 15` carries on the line before. */
    struct slice word = word_at(text, behind);
    bool combines = behind + word.size < text.size && text.data[behind + word.size] == '/';
    if (!line->marked && is_operator(word) && !combines)
        return;
    line->numbered = true;
    line->marked |= sharp;
    line->text = line->from + behind;
}

/* Lines that are about the strategy: comments, the head of a table, rules of dashes or stars. */
static bool is_about(struct slice text)
{
    text = slice_trim(text);
    if (text.size == 0 || (text.data[0] == '#' && (text.size == 1 || slice_is_blank(text.data[1]))))
        return true;
    bool rule = text.size > 2;
    for (size_t i = 0; i < text.size; i++)
        rule &= strchr("-=_*", text.data[i]) != NULL;
    if (rule)
        return true;
    struct slice word = word_at(text, 0);
    if (slice_starts(text, "#"))
        word = word_at(text, 1);
    if (text.size > 9 && strategy_word_is(word, "database"))
        return text.data[8] == ':' || text.data[8] == '(';
    if (strategy_word_is(slice_make(text.data, text.size < 15 ? text.size : 15), "search strategy"))
        return true;
    size_t behind = word.size;
    return strategy_word_is(word, "searches") &&
           (behind == text.size ||
            strategy_word_is(word_at(text, skip_blanks(text, behind)), "results"));
}

static void read_physical(struct plain_text *plain, struct physical_lines *lines, struct slice text)
{
    uint32_t number = 0;
    /* So that parts of a text whose first line is empty have an address. */
    buffer_reserve(&plain->bytes, text.size + 1);
    for (struct slice rest = text; rest.data;) {
        struct physical line = {.from = plain->bytes.size};
        append_plain(plain, slice_cut(&rest, '\n'), ++number);
        line.to = plain->bytes.size;
        line.skipped = is_about(part(plain, line.from, line.to));
        if (!line.skipped)
            read_number(plain, &line);
        /* The place behind a line is that of its end. */
        append(plain, ' ', (struct strategy_spot){number, (uint32_t)(line.to - line.from) + 1});
        lines->items = memory_grow(lines->items, &lines->capacity, lines->count + 1,
                                   sizeof *lines->items);
        lines->items[lines->count++] = line;
    }
}

/* Whether the numbers at the beginnings are those of lines, and which line is the first that counts:
 * one with a number that the next number follows. Above 1 may stand what the strategy is called. */
static bool is_numbered(const struct physical_lines *lines, size_t *begin)
{
    const struct physical *first = NULL;
    bool title = false;
    for (size_t i = 0; i < lines->count; i++) {
        const struct physical *line = &lines->items[i];
        if (line->skipped)
            continue;
        if (!first && line->numbered && (!title || line->number == 1)) {
            first = line;
            *begin = i;
        } else if (!first)
            title = true;
        else if (line->numbered && line->number == first->number + 1)
            return true;
    }
    return first && !title && (first->marked || first->number == 1);
}

/* Parentheses that are open at the end, negative where more are closed; those in quotes and
 * brackets do not count. */
static int open_parentheses(struct slice text)
{
    int open = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '(' || c == ')'))
            open += c == '(' ? 1 : -1;
    }
    return open;
}

static bool begins_with_operator(struct slice text)
{
    size_t at = skip_blanks(text, 0);
    struct slice word = word_at(text, at);
    at += word.size;
    return is_operator(word) && at < text.size && slice_is_blank(text.data[at]) &&
           text.data[at] != '/';
}

static bool ends_with_operator(struct slice text)
{
    text = slice_trim(text);
    size_t begin = text.size;
    while (begin > 0 &&
           (slice_is_letter(text.data[begin - 1]) || slice_is_digit(text.data[begin - 1])))
        begin--;
    return begin > 0 && slice_is_blank(text.data[begin - 1]) &&
           is_operator(slice_from(text, begin));
}

/* How many lines of a text without numbers are one that was wrapped. */
static size_t wrapped_lines(const struct plain_text *plain, const struct physical_lines *lines,
                            size_t at)
{
    size_t end = at + 1;
    int open = open_parentheses(part(plain, lines->items[at].from, lines->items[at].to));
    for (; end < lines->count; end++) {
        const struct physical *line = &lines->items[end], *before = &lines->items[end - 1];
        struct slice text = part(plain, line->from, line->to);
        if (line->skipped)
            break;
        if (!begins_with_operator(text) &&
            !ends_with_operator(part(plain, before->from, before->to)))
            break;
        open += open_parentheses(text);
    }
    /* What is open may be closed by lines that close more than they open; a line that is whole
     * in itself is one of its own. */
    int closing = open;
    for (size_t next = end; closing > 0 && next < lines->count && next < end + 20; next++) {
        struct slice text = part(plain, lines->items[next].from, lines->items[next].to);
        int more = open_parentheses(text);
        struct slice trimmed = slice_trim(text);
        if (lines->items[next].skipped ||
            (more == 0 && trimmed.size > 0 && strchr("./])", trimmed.data[trimmed.size - 1])))
            break;
        closing += more;
        if (closing == 0)
            return next + 1 - at;
    }
    return end - at;
}

/* Whether the text is digits, with commas between thousands. */
static bool is_count(struct slice text)
{
    size_t since = 0;
    bool comma = false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ',') {
            if (comma ? since != 3 : since == 0 || since > 3)
                return false;
            comma = true;
            since = 0;
        } else if (!slice_is_digit(text.data[i]))
            return false;
        else
            since++;
    }
    return since > 0 && (!comma || since == 3);
}

/* Up to a tab behind which a number of hits and another tab stand: the other columns of the table in
 * a browser. */
static struct slice without_columns(struct slice text)
{
    struct slice rest = text;
    slice_cut(&rest, '\t');
    while (rest.data) {
        struct slice before = slice_make(text.data, (size_t)(rest.data - text.data - 1));
        struct slice cell = slice_cut(&rest, '\t');
        if (rest.data && slice_trim(before).size > 0 && is_count(slice_trim(cell)))
            return before;
    }
    return text;
}

/* Without the number of hits at its end, if there is one. */
static struct slice without_hits(struct slice text)
{
    text = slice_trim(text);
    bool closed = text.size > 0 && text.data[text.size - 1] == ')';
    size_t end = text.size - (closed ? 1 : 0), begin = end;
    while (begin > 0 && (slice_is_digit(text.data[begin - 1]) || text.data[begin - 1] == ','))
        begin--;
    if (begin == end || !is_count(slice_make(text.data + begin, end - begin)))
        return text;
    if (closed && (begin == 0 || text.data[begin - 1] != '('))
        return text;
    begin -= closed;
    if (begin == 0 || !slice_is_blank(text.data[begin - 1]))
        return text;
    struct slice before = slice_trim(slice_make(text.data, begin));
    bool apart = memchr(text.data + before.size, '\t', begin - before.size) ||
                 begin - before.size > 1;
    if (before.size == 0 || ends_with_operator(before) || strategy_word_is(before, "limit"))
        return text;
    char last = before.data[before.size - 1];
    if (slice_ends(before, "or/") || slice_ends(before, "and/") || slice_ends(before, "OR/") ||
        slice_ends(before, "AND/"))
        return text;
    if (closed || apart || strchr("/.])\"", last))
        return before;
    struct slice first = word_at(before, 0);
    if (strategy_word_is(first, "limit"))
        return slice_ends(before, " to") ? text : before;
    if (strategy_word_is(first, "remove"))
        return slice_is_digit(last) ? before : text;
    bool combines = is_count(first) || slice_starts(before, "or/") || slice_starts(before, "and/");
    return combines && slice_is_digit(last) ? before : text;
}

/* A statement made of lines first ... last, of which the first begins behind its number. */
static void add_statement(struct strategy *strategy, const struct plain_text *plain,
                          const struct physical_lines *lines, size_t first, size_t last,
                          uint64_t number)
{
    struct buffer text = {0};
    struct strategy_spot *spots = NULL;
    size_t capacity = 0;
    for (size_t i = first; i <= last; i++) {
        const struct physical *line = &lines->items[i];
        if (line->skipped)
            continue;
        size_t from = i == first ? line->text : line->from;
        for (size_t at = from; at <= line->to; at++) {
            spots = memory_grow(spots, &capacity, text.size + 2, sizeof *spots);
            spots[text.size] = plain->spots[at];
            buffer_append_char(&text, plain->bytes.data[at]);
        }
    }
    struct slice kept = without_hits(without_columns(buffer_slice(&text)));
    struct strategy_line line = {.number = number, .root = STRATEGY_NONE, .cause = STRATEGY_NONE};
    size_t begin = kept.size > 0 ? (size_t)(kept.data - text.data) : 0;
    /* Blanks of any kind and number are one. */
    char *plain_text = arena_allocate(&strategy->arena, kept.size + 1);
    line.spots = arena_allocate(&strategy->arena, (kept.size + 1) * sizeof *spots);
    line.text = slice_make(plain_text, 0);
    for (size_t i = 0; spots && i < kept.size; i++) {
        bool blank = slice_is_blank(kept.data[i]);
        if (blank && slice_is_blank(kept.data[i - 1]))
            continue;
        line.spots[line.text.size] = spots[begin + i];
        plain_text[line.text.size++] = blank ? ' ' : kept.data[i];
    }
    if (text.size > 0)
        line.spots[line.text.size] = spots[begin + kept.size];
    free(spots);
    buffer_free(&text);
    if (line.text.size == 0 && !strategy->numbered)
        return;
    strategy->lines = memory_grow(strategy->lines, &strategy->line_capacity,
                                  strategy->line_count + 1, sizeof *strategy->lines);
    strategy->lines[strategy->line_count++] = line;
}

/* Whether a statement that ends with this line is whole, and the next one, behind a blank line, does
 * not carry it on. */
static bool is_whole(const struct plain_text *plain, const struct physical_lines *lines,
                     size_t first, size_t last, size_t next)
{
    struct slice text = part(plain, lines->items[first].text, lines->items[last].to);
    struct slice further = slice_trim(part(plain, lines->items[next].from, lines->items[next].to));
    text = slice_trim(text);
    return text.size > 0 && !slice_is_letter(text.data[text.size - 1]) &&
           !strchr(",-(", text.data[text.size - 1]) && open_parentheses(text) == 0 &&
           !ends_with_operator(text) && !begins_with_operator(further) &&
           !strchr(".,)]-/", further.data[0]);
}

/* Whether a line of a numbered text begins the next statement. */
static bool begins_statement(const struct physical *line, uint64_t before)
{
    return !line->skipped && line->numbered &&
           (line->number == before + 1 ||
            (line->marked && line->number > before && line->number <= before + 10));
}

static void read_numbered(struct strategy *strategy, const struct plain_text *plain,
                          struct physical_lines *lines, size_t begin)
{
    for (size_t i = 0; i < begin; i++)
        lines->items[i].stray = !lines->items[i].skipped;
    for (size_t at = begin; at < lines->count;) {
        struct physical *line = &lines->items[at];
        if (line->skipped) {
            at++;
            continue;
        }
        size_t end = at + 1, last = at;
        bool whole = false;
        for (; end < lines->count && !begins_statement(&lines->items[end], line->number); end++) {
            struct physical *further = &lines->items[end];
            if (further->skipped)
                continue;
            whole = whole || (last + 1 < end && is_whole(plain, lines, at, last, end));
            further->stray = whole;
            last = whole ? last : end;
        }
        add_statement(strategy, plain, lines, at, last, line->number);
        at = end;
    }
}

static void read_unnumbered(struct strategy *strategy, const struct plain_text *plain,
                            struct physical_lines *lines)
{
    for (size_t at = 0; at < lines->count;) {
        struct physical *line = &lines->items[at];
        size_t count = line->skipped ? 1 : wrapped_lines(plain, lines, at);
        line->text = line->from;
        if (!line->skipped)
            add_statement(strategy, plain, lines, at, at + count - 1, strategy->line_count + 1);
        at += count;
    }
}

/* Typographic marks are read as plain ones. Marks and bytes are both in the order of the file. */
static void find_typographic(struct strategy *strategy, const struct plain_text *plain)
{
    size_t next = 0;
    for (uint32_t number = 0; number < strategy->line_count; number++) {
        const struct strategy_line *line = &strategy->lines[number];
        for (uint32_t at = 0; at < line->text.size && next < plain->mark_count; at++) {
            struct strategy_spot spot = line->spots[at];
            const struct mark *mark = &plain->marks[next];
            while (mark->spot.line < spot.line ||
                   (mark->spot.line == spot.line && mark->spot.column < spot.column)) {
                if (++next == plain->mark_count)
                    return;
                mark = &plain->marks[next];
            }
            if (mark->spot.line == spot.line && mark->spot.column == spot.column)
                strategy_find(strategy, STRATEGY_NOTE, number, at, "'%.*s' is read as %c",
                              SLICE(mark->was), mark->plain);
        }
    }
}

static void find_stray(struct strategy *strategy, const struct plain_text *plain,
                       const struct physical_lines *lines)
{
    size_t first = 0, count = 0;
    for (size_t i = lines->count; i-- > 0;)
        if (lines->items[i].stray) {
            first = i;
            count++;
        }
    if (count == 0)
        return;
    struct slice text = slice_trim(part(plain, lines->items[first].from, lines->items[first].to));
    strategy_find(strategy, STRATEGY_WARNING, 0, 0,
                  "lines that stand in no statement are passed over (%zu), the first is line %zu: "
                  "'%.*s'",
                  count, first + 1, SLICE(text));
}

void strategy_read_lines(struct strategy *strategy, struct slice text, bool single)
{
    struct plain_text plain = {0};
    struct physical_lines lines = {0};
    size_t begin = 0;
    read_physical(&plain, &lines, text.size > 0 ? text : slice_of(""));
    strategy->numbered = !single && is_numbered(&lines, &begin);
    if (strategy->numbered) {
        read_numbered(strategy, &plain, &lines, begin);
        find_stray(strategy, &plain, &lines);
    } else
        read_unnumbered(strategy, &plain, &lines);
    strategy_recognise_pubmed(strategy);
    if (!strategy->pubmed)
        find_typographic(strategy, &plain);
    free(lines.items);
    free(plain.marks);
    free(plain.spots);
    buffer_free(&plain.bytes);
}
