/* Dictionaries of the R package quanteda in YAML: a mapping from keys to lists of patterns or to
 * further mappings; what belongs to a key that also has children stands under `__`. Keys below
 * each other become a concept path, `A/B`; white space, colons and semicolons in a key become
 * `_`. The patterns keep quanteda's rules: words at white space, `*` and `?` only, whole tokens,
 * lower-cased, no equivalence of hyphens. */
#ifndef COSPAN_INTAKE_QUANTEDA_H
#define COSPAN_INTAKE_QUANTEDA_H

#include "base/slice.h"
#include "stream/dictionary.h"

/* Adds the entries of the YAML text. What is no such mapping is reported with line and column. */
void quanteda_read(struct dictionary *dictionary, const char *path, struct slice bytes);

/* "libyaml 0.2.5", as it runs, or that it is missing. */
const char *quanteda_library(void);

#endif
