#include "text/cleanup.h"

#include <stdlib.h>

#include "base/memory.h"
#include "text/utf8.h"

enum { PAGE = 256, PAGES = 0x110000 / PAGE };

struct cleanup {
    struct rewrite rewrite;
    enum cleanup_invalid invalid;
    uint64_t ill_formed;
    size_t first_ill_formed;
    /* `rewrite` holds nothing back and knows the preceding text. */
    bool settled;
    /* ASCII bytes that stop the scan, or 0xFF if the rule is off, as 0xFF stops it in any case. */
    unsigned char tab, grave, blank;
    /* rewrite_class of each code point, in pages filled as they are needed; 0 is unknown. */
    unsigned char *pages[PAGES];
};

struct cleanup *cleanup_open(const struct rewrite_rules *rules, enum cleanup_invalid invalid)
{
    struct cleanup *cleanup = memory_zeroed(1, sizeof *cleanup);
    cleanup->rewrite.rules = *rules;
    cleanup->rewrite.beginning = REWRITE_BEGUN;
    cleanup->invalid = invalid;
    cleanup->settled = true;
    cleanup->first_ill_formed = SIZE_MAX;
    cleanup->tab = rules->spaces ? '\t' : 0xFF;
    cleanup->blank = rules->spaces ? ' ' : 0xFF;
    cleanup->grave = rules->quotes ? '`' : 0xFF;
    return cleanup;
}

void cleanup_begin_file(struct cleanup *cleanup)
{
    cleanup->rewrite.beginning = 0;
    cleanup->settled = false;
}

void cleanup_close(struct cleanup *cleanup)
{
    for (size_t i = 0; i < PAGES; i++)
        free(cleanup->pages[i]);
    free(cleanup);
}

uint64_t cleanup_ill_formed(const struct cleanup *cleanup, size_t *first)
{
    *first = cleanup->first_ill_formed;
    return cleanup->ill_formed;
}

const struct rewrite_counts *cleanup_counts(const struct cleanup *cleanup)
{
    return &cleanup->rewrite.counts;
}

static unsigned char class_of(struct cleanup *cleanup, int32_t code_point)
{
    unsigned char **page = &cleanup->pages[code_point / PAGE];
    if (!*page)
        *page = memory_zeroed(PAGE, 1);
    unsigned char *class = &(*page)[code_point % PAGE];
    if (*class == 0)
        *class = rewrite_class(&cleanup->rewrite, code_point);
    return *class;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether a rule may apply to this byte, given the next one. */
static unsigned needs_look(const struct cleanup *cleanup, unsigned char byte, unsigned char next)
{
    return (unsigned)(byte >= 0x80) | (byte == cleanup->tab) | (byte == '\r') |
           (byte == cleanup->grave) | ((unsigned)(byte == cleanup->blank) & (next <= ' '));
}

/* The first byte from `at` on that a rule may apply to, or the size. A blank as the last byte
 * counts, since nothing is known of the text after it. */
static size_t scan(const struct cleanup *cleanup, struct slice bytes, size_t at)
{
    enum { STEP = 32 };
    const unsigned char *data = (const unsigned char *)bytes.data;
    size_t size = bytes.size;
    if (data[at] >= 0x80)
        return at;
    /* A loop of fixed length without branches, which compilers make into vector instructions. */
    for (; size - at > STEP; at += STEP) {
        unsigned char any = 0;
        for (size_t i = 0; i < STEP; i++)
            any |= (unsigned char)needs_look(cleanup, data[at + i], data[at + i + 1]);
        if (any)
            break;
    }
    for (; at + 1 < size; at++)
        if (needs_look(cleanup, data[at], data[at + 1]))
            return at;
    return at < size && !needs_look(cleanup, data[at], ' ') ? size : at;
}

/* Changes ASCII letters to lower case; returns how many changed. */
static unsigned fold_some(char *data, size_t size)
{
    unsigned char count = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char upper = data[i] >= 'A' && data[i] <= 'Z';
        count = (unsigned char)(count + upper);
        data[i] = (char)(data[i] | upper << 5);
    }
    return count;
}

