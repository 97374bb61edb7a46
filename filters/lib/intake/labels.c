#include "intake/labels.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/message.h"
#include "text/utf8.h"

/* Reads `1:02:03`, `00:04` or either with a fraction; returns its length, 0 for anything else. */
static size_t read_clock(struct slice text, bool three, uint64_t *time)
{
    uint64_t parts[3] = {0}, fraction = 0, scale = 100;
    size_t at = 0, count = 0;
    for (;;) {
        size_t digits = 0;
        for (; at < text.size && slice_is_digit(text.data[at]) && digits < 4; at++, digits++)
            parts[count] = parts[count] * 10 + (uint64_t)(text.data[at] - '0');
        if (digits == 0 || (count > 0 && (digits != 2 || parts[count] > 59)) || digits > 3)
            return 0;
        count++;
        if (count == 3 || at + 1 >= text.size || text.data[at] != ':' ||
            !slice_is_digit(text.data[at + 1]))
            break;
        at++;
    }
    if (count < (three ? 3 : 2))
        return 0;
    if (at + 1 < text.size && (text.data[at] == '.' || text.data[at] == ',') &&
        slice_is_digit(text.data[at + 1]))
        for (at++; at < text.size && slice_is_digit(text.data[at]); at++, scale /= 10)
            fraction += scale * (uint64_t)(text.data[at] - '0');
    uint64_t seconds = count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2]
                                  : parts[0] * 60 + parts[1];
    *time = seconds * 1000 + fraction;
    return at;
}

/* `#00:04:09-5#`, as f4 and MAXQDA write it, with tenths; returns its length, 0 for anything else. */
static size_t read_hashed(struct slice text, uint64_t *time)
{
    if (!slice_starts(text, "#"))
        return 0;
    size_t size = read_clock(slice_from(text, 1), true, time), at = 1 + size;
    if (size == 0)
        return 0;
    if (at + 1 < text.size && text.data[at] == '-' && slice_is_digit(text.data[at + 1])) {
        *time += (uint64_t)(text.data[at + 1] - '0') * 100;
        at += 2;
    }
    return at < text.size && text.data[at] == '#' ? at + 1 : 0;
}

bool label_cut_end_time(struct slice *text, uint64_t *time)
{
    enum { LONGEST = 20 };
    struct slice trimmed = slice_trim(*text);
    size_t first = trimmed.size > LONGEST ? trimmed.size - LONGEST : 0;
    for (size_t at = first; at < trimmed.size; at++) {
        uint64_t end;
        size_t size = read_hashed(slice_from(trimmed, at), &end);
        if (size > 0 && at + size == trimmed.size) {
            *time = end;
            *text = slice_trim(slice_make(trimmed.data, at));
            return true;
        }
    }
    return false;
}

static bool cut_string(struct slice *text, const char *string)
{
    if (!slice_starts(*text, string))
        return false;
    *text = slice_from(*text, strlen(string));
    return true;
}

/* Cuts a time in brackets off the beginning: `[00:04:09]`, `\[04:09\]`, `(0:04)`, and the first
 * of two, `[00:04:09 - 00:05:01]`. */
static bool cut_stamp(struct slice *text, uint64_t *time)
{
    struct slice rest = *text;
    uint64_t first, second;
    size_t hashed = read_hashed(rest, &first);
    /* Alone on a line it ends what stands above. */
    if (hashed > 0 && slice_trim(slice_from(rest, hashed)).size > 0) {
        *time = first;
        *text = slice_from(rest, hashed);
        return true;
    }
    cut_string(&rest, "\\");
    bool round = cut_string(&rest, "(");
    if (!round && !cut_string(&rest, "["))
        return false;
    rest = passage_skip_blanks(rest);
    size_t size = read_clock(rest, false, &first);
    if (size == 0)
        return false;
    rest = passage_skip_blanks(slice_from(rest, size));
    if (cut_string(&rest, "-->") || cut_string(&rest, "-") || cut_string(&rest, "–")) {
        rest = passage_skip_blanks(rest);
        size = read_clock(rest, false, &second);
        if (size == 0)
            return false;
        rest = passage_skip_blanks(slice_from(rest, size));
    }
    cut_string(&rest, "\\");
    if (!cut_string(&rest, round ? ")" : "]"))
        return false;
    *time = first;
    *text = rest;
    return true;
}

