/* Bytes as a file for a library that takes a path and nothing else: they are written into a pipe,
 * whose other end can be opened as /dev/fd/N. So no temporary file is made, and none is left. */
#ifndef COSPAN_BASE_LEND_H
#define COSPAN_BASE_LEND_H

#include "base/slice.h"

/* What every pipe takes at once. */
enum { LEND_MOST = 4096 };

struct lent {
    char path[32];
    int descriptor;
};

/* Lends at most LEND_MOST bytes, which can be read once under lent->path until lend_end. The
 * program ends where that fails. */
void lend_bytes(struct lent *lent, struct slice bytes);
void lend_end(struct lent *lent);

#endif
