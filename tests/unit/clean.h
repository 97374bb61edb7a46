/* What normalize does to a text, in a call: cleaning by any rules, then putting words together, the
 * text coming in pieces of any size. The unit program and the fuzz target check the laws with it. */
#ifndef COSPAN_TESTS_CLEAN_H
#define COSPAN_TESTS_CLEAN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/cleanup.h"
#include "text/hyphen.h"

/* The same numbers in every run (Marsaglia's xorshift). */
static uint64_t seed = 88172645463325252u;

static inline uint64_t next_number(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

/* One bit for each rule, the form above them: 3 << 12 numbers in all. */
static inline struct rewrite_rules rules_of(uint64_t bits)
{
    struct rewrite_rules rules = {
        .form = (enum text_form)(bits >> 12),
        .quotes = bits & 4,
        .dashes = bits & 8,
        .ligatures = bits & 16,
        .soft_hyphens = bits & 32,
        .zero_width = bits & 64,
        .spaces = bits & 128,
        .fold_case = bits & 256,
        .strip_accents = bits & 512,
        .keep_line_end = bits & 1024,
    };
    if (rules.form == TEXT_AS_IS)
        rules.fold_case = rules.strip_accents = false;
    return rules;
}

static inline void buffer_drop(struct buffer *buffer, size_t size)
{
    if (size > 0)
        memmove(buffer->data, buffer->data + size, buffer->size - size);
    buffer->size -= size;
}

/* What the whole of normalize does to a text, in pieces of at most `piece` bytes. */
static inline void clean(struct slice text, struct rewrite_rules rules,
                         enum cleanup_invalid invalid, size_t piece, struct buffer *to)
{
    struct cleanup *cleanup = cleanup_open(&rules, invalid);
    cleanup_begin_file(cleanup);
    struct hyphen hyphen = {.soft_hyphens = rules.soft_hyphens};
    struct buffer clean = {0}, window = {0};
    size_t at = 0;
    for (bool last = false; !last;) {
        size_t more = piece == 0 ? text.size - at : 1 + (size_t)next_number(piece);
        more = more < text.size - at ? more : text.size - at;
        if (more > 0)
            buffer_append(&window, text.data + at, more);
        at += more;
        last = at == text.size;
        /* A block of exactly this size, so that a sanitizer sees a read beyond it. */
        char *exact = malloc(window.size ? window.size : 1);
        if (!exact)
            abort();
        if (window.size > 0)
            memcpy(exact, window.data, window.size);
        size_t used = cleanup_feed(cleanup, slice_make(exact, window.size), last,
                                   rules.keep_line_end ? &clean : to);
        free(exact);
        buffer_drop(&window, used);
        if (rules.keep_line_end && clean.data) {
            used = hyphen_feed(&hyphen, buffer_slice(&clean), last, to);
            buffer_drop(&clean, used);
        }
    }
    cleanup_close(cleanup);
    hyphen_free(&hyphen);
    buffer_free(&clean);
    buffer_free(&window);
}

#endif
