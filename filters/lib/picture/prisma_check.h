/* Completes the boxes of a flow diagram and checks each of its sums. */
#ifndef COSPAN_PICTURE_PRISMA_CHECK_H
#define COSPAN_PICTURE_PRISMA_CHECK_H

#include <stddef.h>

#include "picture/prisma.h"

/* Completes and checks; returns how many sums do not fit, each of which has been reported. */
size_t prisma_check(struct prisma *prisma);

#endif
