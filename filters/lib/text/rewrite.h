/* Applies the rules that clean a text to one code point after the other. The context of a rule is
 * small and fixed (the last letter, a run of blanks, the marks on one letter), so a line may be of
 * any length. The invariant: rewriting a rewritten text changes nothing, whatever rules are on.
 *
 * Therefore every rule works on the decomposed text: a code point is decomposed, invisible
 * characters and accents are removed, marks are put in order, letters are folded, then punctuation
 * and blanks are rewritten, and the result is composed again. A second pass that decomposes the
 * result meets exactly what the first one composed.
 *
 * To bound memory, more than 1,024 marks on one character are divided by U+034F (combining grapheme
 * joiner), as the Stream-Safe Text Format of Unicode Standard Annex 15 does after 30. Code points
 * enter through rewrite_code_point; finished text is appended to a buffer that the caller owns.
 * Nothing here fails. */
#ifndef COSPAN_TEXT_REWRITE_H
#define COSPAN_TEXT_REWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "text/normal.h"

/* The rules that are on; cleanup.h explains each. */
struct rewrite_rules {
    enum text_form form;
    bool quotes, dashes, ligatures, soft_hyphens, zero_width, spaces;
    bool fold_case, strip_accents; /* need a form other than TEXT_AS_IS */
    /* A visible soft hyphen (at the end of a line) is left for hyphen.h to decide on, instead of
     * being written as a hyphen. */
    bool keep_line_end;
};

/* The number of characters that each rule changed or removed. */
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

    /* The preceding text, as the rules see it. */
    int32_t base;       /* last starter that was let in; 0 at the beginning of a line */
    bool on_letter;     /* and it is a letter */
    bool after_letter;  /* the same for the text before the cluster */
    bool shows_hyphen;  /* a soft hyphen after a letter, and no visible character after it yet */
    int32_t apostrophe; /* grave accent or prime after a letter, waiting for what follows; or 0 */
    uint64_t blanks;    /* length of a run of blanks that is not yet written */
    bool has_space;     /* with a space among them */
    bool has_return;    /* a return that is not yet written */
    unsigned beginning; /* bytes of "doc" that are the whole text so far, or REWRITE_BEGUN */
};

/* While `beginning` is less, a byte-order mark is removed and a tab after "doc" becomes a space: a
 * reader would take the mark for a signature and the line for the header of a documents table. */
enum { REWRITE_BEGUN = 4 };

/* Rewrites the next code point. */
void rewrite_code_point(struct rewrite *rewrite, int32_t code_point, struct buffer *to);

/* Writes all that is still held back, given that `next` follows, to which no rule applies and which
 * composes with nothing before it. */
void rewrite_settle(struct rewrite *rewrite, int32_t next, struct buffer *to);

/* Writes all that is still held back at the end of a text without a final newline. */
void rewrite_finish(struct rewrite *rewrite, struct buffer *to);

/* Forgets the preceding text: no rule applies to the next code point, or a line begins. Nothing may
 * be held back. */
void rewrite_restart(struct rewrite *rewrite);

/* The same after the caller wrote `last` itself. */
void rewrite_restart_after(struct rewrite *rewrite, int32_t last);

/* What the rules do to a code point in any context. */
enum {
    REWRITE_QUIET = 1, /* nothing, and it is a starter that composes with nothing before it */
    REWRITE_MARK = 2,  /* nothing, and it is a single mark */
    REWRITE_RULE = 3   /* it must be given to rewrite_code_point */
};

/* One of these, or the ASCII character that always replaces it. */
unsigned char rewrite_class(const struct rewrite *rewrite, int32_t code_point);

/* Counts a character that was replaced after rewrite_class. */
void rewrite_count_replaced(struct rewrite *rewrite, int32_t code_point);

#endif