/* Copies bytes that no rule applies to, except case folding. */
static void copy(struct cleanup *cleanup, const char *from, size_t size, struct buffer *to)
{
    enum { STEP = 64 };
    buffer_append(to, from, size);
    if (!cleanup->rewrite.rules.fold_case)
        return;
    char *data = to->data + to->size - size;
    for (; size >= STEP; size -= STEP, data += STEP)
        cleanup->rewrite.counts.folded += fold_some(data, STEP);
    cleanup->rewrite.counts.folded += fold_some(data, size);
}

/* The beginning of the last character before `at`, with its mark, but not before `from`. */
static size_t step_back(struct cleanup *cleanup, struct slice bytes, size_t from, size_t at)
{
    while (at > from) {
        do
            at--;
        while (at > from && ((unsigned char)bytes.data[at] & 0xC0) == 0x80);
        if ((unsigned char)bytes.data[at] < 0x80)
            break;
        int32_t code_point;
        utf8_decode(slice_from(bytes, at), &code_point);
        if (class_of(cleanup, code_point) != REWRITE_MARK)
            break;
    }
    return at;
}

/* Whether the bytes end within a sequence that more of them could complete. */
static bool is_cut(struct slice bytes, size_t at, bool last)
{
    return !last && utf8_incomplete_end(slice_from(bytes, at)) == bytes.size - at;
}

static bool is_calm(struct cleanup *cleanup, int32_t code_point)
{
    if (code_point >= 0x80)
        return class_of(cleanup, code_point) == REWRITE_QUIET;
    return code_point != ' ' && code_point != '\t' && code_point != '\r' && code_point != '\n' &&
           code_point != '`';
}

/* Rewrites code points from `at` on up to the first one after `through` that no rule applies to,
 * where the cleanup is settled. Returns the offset it reached. */
static size_t rewrite_some(struct cleanup *cleanup, struct slice bytes, size_t at, size_t through,
                           bool last, struct buffer *to)
{
    struct rewrite *rewrite = &cleanup->rewrite;
    cleanup->settled = false;
    while (at < bytes.size) {
        int32_t code_point;
        size_t length = utf8_decode(slice_from(bytes, at), &code_point);
        if (code_point == UTF8_INVALID) {
            if (is_cut(bytes, at, last))
                return at;
            if (cleanup->first_ill_formed == SIZE_MAX)
                cleanup->first_ill_formed = at;
            cleanup->ill_formed++;
            if (cleanup->invalid == CLEANUP_REPLACE)
                rewrite_code_point(rewrite, UTF8_REPLACEMENT, to);
        } else {
            if (at > through && rewrite->beginning == REWRITE_BEGUN &&
                is_calm(cleanup, code_point)) {
                rewrite_settle(rewrite, code_point, to);
                cleanup->settled = true;
                return at;
            }
            rewrite_code_point(rewrite, code_point, to);
        }
        at += length;
    }
    if (last) {
        rewrite_finish(rewrite, to);
        cleanup->settled = rewrite->beginning == REWRITE_BEGUN;
    }
    return at;
}

/* The decision about the place where the scan stopped. */
enum verdict { PASS, REPLACE, REWRITE, WAIT };

struct judgement {
    enum verdict verdict;
    size_t length;    /* bytes that it covers */
    char replacement; /* '\0' for nothing */
};

static enum verdict judge_grave(struct slice bytes, size_t done, size_t at, bool last)
{
    if (at == done)
        return REWRITE;
    char before = bytes.data[at - 1];
    if (!is_ascii_letter(before) && (unsigned char)before < 0x80)
        return PASS;
    if (at + 1 == bytes.size)
        return last ? PASS : WAIT;
    char after = bytes.data[at + 1];
    if (((unsigned char)before | (unsigned char)after) & 0x80)
        return REWRITE;
    return is_ascii_letter(after) ? REPLACE : PASS;
}

/* Whether the character at `at` is a starter that no rule applies to or that is replaced by one. */
static enum verdict judge_follower(struct cleanup *cleanup, struct slice bytes, size_t at,
                                   bool last)
{
    if (at == bytes.size)
        return last ? PASS : WAIT;
    int32_t code_point;
    utf8_decode(slice_from(bytes, at), &code_point);
    if (code_point == UTF8_INVALID)
        return is_cut(bytes, at, last) ? WAIT : REWRITE;
    if (code_point < 0x80)
        return PASS;
    unsigned char class = class_of(cleanup, code_point);
    return class == REWRITE_MARK || class == REWRITE_RULE ? REWRITE : PASS;
}

