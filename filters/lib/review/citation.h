/* Citations: what a bibliographic record says, in a form in which two records of one study look
 * alike although two databases spelled them.
 *
 * - A title is its words, folded to small letters without accents, one space apart, without markup
 *   (`<i>`, `&amp;`), brackets and punctuation; Greek letters are spelled out. A title in two
 *   languages (`Titel [Title]`, `Titre = Title`) has up to CITATION_TITLES forms, the whole first.
 * - An author is a family name and an initial, however the name was written (`Smith, John`,
 *   `J. Smith`, `Smith JA`). Where the family name has several words, or may be the first word or
 *   the last, these words are kept too: one database's `Garcia Murillo, P` is `Murillo, P. G.` in
 *   another. The first CITATION_AUTHORS authors are kept.
 * - A DOI has no resolver in front and no mark of a version behind (`.pub2`, `/v1`); that is kept
 *   apart. What is cut off or no DOI is taken for none, and so are placeholders like UNKNOWN.
 * - Pages are the first and the last one: `123-9` is 123 and 129.
 * - An abstract is a sketch of 16 numbers by which the share of common runs of three words is
 *   estimated (one permutation hashing: Li, Owen, Zhang, NIPS 2012).
 *
 * What has no value, or none that says anything, is an empty slice, year 0, or no bit. Strings lie
 * in the arena of the reader and live as long as it; they are cut at CITATION_LIMIT bytes. Nothing
 * here fails. */
#ifndef COSPAN_REVIEW_CITATION_H
#define COSPAN_REVIEW_CITATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/slice.h"

enum {
    CITATION_TITLES = 3,
    CITATION_AUTHORS = 12,
    CITATION_SKETCH = 16,
    CITATION_LIMIT = 1000,
};

/* The columns of a record that tell studies apart. */
enum citation_field {
    CITATION_TYPE,
    CITATION_YEAR,
    CITATION_LANGUAGE,
    CITATION_TITLE,
    CITATION_ABSTRACT,
    CITATION_AUTHORS_FIELD,
    CITATION_JOURNAL,
    CITATION_VOLUME,
    CITATION_ISSUE,
    CITATION_PAGES,
    CITATION_DOI,
    CITATION_PMID,
    CITATION_DATABASE,
    CITATION_SOURCE,
    CITATION_FIELDS
};

/* The column names of the fields, in their order. */
extern const char *const citation_columns[CITATION_FIELDS];

/* What sort of publication it is; none where the record does not say, or says what databases mean
 * different things by. */
enum citation_kind {
    KIND_ARTICLE = 1,
    KIND_CONFERENCE = 2,
    KIND_PREPRINT = 4,
    KIND_THESIS = 8,
    KIND_BOOK = 16,
    KIND_NOTICE = 32, /* erratum, correction, retraction */
};

struct citation {
    struct slice titles[CITATION_TITLES];
    /* `name,initial,other names`, joined by semicolons; other names are a blank apart. */
    struct slice authors;
    struct slice journal, volume, issue, first_page, last_page;
    struct slice doi, doi_version;
    struct slice export; /* database and file, where both are known */
    uint64_t pmid;
    uint64_t
        title_bits; /* a bit for each longer word, to see in an instant how little is in common */
    uint64_t language; /* hash of the language's first two letters; 0 where it is not known */
    uint16_t sketch[CITATION_SKETCH];
    uint16_t year;
    uint8_t kinds;
    uint8_t title_count;
    bool has_abstract;
    bool translated;  /* the title stands in brackets: a translation, as MEDLINE marks it */
    bool generic;     /* the title only says what sort of text this is: Editorial, Authors' reply */
    bool distinctive; /* the title is long enough not to be shared by chance */
};

/* Zero-initialise; release with citation_reader_free, and the citations with it. */
struct citation_reader {
    struct arena arena;
    struct buffer plain, folded, words;
};

void citation_read(struct citation_reader *reader, const struct slice cells[CITATION_FIELDS],
                   struct citation *citation);

void citation_reader_free(struct citation_reader *reader);

/* The same in every run, unlike that of a map: decisions must not depend on chance. */
uint64_t citation_hash(struct slice bytes, uint64_t seed);

#endif