/* The time at the beginning of a line, with or without brackets, and what parts it from the rest. */
static void cut_first_time(struct slice *text, uint64_t *time)
{
    uint64_t bare;
    size_t size = read_clock(*text, true, &bare);
    if (!cut_stamp(text, time)) {
        if (size == 0 || (size < text->size && !passage_blank(slice_from(*text, size))))
            return;
        *time = bare;
        *text = slice_from(*text, size);
    }
    *text = passage_skip_blanks(*text);
    struct slice rest = *text;
    if (cut_string(&rest, "-") || cut_string(&rest, "–") || cut_string(&rest, ":"))
        if (rest.size == 0 || passage_blank(rest))
            *text = passage_skip_blanks(rest);
}

static bool is_letter(char c)
{
    return slice_is_letter(c) || (unsigned char)c >= 0x80;
}

/* Whether it could be what somebody is called. */
static bool plausible(struct slice name)
{
    size_t words = 0;
    bool letter = false, in_word = false;
    if (name.size == 0 || utf8_count(name) > LABEL_LONGEST ||
        !(is_letter(name.data[0]) || slice_is_digit(name.data[0])))
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if ((unsigned char)c < ' ' || strchr("?!;\"<>{}|=\\*", c))
            return false;
        letter = letter || is_letter(c);
        words += !slice_is_blank(c) && !in_word;
        in_word = !slice_is_blank(c);
    }
    return letter && words <= LABEL_MOST_WORDS;
}

/* `[id1]`: one word with a letter and a digit needs no list. */
static bool is_code(struct slice name)
{
    bool letter = false, digit = false, blank = false;
    for (size_t i = 0; i < name.size; i++) {
        letter = letter || is_letter(name.data[i]);
        digit = digit || slice_is_digit(name.data[i]);
        blank = blank || slice_is_blank(name.data[i]);
    }
    return letter && digit && !blank;
}

/* A mark of bold or italic type. */
static bool cut_bold(struct slice *text)
{
    return cut_string(text, "**") || cut_string(text, "__") || cut_string(text, "*") ||
           cut_string(text, "_");
}

/* The name before `size` bytes of the text, without marks of bold type. */
static struct slice name_before(struct slice text, size_t size, bool bold)
{
    struct slice name = slice_trim(slice_make(text.data, size));
    for (size_t at = name.size > 3 ? name.size - 3 : 0; at < name.size; at++)
        if (passage_skip_blanks(slice_from(name, at)).size == 0)
            name.size = at;
    while (bold && (slice_ends(name, "*") || slice_ends(name, "_")))
        name.size--;
    return slice_trim(name);
}

/* `Name  0:04` alone on a line. */
static bool find_time_at_end(struct slice text, bool bold, struct label *label)
{
    struct slice trimmed = slice_trim(text);
    size_t start = trimmed.size;
    if (trimmed.size > (size_t)8 * LABEL_LONGEST)
        return false;
    while (start > 0 && !slice_is_blank(trimmed.data[start - 1]))
        start--;
    struct slice clock = slice_from(trimmed, start);
    uint64_t time;
    if (start == 0 || clock.size == 0 || read_clock(clock, false, &time) != clock.size)
        return false;
    label->name = name_before(text, start, bold);
    label->rest = slice_make(trimmed.data + trimmed.size, 0);
    label->time = time;
    label->form = LABEL_LINE;
    return true;
}

