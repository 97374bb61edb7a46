/* What sentence.h looks for around a terminator: the tailored rules 10 to 15, each a question about a
 * few characters. `from` is the beginning of the sentence, `size` the end of the window. Each looks at
 * white space, and at the word before or after it at most. */
#ifndef COSPAN_TEXT_SENTENCE_LOOK_H
#define COSPAN_TEXT_SENTENCE_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "text/sentence.h"

/* SENTENCE_UNKNOWN if the window ended first. */
enum sentence_answer { SENTENCE_NO, SENTENCE_YES, SENTENCE_UNKNOWN };

/* Whether the full stop at `stop` is that of an acronym: another precedes the letters before it. */
bool sentence_is_acronym(const char *text, size_t from, size_t stop);

/* Rule 10: whether a dash at `at` begins a sentence. */
enum sentence_answer sentence_dash_begins(const char *text, size_t size, size_t at);

/* Rule 11: whether white space is on both sides of the full stop at `stop`, and it is not the last of
 * a spaced ellipsis. */
bool sentence_stop_stands_alone(const char *text, size_t from, size_t stop);

/* Rule 12: the beginning of the next sentence after two apostrophes at `at`, or `at`. */
size_t sentence_apostrophes_end(const char *text, size_t size, size_t at);

/* Rule 13: whether the upper-case letter after the terminator at `stop` begins a sentence, although
 * there is no white space. */
enum sentence_answer sentence_opening_follows(const char *text, size_t size, size_t from,
                                              size_t stop);

/* Rule 14: whether the colon at `stop` ends a sentence, and in *at where the next begins. */
enum sentence_answer sentence_colon_ends(const char *text, size_t size, size_t stop,
                                         const struct sentence_style *style, size_t *at);

/* Rule 15: whether a number of one or two digits precedes the full stop at `stop`. */
bool sentence_is_short_number(const char *text, size_t from, size_t stop);

#endif
