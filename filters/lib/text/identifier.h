/* Reads DOIs, PMIDs, years and pages of publications from the values of fields.
 *
 * There are two kinds of functions. Those called `read` take a value of an export that may be an
 * identifier and keep its spelling. Those called `find` take a cell and give the form by which
 * records of two databases are compared: a DOI in lower case, the first and the last page in full.
 * Nothing here fails: a value without an identifier gives false, 0 or an empty slice.
 *
 * Returned slices point into the value. Text is appended to the buffer `to`, which does not change
 * if the result is false. Letters, digits and white space are those of ASCII. */
#ifndef COSPAN_TEXT_IDENTIFIER_H
#define COSPAN_TEXT_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Reads a value that is a DOI, optionally with a resolver (https://doi.org/) or a name (doi:)
 * before it and with [doi], full stops and commas after it. In a link, `%2F` and other escapes are
 * decoded. False unless it is 10., digits and full stops, a slash, and text without white space. */
bool identifier_read_doi(struct slice value, struct buffer *to);

/* Finds the first DOI of a cell and appends it in lower case. It ends before white space, a
 * semicolon, or closing punctuation at its end; a closing parenthesis stays if one was opened.
 * *version is the length of the version mark at its end (`.pub2`, `/v1`, `.v3`), or 0. False for a
 * truncated DOI: fewer than four characters before the slash, fewer than three after it, or a full
 * stop or slash at the end. */
bool identifier_find_doi(struct slice cell, struct buffer *to, size_t *version);

/* Reads one to eight digits, the first of them not 0: alone, after `PMID:`, before `[pmid]`, or at
 * the end of a link to PubMed. */
bool identifier_read_pmid(struct slice value, struct slice *pmid);

/* Reads a PMID that the value marks as one, by a prefix, `[pmid]` or a link: for fields that hold
 * all kinds of numbers and texts. *whole is set if the value holds nothing else. */
bool identifier_read_named_pmid(struct slice value, struct slice *pmid, bool *whole);

/* Reads the first year from 1000 to 2999, written as four digits by themselves or at the beginning
 * of eight (20190412). *whole is set if the value holds nothing else. */
bool identifier_read_year(struct slice value, struct slice *year, bool *whole);

/* Finds the first year from `first` to `last`, written as four digits by themselves. */
struct slice identifier_find_year(struct slice cell, unsigned first, unsigned last);

/* The number of a year that one of these functions gave; 0 for an empty slice. */
unsigned identifier_year_number(struct slice year);

/* Splits pages at their hyphen; false unless there is exactly one. */
bool identifier_split_pages(struct slice pages, struct slice *first, struct slice *last);

/* Whether the pages are a range that ends with this page. */
bool identifier_pages_end_with(struct slice pages, struct slice last);

/* Finds the first page of a cell and the last page after it, and appends both in lower case,
 * without leading zeros and without words before them (`pp. 45`). *first_size is the length of the
 * first. A shorter last page is completed from the first: `123-9` is 123 and 129, `2S5-9` is 2s5
 * and 2s9. False if the first page has no digit, as in roman numerals. */
bool identifier_find_pages(struct slice cell, struct buffer *to, size_t *first_size);

#endif
