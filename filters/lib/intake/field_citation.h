/* What a citation in one line says, as databases write the source of an article:
 *
 *     Journal of Peers. 12(3):45-61, 2019 Jan.                      Ovid
 *     Journal of Peers. Vol.12(3), 2019, pp. 45-61.                 Ovid, PsycINFO
 *     Journal of Peers. Conference: 2nd Meeting. 12 (Supplement 3) (no pagination), 2018.
 *     Journal of Peers (2019) 12:3 (45-61). Date of Publication: 2019.   Embase
 *
 * What is not found in one of these forms is an empty slice, with the data NULL. */
#ifndef COSPAN_INTAKE_FIELD_CITATION_H
#define COSPAN_INTAKE_FIELD_CITATION_H

#include <stdbool.h>

#include "base/slice.h"

struct field_citation {
    struct slice journal, volume, issue, pages;
};

/* False if the text has none of these forms. */
bool field_citation_read(struct slice text, struct field_citation *citation);

#endif
