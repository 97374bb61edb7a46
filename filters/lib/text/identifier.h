/* DOIs, PMIDs, years and pages: what identifies a publication, read from the values of fields.
 *
 * There are two ways to read them. The functions called `read` take a value of an export that may
 * be an identifier, and keep it as it is spelled. The functions called `find` take a cell and give
 * the form by which two databases are compared: a DOI in lower case without the mark of its
 * version, the first and the last page in full. Nothing here fails: a value that holds no
 * identifier gives false, 0 or an empty slice.
 *
 * Slices that come back point into the value. Text is appended to the buffer `to`; where a function
 * gives false, the buffer is as it was. Letters, digits and white space are those of ASCII. */
#ifndef COSPAN_TEXT_IDENTIFIER_H
#define COSPAN_TEXT_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Reads a value that is a DOI, with or without a resolver (https://doi.org/) or a name (doi:) before
 * it and [doi], full stops and commas after it. In a link, `%2F` and other escaped characters are
 * decoded. False unless it is 10., digits and full stops, a slash, and text without white space. */
bool identifier_read_doi(struct slice value, struct buffer *to);

/* Finds the first DOI of a cell and appends it in lower case. It ends before white space, a
 * semicolon, or closing punctuation at its end; a closing parenthesis stays if one was opened.
 * *version is the length of the version mark at its end (`.pub2`, `/v1`, `.v3`), often 0. False for
 * a DOI that was cut off: fewer than four characters before the slash, fewer than three after it, or
 * a full stop or slash at the end. */
bool identifier_find_doi(struct slice cell, struct buffer *to, size_t *version);

/* Reads one to eight digits, the first of them not 0: alone, after `PMID:`, before `[pmid]`, or at
 * the end of a link to PubMed. */
bool identifier_read_pmid(struct slice value, struct slice *pmid);

/* Reads a PMID that the value calls so, by a prefix, `[pmid]` or a link: for fields that hold all
 * kinds of numbers and texts. *whole: the value says nothing else. */
bool identifier_read_named_pmid(struct slice value, struct slice *pmid, bool *whole);

/* Reads the first year from 1000 to 2999, written as four digits by themselves or at the beginning of
 * eight (20190412). *whole: the value says nothing else. */
bool identifier_read_year(struct slice value, struct slice *year, bool *whole);

/* Finds the first year from `first` to `last`, written as four digits by themselves. */
struct slice identifier_find_year(struct slice cell, unsigned first, unsigned last);

/* The number of a year that one of these functions gave; 0 for an empty slice. */
unsigned identifier_year_number(struct slice year);

/* Splits pages at their hyphen. False if there is none or a further one. */
bool identifier_split_pages(struct slice pages, struct slice *first, struct slice *last);

/* Whether pages of which one is first have a last page already, and it is this one. */
bool identifier_pages_end_with(struct slice pages, struct slice last);

/* Finds the first page of a cell and the last one after it, in lower case, without leading zeros and
 * words before them (`pp. 45`); appends the first, then the last. *first_size is the length of the
 * first. A last page that is shorter takes what it lacks from the first: `123-9` is 123 and 129,
 * `2S5-9` is 2s5 and 2s9. False if the first page has no digit, as in roman numerals. */
bool identifier_find_pages(struct slice cell, struct buffer *to, size_t *first_size);

#endif