/* What follows the name from byte `at` on: a time, the end of bold type, a colon. */
static bool find_end(struct slice text, size_t at, bool bold, struct label *label)
{
    struct slice rest = slice_from(text, at);
    uint64_t time = label->time;
    bool stamped = cut_stamp(&rest, &time);
    rest = passage_skip_blanks(rest);
    bool closed = bold && cut_bold(&rest);
    stamped = stamped || (closed && (rest = passage_skip_blanks(rest), cut_stamp(&rest, &time)));
    bool wide = cut_string(&rest, "："), colon = wide || cut_string(&rest, ":");
    if (!colon && !(stamped && slice_trim(rest).size == 0))
        return false;
    /* A reader of Markdown may have taken one mark of `**Name:***` off before. */
    while (colon && cut_bold(&rest))
        closed = true;
    /* 10:30 and http: are no names. A bracket may follow without a blank, and after the colon of
     * Chinese and Japanese anything does. */
    if (rest.size > 0 && !passage_blank(rest) && !closed && !wide && rest.data[0] != '[')
        return false;
    rest = passage_skip_blanks(rest);
    if (!stamped)
        cut_stamp(&rest, &time);
    rest = passage_skip_blanks(rest);
    label->name = name_before(text, at, bold);
    label->rest = rest;
    label->time = time;
    label->form = colon ? LABEL_COLON : LABEL_LINE;
    return true;
}

static bool find_bracket(struct slice text, struct label *label)
{
    const char *end = text.size > 1 && text.data[0] == '['
                          ? memchr(text.data, ']', text.size < 250 ? text.size : 250)
                          : NULL;
    if (!end)
        return false;
    struct slice name = slice_make(text.data + 1, (size_t)(end - text.data) - 1);
    struct slice rest = slice_from(text, name.size + 2);
    bool colon = cut_string(&rest, ":");
    if (rest.size > 0 && !passage_blank(rest))
        return false;
    label->name = slice_trim(name);
    label->rest = slice_trim(passage_skip_blanks(rest));
    uint64_t time;
    bool stamped = label->rest.size > 0 &&
                   read_clock(label->rest, false, &time) == label->rest.size;
    if (stamped) {
        label->rest = slice_from(label->rest, label->rest.size);
        label->time = time;
    }
    label->form = stamped                         ? LABEL_LINE
                  : colon || is_code(label->name) ? LABEL_COLON
                                                  : LABEL_BRACKET;
    return true;
}

static bool find_name(struct slice text, struct label *label)
{
    if (find_bracket(text, label))
        return true;
    bool bold = cut_bold(&text);
    if (bold && label->time == PASSAGE_NO_TIME)
        cut_first_time(&text, &label->time);
    size_t most = text.size < (size_t)6 * LABEL_LONGEST ? text.size : (size_t)6 * LABEL_LONGEST;
    for (size_t at = 1; at < most; at++) {
        char c = text.data[at];
        bool wide = slice_starts(slice_from(text, at), "：");
        bool maybe = c == ':' || c == '[' || c == '(' || c == '\\' || wide ||
                     (bold && (c == '*' || c == '_'));
        if (maybe && find_end(text, at, bold, label))
            return true;
        if (c == ':')
            break;
    }
    return find_time_at_end(text, bold, label);
}

struct label label_find(struct slice line)
{
    struct label label = {.time = PASSAGE_NO_TIME};
    struct slice text = passage_skip_blanks(line);
    cut_first_time(&text, &label.time);
    label.unlabelled = label.rest = text;
    uint64_t time = label.time;
    /* In captions >> is a new speaker, and - one of two. */
    if (cut_string(&text, ">>") || cut_string(&text, "- "))
        text = passage_skip_blanks(text);
    if (!find_name(text, &label) || !plausible(label.name)) {
        label.name = (struct slice){NULL, 0};
        label.rest = label.unlabelled;
        label.time = time;
        label.form = LABEL_COLON;
    }
    return label;
}

