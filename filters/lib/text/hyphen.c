#include "text/hyphen.h"

#include "text/normal.h"
#include "text/utf8.h"

/* In bytes: a word that is joined, and the blanks around it on its second line. */
enum { LONGEST_WORD = 255, MOST_BLANKS = 64 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The size of the hyphen at the end, or 0. */
static size_t hyphen_size(struct slice text)
{
    return slice_ends(text, "-")              ? 1
           : slice_ends(text, "\xC2\xAD")     ? 2
           : slice_ends(text, "\xE2\x80\x90") ? 3
                                              : 0;
}

/* ---- one word or two ---- */

/* The last code point of a text that is not empty, and in *size the bytes before it. */
static int32_t last_code_point(struct slice text, size_t *size)
{
    size_t at = text.size - 1;
    while (at > 0 && text.size - at < 4 && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    int32_t code_point;
    utf8_decode(slice_from(text, at), &code_point);
    *size = at;
    return code_point;
}

static bool is_letter(int32_t code_point)
{
    return code_point >= 0 && (normal_is_letter(code_point) || normal_is_mark(code_point));
}

/* The letters at the end of the text. */
static struct slice letters_at_end(struct slice text)
{
    size_t begin = text.size, before;
    while (begin > 0 && is_letter(last_code_point(slice_make(text.data, begin), &before)))
        begin = before;
    return slice_from(text, begin);
}

static struct slice letters_at_beginning(struct slice text)
{
    size_t size = 0;
    while (size < text.size) {
        int32_t code_point;
        size_t length = utf8_decode(slice_from(text, size), &code_point);
        if (!is_letter(code_point))
            break;
        size += length;
    }
    return slice_make(text.data, size);
}

static bool is_in_capitals(struct slice letters)
{
    while (letters.size > 0) {
        int32_t code_point;
        letters = slice_from(letters, utf8_decode(letters, &code_point));
        if (!normal_is_upper(code_point) && !normal_is_mark(code_point))
            return false;
    }
    return true;
}

/* Whether the word, in ASCII letters, is in a list separated by single spaces. */
static bool is_one_of(struct slice word, const char *list)
{
    struct slice rest = slice_of(list);
    while (rest.data) {
        struct slice item = slice_cut(&rest, ' ');
        size_t i = 0;
        while (i < item.size && i < word.size && (word.data[i] | 0x20) == item.data[i])
            i++;
        if (i == item.size && i == word.size)
            return true;
    }
    return false;
}

static bool contains(struct slice text, const char *part)
{
    size_t size = strlen(part);
    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, part, size) == 0)
            return true;
    return false;
}

static bool is_address(struct slice text)
{
    return contains(text, "@") || contains(text, "_") || contains(text, "://") ||
           (contains(text, "/") && contains(text, "."));
}

static const char conjunctions[] = "and or nor to but und oder bis et ou och og en";

static const char little_words[] = "of to in and the by on a for up off out with at or";

static const char first_words[] =
    "co non self well cross peer user service patient client consumer community family evidence "
    "decision policy";

static const char endings[] = "s ed es er ers ing ings ish less ness ful ly able al ism";

static const char second_words[] =
    "based led making related oriented centred centered driven focused informed level scale being";

static const char mere_prefixes[] =
    "un in im dis re de mis over under inter intra sub out pre cor ac trans up";

static const char second_words_always[] = "depth term up";

/* Both halves consist of letters, and the second is in upper case only if the first is. */
static bool is_compound(struct slice before, struct slice first, struct slice second,
                        struct slice after)
{
    size_t before_last;
    last_code_point(first, &before_last);
    return before_last == 0 || (slice_ends(before, "-") && is_one_of(first, little_words)) ||
           (slice_starts(after, "-") && is_one_of(second, little_words)) ||
           (is_one_of(first, first_words) && !is_one_of(second, endings)) ||
           is_one_of(second, second_words_always) ||
           (is_one_of(second, second_words) && !is_one_of(first, mere_prefixes));
}

