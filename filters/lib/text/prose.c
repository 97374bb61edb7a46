#include "text/prose.h"

#include "base/input.h"
#include "text/break_tables.h"
#include "text/utf8.h"

/* The bytes examined to find a sentence do not depend on the pieces: LONGEST_LOOK before a long one
 * is cut, and LONGEST_REACH after one that ends without white space, because a word may cross its
 * end. */
enum {
    LONGEST_LOOK = PROSE_LONGEST_SENTENCE + PARAGRAPH_LOOK_AHEAD,
    LONGEST_REACH = 4096,
    LONGEST_CHARACTER = 4,
};

void prose_begin(struct prose *prose, uint64_t line)
{
    prose->text.size = prose->used = prose->line_before = 0;
    prose->paragraph_seen = prose->wanted = 0;
    prose->line = line;
    prose->last = prose->in_paragraph = false;
}

struct buffer *prose_add(struct prose *prose, bool last)
{
    struct buffer *text = &prose->text;
    /* The character before `used` is kept, because a # or @ after a letter does not begin a hashtag
     * or mention. */
    size_t kept = prose->used < LONGEST_CHARACTER ? prose->used : LONGEST_CHARACTER;
    size_t dropped = prose->used - kept;
    if (dropped > 0)
        memmove(text->data, text->data + dropped, text->size - dropped);
    text->size -= dropped;
    prose->used = kept;
    prose->paragraph_seen = 0;
    prose->last = last;
    return text;
}

void prose_advance(struct prose *prose, size_t to)
{
    const char *at = prose->text.data + prose->used, *end = prose->text.data + to, *found;
    while (at < end && (found = memchr(at, '\n', (size_t)(end - at)))) {
        prose->line++;
        prose->line_before = 0;
        at = found + 1;
    }
    prose->line_before += utf8_count(slice_make(at, (size_t)(end - at)));
    prose->used = to;
    if (prose->paragraph_seen == 0 || to < prose->paragraph.end)
        return;
    prose->in_paragraph = !prose->paragraph.complete;
    prose->paragraph_seen = 0;
}

/* The end of the last whole character within `most` bytes from `from` on. */
static size_t look_ahead(const struct prose *prose, size_t from, size_t most)
{
    if (prose->text.size - from <= most)
        return prose->text.size;
    size_t end = from + most;
    while (((unsigned char)prose->text.data[end] & 0xc0) == 0x80)
        end--;
    return end;
}

/* Whether a lower-case letter comes before any other letter, digit and terminator. Without one of them
 * no sentence ends, so the answer does not depend on the pieces. */
static bool begins_lower_case(struct slice paragraph)
{
    /* The most frequent case, without the tables. */
    if (paragraph.size > 0 && slice_is_upper(paragraph.data[0]))
        return false;
    while (paragraph.size > 0) {
        size_t end;
        unsigned set = break_sentence_set(break_at(paragraph.data, paragraph.size, 0, &end));
        if (set & (SENTENCE_SET(LOWER) | SENTENCE_SET(UPPER) | SENTENCE_SET(OLETTER) |
                   SENTENCE_SET(NUMERIC) | SENTENCE_SET(ATERM) | SENTENCE_SET(STERM)))
            return set == SENTENCE_SET(LOWER);
        paragraph = slice_from(paragraph, end);
    }
    return false;
}

/* Finds the sentence at `used` in the known part of the paragraph, up to `limit` at most. True if
 * it ends there whatever text follows. */
static bool cut_sentence(struct prose *prose, size_t limit, struct prose_piece *sentence)
{
    const struct paragraph *paragraph = &prose->paragraph;
    size_t bound = paragraph->end < limit ? paragraph->end : limit;
    bool is_last = paragraph->complete && bound == paragraph->end, needs_more = false;
    if (!prose->in_paragraph)
        prose->style.lower_case = begins_lower_case(
            slice_make(prose->text.data + prose->used, bound - prose->used));
    size_t end = sentence_next(prose->text.data, bound, prose->used, prose->rules, &prose->style,
                               &needs_more);
    size_t reach = look_ahead(prose, end, LONGEST_REACH);
    sentence->end = end;
    sentence->bound = reach < bound ? reach : bound;
    /* A sentence that ends without white space, where an export lost it, ends a word too. */
    char last = end > prose->used ? prose->text.data[end - 1] : ' ';
    if ((last == '.' || last == '!' || last == '?') && end < bound &&
        prose->rules == SENTENCE_RULES_TAILORED)
        sentence->bound = end;
    sentence->is_cut = !is_last && (needs_more || end == bound);
    return is_last || (!sentence->is_cut &&
                       (slice_is_blank(prose->text.data[end - 1]) || bound - end >= LONGEST_REACH));
}

/* The place to cut a sentence that is too long: after its last white space, or else anywhere. */
static size_t forced_end(const struct prose *prose, size_t limit)
{
    for (size_t end = limit; end > prose->used + PROSE_LONGEST_SENTENCE / 2; end--)
        if (slice_is_blank(prose->text.data[end - 1]))
            return end;
    return limit;
}

static bool find_sentence(struct prose *prose, struct prose_piece *sentence)
{
    size_t size = prose->text.size, waiting = size - prose->used;
    size_t limit = look_ahead(prose, prose->used, PROSE_LONGEST_SENTENCE);
    size_t seen = look_ahead(prose, prose->used, LONGEST_LOOK);
    bool certain = prose->paragraph_seen > 0 && cut_sentence(prose, limit, sentence);
    if (!certain && prose->paragraph_seen < seen) {
        prose->paragraph = paragraph_find(prose->text.data, seen, prose->used, prose->line_before,
                                          prose->last && seen == size, prose->breaks);
        prose->paragraph_seen = seen;
        certain = cut_sentence(prose, limit, sentence);
    }
    if (!certain && !prose->last && waiting < LONGEST_LOOK) {
        prose->wanted = waiting + waiting / 2;
        return false;
    }
    if (sentence->is_cut)
        sentence->end = sentence->bound = forced_end(prose, limit);
    sentence->begins_paragraph = !prose->in_paragraph;
    prose->in_paragraph = true;
    prose->wanted = 0;
    return true;
}

enum prose_kind prose_next(struct prose *prose, struct prose_piece *piece)
{
    const struct buffer *text = &prose->text;
    size_t space = paragraph_skip_space(text->data, text->size, prose->used);
    *piece = (struct prose_piece){
        .text = text->data, .from = prose->used, .end = prose->used + space, .line = prose->line};
    if (space > 0)
        return PROSE_SPACE;
    /* A long sentence that arrives in small pieces is not examined after each of them. */
    size_t waiting = text->size - prose->used;
    if (waiting == 0 || (waiting < prose->wanted && waiting < LONGEST_LOOK && !prose->last))
        return PROSE_MORE;
    return find_sentence(prose, piece) ? PROSE_SENTENCE : PROSE_MORE;
}

void prose_free(struct prose *prose)
{
    buffer_free(&prose->text);
}