/* A name, with or without a colon, or a time, that fills the first cell of a row. */
static void find_cell(struct label *label)
{
    struct slice text = label->unlabelled;
    uint64_t time;
    if (text.size > 0 && read_clock(text, false, &time) == text.size) {
        label->time = time;
        label->rest = label->unlabelled = slice_from(text, text.size);
        return;
    }
    bool bold = cut_bold(&text);
    struct slice name = label->name.data ? label->name : name_before(text, text.size, bold);
    struct slice rest = label->name.data ? label->rest : slice_from(text, text.size);
    if (rest.size > 0 || !plausible(name))
        return;
    label->name = name;
    label->rest = rest;
    label->form = LABEL_CELL;
}

/* What the passage begins with, or who the format says it is from. */
static struct label find_in(const struct labels *labels, const struct passage *passage)
{
    struct label label = {.name = passage->speaker,
                          .rest = passage->text,
                          .unlabelled = passage->text,
                          .time = PASSAGE_NO_TIME};
    if (labels->voices || passage->heading > 0)
        return label;
    label = label_find(passage->text);
    if (passage->heads_row)
        find_cell(&label);
    return label;
}

static struct label_facts *add_name(struct labels *labels, struct slice name)
{
    bool added;
    uint32_t number = map_add(&labels->names, name, &added);
    if (added) {
        labels->facts = memory_grow(labels->facts, &labels->capacity, number + (size_t)1,
                                    sizeof *labels->facts);
        labels->facts[number] = (struct label_facts){0};
    }
    return &labels->facts[number];
}

uint64_t labels_seen(const struct label_facts *facts)
{
    uint64_t seen = 0;
    for (size_t form = 0; form < LABEL_FORMS; form++)
        seen += facts->seen[form];
    return seen;
}

/* How often names that come back come in this form. */
static uint64_t returns(const struct labels *labels, enum label_form form)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < labels->names.count; i++)
        sum += labels->facts[i].seen[form] > 1 ? labels->facts[i].seen[form] : 0;
    return sum;
}

static void decide(struct labels *labels, uint32_t number, const struct speakers *speakers,
                   struct slice doc)
{
    struct label_facts *facts = &labels->facts[number];
    uint32_t row = speakers ? speakers_find(speakers, doc, map_key(&labels->names, number))
                            : SPEAKERS_NONE;
    uint64_t seen = 0;
    for (size_t form = 0; form < LABEL_FORMS; form++)
        seen += labels->counts[form] ? facts->seen[form] : 0;
    facts->listed = row != SPEAKERS_NONE;
    facts->taken = facts->listed ? !speakers_denies(speakers, row) : labels->voices || seen > 1;
    labels->any = labels->any || facts->taken;
}

/* Whether the cells behind names that come back are talk: on average longer than a name. A colon
 * behind the name says so as well. */
static bool cells_talk(const struct labels *labels, const struct passages *passages)
{
    uint64_t cells = 0, words = 0;
    for (size_t i = 0; i + 1 < passages->count; i++) {
        struct label label = find_in(labels, &passages->items[i]);
        if (label.form != LABEL_CELL ||
            labels->facts[map_find(&labels->names, label.name)].seen[LABEL_CELL] < 2)
            continue;
        bool colon = label_find(passages->items[i].text).name.data != NULL;
        cells++;
        words += colon ? LABEL_MOST_WORDS + 1 : passage_words(passages->items[i + 1].text);
    }
    return words > cells * LABEL_MOST_WORDS;
}

void labels_decide(struct labels *labels, const struct passages *passages,
                   const struct speakers *speakers, struct slice doc)
{
    for (size_t i = 0; i < passages->count; i++)
        labels->voices = labels->voices || passages->items[i].speaker.data;
    for (size_t i = 0; i < passages->count; i++) {
        struct label label = find_in(labels, &passages->items[i]);
        if (label.name.size > 0)
            add_name(labels, label.name)->seen[label.form]++;
    }
    labels->counts[LABEL_LINE] = true;
    labels->counts[LABEL_CELL] = cells_talk(labels, passages);
    uint64_t apart = returns(labels, LABEL_LINE) +
                     (labels->counts[LABEL_CELL] ? returns(labels, LABEL_CELL) : 0);
    labels->counts[LABEL_COLON] = apart <= returns(labels, LABEL_COLON);
    for (uint32_t i = 0; i < labels->names.count; i++)
        decide(labels, i, speakers, doc);
}