enum hyphen_verdict hyphen_join(struct slice first, struct slice second)
{
    size_t hyphen = hyphen_size(first), ignored;
    bool soft = hyphen == 2;
    first.size -= hyphen;
    if (hyphen == 0 || first.size == 0 || second.size == 0)
        return HYPHEN_APART;
    int32_t last = last_code_point(first, &ignored), next;
    utf8_decode(second, &next);
    bool digit = last >= 0 && normal_is_digit(last);
    bool next_digit = next >= 0 && normal_is_digit(next);
    bool next_upper = next >= 0 && normal_is_upper(next);
    if ((!digit && !is_letter(last)) ||
        (!next_digit && !next_upper && (next < 0 || !normal_is_lower(next))) ||
        is_one_of(second, conjunctions))
        return HYPHEN_APART;
    if (digit || next_digit)
        return HYPHEN_KEPT;
    if (soft)
        return HYPHEN_DROPPED;
    struct slice half = letters_at_end(first);
    struct slice other = letters_at_beginning(second);
    struct slice before = slice_make(first.data, first.size - half.size);
    bool capitals = is_in_capitals(half);
    if (capitals != next_upper || (capitals && !is_in_capitals(other)) || is_address(first) ||
        is_compound(before, half, other, slice_from(second, other.size)))
        return HYPHEN_KEPT;
    return HYPHEN_DROPPED;
}

/* ---- lines ---- */

/* Writes the end of a line or of the text, where a soft hyphen is visible. */
static void write_end(const struct hyphen *hyphen, struct slice text, struct buffer *to)
{
    bool shows = hyphen->soft_hyphens && slice_ends(text, "\xC2\xAD");
    buffer_append(to, text.data, text.size - (shows ? 2 : 0));
    if (shows)
        buffer_append_char(to, '-');
}

static void write_gap(struct hyphen *hyphen, struct buffer *to)
{
    if (hyphen->gap)
        buffer_append_char(to, hyphen->gap);
    hyphen->gap = 0;
}

/* Where the last word of a line begins. */
static size_t word_begin(struct slice line)
{
    size_t begin = line.size;
    while (begin > 0 && !is_blank(line.data[begin - 1]))
        begin--;
    return begin;
}

/* If the last word of the line may be the first half of a hyphenated word, writes the text before
 * the word and keeps the word itself; false otherwise. */
static bool take_word(struct hyphen *hyphen, struct slice line, struct buffer *to)
{
    size_t begin = word_begin(line), ignored;
    size_t size = line.size - begin, sign = hyphen_size(line);
    if (sign == 0 || size == sign || size - sign > LONGEST_WORD ||
        (begin == 0 && hyphen->in_long_word))
        return false;
    int32_t last = last_code_point(slice_make(line.data, line.size - sign), &ignored);
    if (!is_letter(last) && !(last >= 0 && normal_is_digit(last)))
        return false;
    struct slice before = slice_make(line.data, begin);
    /* Otherwise a second blank would remain at the end of the line, or a hyphen that a second pass
     * would take for that of a divided word. */
    hyphen->gap = 0;
    if (begin > 1 && !is_blank(line.data[begin - 2]) &&
        hyphen_size(slice_make(line.data, begin - 1)) == 0) {
        hyphen->gap = line.data[begin - 1];
        before.size--;
    }
    buffer_append_slice(to, before);
    buffer_clear(&hyphen->word);
    buffer_append_slice(&hyphen->word, slice_from(line, begin));
    hyphen->waits = true;
    return true;
}

/* The line after a waiting word: the blanks before its first word, that word, and the rest. `ends`
 * if the rest is empty, `complete` if the bytes are enough to know all this. */
struct next_line {
    struct slice blanks, word;
    size_t size; /* with blanks after the word, and with the newline if it ends */
    bool ends, complete, too_long;
};

static struct next_line read_next_line(struct slice bytes, bool last)
{
    struct next_line line = {0};
    size_t at = 0;
    while (at < bytes.size && at <= MOST_BLANKS &&
           (bytes.data[at] == ' ' || bytes.data[at] == '\t' || bytes.data[at] == '\f'))
        at++;
    line.blanks = slice_make(bytes.data, at);
    size_t begin = at;
    while (at < bytes.size && at - begin <= LONGEST_WORD && !is_blank(bytes.data[at]) &&
           bytes.data[at] != '\n')
        at++;
    line.word = slice_make(bytes.data + begin, at - begin);
    size_t after = at;
    while (at < bytes.size && at - after <= MOST_BLANKS && is_blank(bytes.data[at]))
        at++;
    line.too_long = line.blanks.size > MOST_BLANKS || line.word.size > LONGEST_WORD ||
                    at - after > MOST_BLANKS;
    bool newline = at < bytes.size && bytes.data[at] == '\n';
    line.complete = line.too_long || at < bytes.size || last;
    line.ends = newline || at == bytes.size;
    line.size = line.ends ? at + newline : after + 1;
    return line;
}

