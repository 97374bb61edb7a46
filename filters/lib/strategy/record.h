/* What a record holds, as far as a strategy asks: where the words of its terms stand, and its
 * subject headings.
 *
 * The texts of a record lie in zones: one for each column, one for its headings, one for their
 * qualifiers, and some for what stands in the column other as `TAG: value; ...`. A place is a number
 * made of row, zone and position, so that places of one zone can be subtracted and those of two are
 * far apart; the elements of a list (authors, keywords, headings) are far apart too. Sentences and
 * paragraphs leave no gap. A record may have several rows, the parts of a document. Memory: one
 * record. */
#ifndef COSPAN_STRATEGY_RECORD_H
#define COSPAN_STRATEGY_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"
#include "strategy/terms.h"

/* Zones are bits of a mask: columns beyond the 50th share one. ZONE_OTHER and the next ones are for
 * what the column other has under a tag. */
enum { ZONE_LAST_COLUMN = 50, ZONE_OTHER, ZONE_HEADINGS = 61, ZONE_QUALIFIERS, ZONE_COUNT };

enum { PLACE_POSITION_BITS = 38, PLACE_ZONE_BITS = 6 };

/* A place where a term was found. */
struct record_posting {
    uint64_t place;
    uint32_t next;     /* 1 + index of the term's next one */
    bool begins, ends; /* at the beginning, the end of an element */
};

struct record_term {
    uint32_t first, last; /* 1 + index of postings */
    uint64_t zones;       /* where it was found */
};

/* A heading of the record that the strategy asks for. */
struct record_heading {
    uint32_t heading;
    bool focus;                       /* of the heading itself, or with one of its qualifiers */
    uint64_t qualifiers[2], focal[2]; /* all of them, and those that are a focus */
};

/* Zero-initialise. */
struct strategy_record {
    struct strategy_terms *terms;
    struct map *headings;   /* those that are asked for, as joined words */
    struct map *stop_words; /* which take no position; NULL: every word takes one */
    struct slice *columns;  /* copies of the names */
    size_t column_count;
    int mesh, year_column, lang, type, other;
    uint64_t needed; /* zones that the strategy asks for */
    bool wants_headings;

    /* Of the present record. */
    uint64_t rows;
    uint64_t words[ZONE_COUNT]; /* in each zone */
    uint32_t year;              /* 0 where there is none */
    bool has_mesh;
    bool coarse_type; /* its type is "article" and no more is known */
    struct record_posting *postings;
    size_t posting_count, posting_capacity;
    struct record_term *found; /* by term */
    size_t found_capacity;
    uint32_t *touched;
    size_t touched_count, touched_capacity;
    struct record_heading *mesh_headings;
    size_t heading_count, heading_capacity;

    struct strategy_words reader;
    struct buffer joined;
    uint64_t position;
};

/* The zone of a place. */
static inline unsigned record_zone(uint64_t place)
{
    return (unsigned)(place >> PLACE_POSITION_BITS) & ((1U << PLACE_ZONE_BITS) - 1);
}

/* The columns of the table that records come from; copied. */
void strategy_record_open(struct strategy_record *record, const struct slice *columns,
                          size_t count);

/* The zones of columns, names separated by spaces, as strategy_fields has them: 0 where the table
 * has none of them. They are looked at from now on. */
uint64_t strategy_record_zones(struct strategy_record *record, const char *columns);

/* Forgets the present record. */
void strategy_record_clear(struct strategy_record *record);

/* Reads a row of the record. */
void strategy_record_add(struct strategy_record *record, const struct slice *cells);

/* The first posting of a term, NULL if it was not found. */
static inline const struct record_posting *record_first(const struct strategy_record *record,
                                                        uint32_t term)
{
    return term < record->found_capacity && record->found[term].first
               ? &record->postings[record->found[term].first - 1]
               : NULL;
}

static inline const struct record_posting *record_next(const struct strategy_record *record,
                                                       const struct record_posting *posting)
{
    return posting->next ? &record->postings[posting->next - 1] : NULL;
}

void strategy_record_close(struct strategy_record *record);

#endif
