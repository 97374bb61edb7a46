/* The rules that clean a text, applied to one code point after the other. What a rule may look at
 * is small and fixed (the last letter, a run of blanks, the marks on one letter), so a line may be
 * endless. The invariant: rewriting what was rewritten changes nothing, whatever rules are on.
 *
 * To keep it, every rule is a rule on the decomposed text: a code point is decomposed, invisible
 * characters and accents are left out, marks are put in order, letters are folded, then
 * punctuation and blanks are rewritten, and the result is composed again. A second pass that
 * decomposes the result meets exactly what the first one composed.
 *
 * More than 1,024 marks on one character are divided by U+034F (combining grapheme joiner), as
 * the Stream-Safe Text Format of Unicode Standard Annex 15 does after 30, so that memory has a
 * bound. Code points come in through rewrite_code_point; what is ready goes to the end of a buffer
 * that the caller owns. Nothing here fails. */
#ifndef COSPAN_TEXT_REWRITE_H
#define COSPAN_TEXT_REWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "text/normal.h"

/* What is rewritten; cleanup.h says what each means to the user. */
struct rewrite_rules {
    enum text_form form;
    bool quotes, dashes, ligatures, soft_hyphens, zero_width, spaces;
    bool fold_case, strip_accents; /* need a form other than TEXT_AS_IS */
    /* A soft hyphen that shows (at the end of a line) is left for hyphen.h to judge, instead of
     * being written as a hyphen. */
    bool keep_line_end;
};

/* How many characters each rule changed or left out. */
struct rewrite_counts {
    uint64_t quotes, dashes, ligatures, soft_hyphens, zero_width, spaces, folded, accents;
};

enum { REWRITE_MARKS = 1024, REWRITE_SEGMENT = 2 * REWRITE_MARKS };

/* Zero-initialise and set `rules`. */
struct rewrite {
    struct rewrite_rules rules;
    struct rewrite_counts counts;

    /* The last starter and its marks, not yet in order. */
    int32_t cluster[REWRITE_MARKS + 1];
    size_t cluster_size, marks;
    /* Decomposed code points that are not yet composed. */
    int32_t segment[REWRITE_SEGMENT];
    size_t segment_size;

    /* What stands before, as the rules see it. */
    int32_t base;       /* last starter that was let in; 0 at the beginning of a line */
    bool on_letter;     /* and it is a letter */
    bool after_letter;  /* the same, of what has left the cluster */
    bool shows_hyphen;  /* a soft hyphen after a letter, and nothing to be seen after it yet */
    int32_t apostrophe; /* grave accent or prime after a letter, waiting for what follows; or 0 */
    uint64_t blanks;    /* length of a run of blanks that is not yet written */
    bool has_space;     /* with a space among them */
    bool has_return;    /* a return that is not yet written */
    unsigned beginning; /* bytes of "doc" that are the whole text so far, or REWRITE_BEGUN */
};

/* Where `beginning` is less, a byte-order mark is left out, and a tab after "doc" becomes a space:
 * a reader would take the one for a signature and the other for a table of documents. */
enum { REWRITE_BEGUN = 4 };

/* The next code point. */
void rewrite_code_point(struct rewrite *rewrite, int32_t code_point, struct buffer *to);

/* Writes all that is still held, given that `next`, which no rule is about and which composes with
 * nothing before it, follows. */
void rewrite_settle(struct rewrite *rewrite, int32_t next, struct buffer *to);

/* Writes all that is still held at the end of a text that has no newline there. */
void rewrite_finish(struct rewrite *rewrite, struct buffer *to);

/* Forgets what stands before: the next code point is one that no rule is about, or a line begins.
 * Nothing may be held. */
void rewrite_restart(struct rewrite *rewrite);

/* The same after `last` was written by somebody else. */
void rewrite_restart_after(struct rewrite *rewrite, int32_t last);

/* What the rules do to a code point whatever stands beside it. */
enum {
    REWRITE_QUIET = 1, /* nothing, and it is a starter that composes with nothing before it */
    REWRITE_MARK = 2,  /* nothing, and it is a single mark */
    REWRITE_RULE = 3   /* it must be given to rewrite_code_point */
};

/* One of these, or the ASCII character that always takes its place. */
unsigned char rewrite_class(const struct rewrite *rewrite, int32_t code_point);

/* Counts a character that was replaced after rewrite_class. */
void rewrite_count_replaced(struct rewrite *rewrite, int32_t code_point);

#endif
