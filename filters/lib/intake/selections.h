/* The coded selections of a text while it is rebuilt sentence by sentence: each hit of a concept, or the
 * sentence or turn around it, once for each concept.
 *
 * Beside each selection stands what it should select, made from the tokens and without regard to the
 * text, so that the writer (qda_writer.h) can check every position. Memory: the selections of a
 * document and their words. */
#ifndef COSPAN_INTAKE_SELECTIONS_H
#define COSPAN_INTAKE_SELECTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "intake/codes.h"
#include "intake/qda_writer.h"
#include "stream/plain_text.h"
#include "stream/spans.h"

enum selection_unit { SELECTION_HIT, SELECTION_SENTENCE, SELECTION_TURN };

/* Zero-initialise and set the first. */
struct selections {
    enum selection_unit unit;

    struct qda_unit *items; /* of the present document */
    size_t count, capacity;

    /* How it works: the sentence or turn that is to be selected as a whole. */
    uint64_t start, end;
    struct buffer passage;
    size_t passage_size; /* without what follows its last word */
    uint32_t *found;     /* codes */
    size_t found_count, found_capacity;
    struct arena arena; /* the words of the selections */
};

/* Selects what the spans of the sentence that was appended to the text stand for; adds their concepts
 * to the codes. */
void selections_add(struct selections *selections, const struct plain_text *plain,
                    const struct spans *spans, struct codes *codes);

/* The turn has ended, or the document. */
void selections_end_turn(struct selections *selections);

/* Forgets the selections, for the next document. */
void selections_clear(struct selections *selections);

#endif