/* A run of spaces and tabs that may become a single plain space. Runs with other characters and
 * very long runs are left to rewrite.h. */
static struct judgement judge_blanks(struct cleanup *cleanup, struct slice bytes, size_t at)
{
    size_t end = at;
    bool space = false;
    for (; end < bytes.size && (bytes.data[end] == ' ' || bytes.data[end] == '\t'); end++)
        space |= bytes.data[end] == ' ';
    if (end == bytes.size || bytes.data[end] == '\r' || (unsigned char)bytes.data[end] >= 0x80)
        return (struct judgement){.verdict = REWRITE};
    bool dropped = bytes.data[end] == '\n';
    cleanup->rewrite.counts.spaces += end - at - (space && !dropped);
    return (struct judgement){REPLACE, end - at, dropped ? '\0' : ' '};
}

static struct judgement judge_code_point(struct cleanup *cleanup, struct slice bytes, size_t done,
                                         size_t at, bool last)
{
    struct judgement judgement = {.verdict = REWRITE};
    int32_t code_point;
    size_t length = judgement.length = utf8_decode(slice_from(bytes, at), &code_point);
    if (code_point == UTF8_INVALID) {
        if (is_cut(bytes, at, last))
            judgement.verdict = WAIT;
        return judgement;
    }
    unsigned char class = class_of(cleanup, code_point);
    if (class == REWRITE_QUIET) {
        judgement.verdict = PASS;
    } else if (class == REWRITE_MARK && at > done) {
        judgement.verdict = judge_follower(cleanup, bytes, at + length, last);
    } else if (class != REWRITE_MARK && class != REWRITE_RULE) {
        rewrite_count_replaced(&cleanup->rewrite, code_point);
        judgement.verdict = REPLACE;
        judgement.replacement = (char)class;
    }
    return judgement;
}

static struct judgement judge(struct cleanup *cleanup, struct slice bytes, size_t done, size_t at,
                              bool last)
{
    unsigned char byte = (unsigned char)bytes.data[at];
    if (byte >= 0x80)
        return judge_code_point(cleanup, bytes, done, at, last);
    if (byte == '`')
        return (struct judgement){judge_grave(bytes, done, at, last), 1, '\''};
    if (byte == '\r')
        return (struct judgement){.verdict = REWRITE};
    if (at + 1 == bytes.size && !last)
        return (struct judgement){.verdict = WAIT};
    return judge_blanks(cleanup, bytes, at);
}

size_t cleanup_feed(struct cleanup *cleanup, struct slice bytes, bool last, struct buffer *to)
{
    size_t done = 0, at = 0;
    cleanup->first_ill_formed = SIZE_MAX;
    if (!cleanup->settled)
        done = at = rewrite_some(cleanup, bytes, 0, 0, last, to);
    while (cleanup->settled) {
        at = at < bytes.size ? scan(cleanup, bytes, at) : bytes.size;
        if (at == bytes.size)
            break;
        struct judgement judgement = judge(cleanup, bytes, done, at, last);
        if (judgement.verdict == WAIT)
            break;
        if (judgement.verdict == PASS) {
            at += judgement.length;
        } else if (judgement.verdict == REPLACE) {
            copy(cleanup, bytes.data + done, at - done, to);
            if (judgement.replacement)
                buffer_append_char(to, judgement.replacement);
            rewrite_restart_after(&cleanup->rewrite, judgement.replacement);
            done = at += judgement.length;
        } else {
            size_t from = step_back(cleanup, bytes, done, at);
            copy(cleanup, bytes.data + done, from - done, to);
            if (from > done)
                rewrite_restart(&cleanup->rewrite);
            done = at = rewrite_some(cleanup, bytes, from, at, last, to);
        }
    }
    if (!cleanup->settled)
        return done;
    /* The text that follows may still change a character, but never a newline. */
    if (!last && !(at == bytes.size && at > done && bytes.data[at - 1] == '\n'))
        at = step_back(cleanup, bytes, done, at);
    copy(cleanup, bytes.data + done, at - done, to);
    if (at > done || last)
        rewrite_restart(&cleanup->rewrite);
    return at;
}
