/* Matcher: finds the concepts of a dictionary in sentences.
 *
 * All phrases form one automaton over words. A type (a distinct token) is compared with the words
 * once, when it first occurs; afterwards a token costs one look-up, whatever the size of the
 * dictionary. Regular expressions run on the text of the sentence.
 *
 * Memory grows with the dictionary and with the distinct types, up to a limit at which types are
 * forgotten, so not with the corpus. */
#ifndef COSPAN_TAG_MATCHER_H
#define COSPAN_TAG_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"
#include "tag/overlap.h"
#include "stream/dictionary.h"

struct matcher;

/* Makes a matcher for the dictionary, which must outlive it. Invalid patterns are reported and
 * skipped. With `strip_accents`, letters are compared without their accents. */
struct matcher *matcher_new(const struct dictionary *dictionary, enum overlap overlap,
                            bool strip_accents);
void matcher_free(struct matcher *matcher);

/* Whether the text of the sentence is needed, because regular expressions may match in it. `bytes`
 * contains the words of the sentence, and perhaps other bytes. */
bool matcher_needs_text(const struct matcher *matcher, struct slice bytes);

/* Matches the tokens of the next sentence; messages name `place`. */
void matcher_sentence(struct matcher *matcher, const struct place *place,
                      const struct slice *tokens, size_t count);

/* Matches regular expressions in the text of the sentence, if it is needed, after its tokens: token
 * i is the bytes starts[i] ... ends[i] - 1. */
void matcher_text(struct matcher *matcher, struct slice text, const size_t *starts,
                  const size_t *ends);

/* The name of the concept of a hit; valid as long as the dictionary. */
struct slice matcher_concept(const struct matcher *matcher, uint32_t concept);

/* Ends the sentence and returns its hits, sorted by start, then longer first, then by concept;
 * valid until the next sentence begins. */
const struct hit *matcher_end(struct matcher *matcher, size_t *count);

#endif