uint32_t labels_of_passage(const struct labels *labels, const struct passage *passage,
                           struct label *label)
{
    *label = find_in(labels, passage);
    uint32_t number = label->name.size > 0 ? map_find(&labels->names, label->name) : MAP_NONE;
    const struct label_facts *facts = number != MAP_NONE ? &labels->facts[number] : NULL;
    /* `[Anna] nods` is no turn of Anna, nor is her row in a table of who is there. */
    bool sure = label->form == LABEL_COLON || label->form == LABEL_LINE;
    bool holds = facts && facts->taken && (sure || facts->listed || labels->counts[label->form]);
    return holds ? number : MAP_NONE;
}

/* Whether one of the names is the other with a slip of the pen: at most one byte differs, in any
 * case of letters. P1 and P2 are two people. */
static bool is_slip(struct slice a, struct slice b)
{
    enum { SHORTEST = 3 };
    size_t head = 0, tail = 0, most = a.size > b.size ? a.size : b.size;
    size_t least = a.size < b.size ? a.size : b.size;
    if (least < SHORTEST || most - least > 1)
        return false;
    while (head < least && slice_lower(a.data[head]) == slice_lower(b.data[head]))
        head++;
    while (tail < least - head &&
           slice_lower(a.data[a.size - 1 - tail]) == slice_lower(b.data[b.size - 1 - tail]))
        tail++;
    if (most - head - tail > 1)
        return false;
    bool digit = (head < a.size && slice_is_digit(a.data[head])) ||
                 (head < b.size && slice_is_digit(b.data[head]));
    return most == head + tail || !digit;
}

void labels_warn(const struct labels *labels, const char *file)
{
    /* No interview has as many; it bounds the time. */
    enum { MOST = 1000 };
    const struct place place = {file, 0, 0};
    for (uint32_t i = 0; i < labels->names.count && i < MOST; i++)
        for (uint32_t k = 0; k < labels->names.count && k < MOST; k++) {
            struct slice name = map_key(&labels->names, i), other = map_key(&labels->names, k);
            if (labels->facts[i].taken || labels_seen(&labels->facts[i]) > 1 ||
                !labels->facts[k].taken || !is_slip(name, other))
                continue;
            message_note(&place, "comes once, so it is text; is it the label '%.*s'? '%.*s'",
                         SLICE(other), SLICE(name));
            break;
        }
}

void labels_report(const struct labels *labels, const char *file)
{
    enum { LONGEST_LIST = 1800 };
    struct buffer lists[2] = {{0}, {0}};
    for (uint32_t i = 0; i < labels->names.count; i++) {
        struct buffer *list = &lists[labels->facts[i].taken ? 0 : 1];
        if (list->size > LONGEST_LIST)
            continue;
        if (list->size > 0)
            buffer_append_string(list, ", ");
        buffer_append_slice(list, map_key(&labels->names, i));
        buffer_append_format(list, " %llu", U64(labels_seen(&labels->facts[i])));
        if (list->size > LONGEST_LIST)
            buffer_append_string(list, " ...");
    }
    message_note(&(struct place){file, 0, 0}, "labels: %.*s; text: %.*s",
                 lists[0].size ? (int)lists[0].size : 4, lists[0].size ? lists[0].data : "none",
                 lists[1].size ? (int)lists[1].size : 4, lists[1].size ? lists[1].data : "none");
    buffer_free(&lists[0]);
    buffer_free(&lists[1]);
}

void labels_free(struct labels *labels)
{
    map_free(&labels->names);
    free(labels->facts);
    *labels = (struct labels){0};
}
