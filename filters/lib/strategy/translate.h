/* Lines of an Ovid strategy in the languages of other databases.
 *
 * What the other language has is carried over: `adjN` allows N - 1 words between, which is N(N-1) at
 * EBSCO, NEAR/(N-1) at Web of Science, W/(N-1) at Scopus, NEAR/N at Embase.com and ~(N-1) in PubMed,
 * where only plain words can stand in it. What it does not have is replaced by the narrowest search
 * that finds no less, and said; a limit that it does not have is left out, and said.
 *
 * Written from what is known of the five languages in 2024 and run against none of the databases:
 * look at the number of hits before you trust a line. Nothing here fails. */
#ifndef COSPAN_STRATEGY_TRANSLATE_H
#define COSPAN_STRATEGY_TRANSLATE_H

#include "base/buffer.h"
#include "strategy/strategy.h"

enum strategy_target { TARGET_PUBMED, TARGET_EBSCO, TARGET_WOS, TARGET_SCOPUS, TARGET_EMBASE };

/* Appends the line, which is not broken, and to `lost` what could not be carried over, separated by
 * semicolons. */
void strategy_translate(const struct strategy *strategy, uint32_t line, enum strategy_target target,
                        struct buffer *text, struct buffer *lost);

#endif