/* Adds the second half to the waiting word, with or without the hyphen. */
static void join(struct hyphen *hyphen, struct slice second, bool dropped)
{
    if (dropped) {
        hyphen->word.size -= hyphen_size(buffer_slice(&hyphen->word));
    } else if (slice_ends(buffer_slice(&hyphen->word), "\xC2\xAD")) {
        hyphen->word.size -= 2;
        buffer_append_char(&hyphen->word, '-');
    }
    buffer_append_slice(&hyphen->word, second);
    hyphen->joined++;
}

/* Writes the waiting word. */
static void let_go(struct hyphen *hyphen, bool newline, struct buffer *to)
{
    write_gap(hyphen, to);
    write_end(hyphen, buffer_slice(&hyphen->word), to);
    if (newline)
        buffer_append_char(to, '\n');
    hyphen->waits = false;
}

/* Whether the joined word, which now ends a line, may be the first half of another. */
static bool waits_on(struct hyphen *hyphen)
{
    struct slice word = buffer_slice(&hyphen->word);
    size_t sign = hyphen_size(word);
    return sign > 0 && word.size - sign <= LONGEST_WORD;
}

/* Decides about the waiting word, given the bytes after its newline, and sets *used to how many of
 * them were used; false if they are too few. */
static bool decide(struct hyphen *hyphen, struct slice bytes, bool last, size_t *used,
                   struct buffer *to)
{
    struct next_line line = read_next_line(bytes, last);
    *used = 0;
    if (!line.complete)
        return false;
    enum hyphen_verdict verdict = line.too_long || (!line.ends && hyphen_size(line.word) > 0)
                                      ? HYPHEN_APART
                                      : hyphen_join(buffer_slice(&hyphen->word), line.word);
    if (verdict == HYPHEN_APART) {
        let_go(hyphen, true, to);
        return true;
    }
    *used = line.size;
    join(hyphen, line.word, verdict == HYPHEN_DROPPED);
    if (!line.ends) {
        let_go(hyphen, true, to);
        buffer_append_slice(to, line.blanks);
        return true;
    }
    bool newline = line.size > 0 && bytes.data[line.size - 1] == '\n';
    if (hyphen->gap) {
        hyphen->gap = 0;
        buffer_append_char(to, '\n');
        buffer_append_slice(to, line.blanks);
    } else {
        hyphen->lines_fewer++;
    }
    if (!newline || !waits_on(hyphen))
        let_go(hyphen, newline, to);
    return true;
}

/* The number of bytes of an unfinished line that may be written: all but its last word and the
 * blank before it. */
static size_t safe_size(struct hyphen *hyphen, struct slice line)
{
    enum { BEFORE = 4 };
    size_t begin = word_begin(line);
    hyphen->in_long_word &= begin == 0;
    /* The word may still be short enough once its soft or typographic hyphen is removed. */
    if (line.size - begin > LONGEST_WORD + 2 * BEFORE) {
        hyphen->in_long_word = true;
        return line.size - BEFORE;
    }
    return begin > BEFORE ? begin - BEFORE : 0;
}

size_t hyphen_feed(struct hyphen *hyphen, struct slice bytes, bool last, struct buffer *to)
{
    size_t at = 0;
    for (;;) {
        if (hyphen->waits) {
            size_t used;
            if (!decide(hyphen, slice_from(bytes, at), last, &used, to))
                return at;
            at += used;
            continue;
        }
        struct slice rest = slice_from(bytes, at);
        const char *newline = rest.size > 0 ? memchr(rest.data, '\n', rest.size) : NULL;
        if (!newline)
            break;
        struct slice line = slice_make(rest.data, (size_t)(newline - rest.data));
        if (!take_word(hyphen, line, to)) {
            write_end(hyphen, line, to);
            buffer_append_char(to, '\n');
        }
        hyphen->in_long_word = false;
        at += line.size + 1;
    }
    struct slice rest = slice_from(bytes, at);
    if (last) {
        write_end(hyphen, rest, to);
        hyphen->in_long_word = false;
        return bytes.size;
    }
    size_t size = safe_size(hyphen, rest);
    buffer_append(to, rest.data, size);
    return at + size;
}

void hyphen_free(struct hyphen *hyphen)
{
    buffer_free(&hyphen->word);
}
