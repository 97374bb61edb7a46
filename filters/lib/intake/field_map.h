/* Field maps: which field of an export becomes which column of the documents. A map is a table in
 * dicts/fields/ (columns tag, column, how, note), so a new database is a new table, not code.
 *
 * Rows stand in the order of preference. For each column, the first row whose tag has a usable
 * value gives it; with the word `add`, a row also adds to what earlier rows gave. Tags are compared
 * without regard to the case of ASCII letters; one tag may have several rows. A column that is a
 * list (authors, keywords, mesh, lang) takes all values of the row's tag; any other the first. The
 * type is the one, of all values of all its rows, that stands first in types.tsv. A row whose tag
 * is empty gives its column a constant.
 *
 * `how` is one or more words:
 *   (empty)      the value as it stands, without blanks at its ends
 *   add          added to what the column has already
 *   split;       the value is a list with this separator (any one character but a blank), or one in
 *                brackets and quotation marks; a comma within parentheses separates nothing
 *   split-and    the same with the word `and` between blanks
 *   or-and       the list may be names with commas and `and` between them instead
 *   full-stop    the list ends with a full stop, which belongs to no item
 *   role         without what stands in brackets behind a name
 *   year         the first number of four digits that is a year (always so in the column year)
 *   doi          a DOI, with or without https://doi.org/ and the like before it
 *   pmid         one to eight digits
 *   pmid-said    the same where the value says that it is one: `PMID: 123`, `123[pmid]`
 *   cited        the journal, volume, issue or pages of a citation (field_citation.h), by column
 *   from, to     first and last page
 *   join         the further values of the tag follow, after a newline
 *   when:TAG=X   only where the first field with this tag begins with X (in small letters)
 *   unless:TAG=X only where it does not
 *   constant:X   X, where the record has the tag, or always if the tag is empty; what the field says
 *                stands in `other`. Like the two above, the last word: X may have blanks
 *   cell         `COLUMN: text`, a line each: what stands in these columns whatever the other fields
 *                say, escaped as in a table (what record_writer.h writes)
 * Languages and types are brought to the words of dicts/fields/languages.tsv and types.tsv; `doc`
 * takes an accession number, used where there is neither DOI nor PMID. A value that only says that
 * there is none, such as `[No abstract available]` (dicts/fields/absent.tsv), fills no column.
 *
 * The invariant: each field that is not empty is in a column in full, or in `other` (field_other.h). */
#ifndef COSPAN_INTAKE_FIELD_MAP_H
#define COSPAN_INTAKE_FIELD_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "intake/field_other.h"
#include "intake/record.h"

/* The columns of a documents table made from records, in order. */
enum field_column {
    FIELD_DOC,
    FIELD_TYPE,
    FIELD_YEAR,
    FIELD_LANG,
    FIELD_TITLE,
    FIELD_ABSTRACT,
    FIELD_AUTHORS,
    FIELD_JOURNAL,
    FIELD_VOLUME,
    FIELD_ISSUE,
    FIELD_PAGES,
    FIELD_KEYWORDS,
    FIELD_MESH,
    FIELD_DOI,
    FIELD_PMID,
    FIELD_DATABASE,
    FIELD_SOURCE, /* left empty: who knows the file fills it */
    FIELD_OTHER,
    FIELD_COLUMNS
};

extern const char *const field_column_names[FIELD_COLUMNS];

struct field_map;

/* Reads dicts/fields/NAME.tsv, as it was compiled in. The program ends if there is none, or if it
 * is no field map. */
struct field_map *field_map_open(const char *name);

/* What a record says in each column; the slices are valid until the next call for this map. `doc`
 * is not yet unique: a DOI in lower case, else `pmid:` and the PMID, else `an:` and the accession
 * number, else `hash:` and 16 digits of the SHA-256 of title, year and first author. It holds no
 * white space. */
const struct slice *field_map_apply(struct field_map *map, const struct record *record);

/* The same without `other`, which is left empty; and that cell of the record in pieces. */
const struct slice *field_map_apply_columns(struct field_map *map, const struct record *record);
void field_map_pour_other(const struct field_map *map, field_other_pour *pour, void *to);

/* Whether the map has a row for the tag. */
bool field_map_knows(struct field_map *map, struct slice tag);

void field_map_close(struct field_map *map);

#endif
