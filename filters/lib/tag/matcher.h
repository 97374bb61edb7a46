/* Finds the concepts of a dictionary in sentences.
 *
 * All phrases are one automaton over words; a type (a distinct token) is compared with the words
 * once, when it is first seen, and afterwards a token costs one look-up, whatever the size of the
 * dictionary. Regular expressions run on the text of the sentence.
 *
 * Memory grows with the dictionary and with distinct types, and types are forgotten when there
 * are too many, so not with the corpus. */
#ifndef COSPAN_TAG_MATCHER_H
#define COSPAN_TAG_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"
#include "tag/overlap.h"
#include "stream/dictionary.h"

struct matcher;

/* A matcher for the dictionary, which must outlive it. Patterns that cannot be read are reported
 * and left out. `strip_accents`: letters are compared without their accents. */
struct matcher *matcher_new(const struct dictionary *dictionary, enum overlap overlap,
                            bool strip_accents);
void matcher_free(struct matcher *matcher);

/* Whether the text of the sentence is needed, because there are regular expressions that may match
 * in it. Its words stand in `bytes`, whatever else does. */
bool matcher_needs_text(const struct matcher *matcher, struct slice bytes);

/* Takes the tokens of the next sentence; `place` is named in messages. */
void matcher_sentence(struct matcher *matcher, const struct place *place,
                      const struct slice *tokens, size_t count);

/* The text of the sentence, where it is needed, after its tokens: token i is bytes
 * starts[i] ... ends[i] - 1 of it. */
void matcher_text(struct matcher *matcher, struct slice text, const size_t *starts,
                  const size_t *ends);

/* The name of the concept of a hit; valid as long as the dictionary. */
struct slice matcher_concept(const struct matcher *matcher, uint32_t concept);

/* Ends the sentence: its hits, sorted by start, then longer first, then by concept; valid until
 * the next sentence begins. */
const struct hit *matcher_end(struct matcher *matcher, size_t *count);

#endif
