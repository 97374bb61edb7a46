/* Writes text as a tokens stream (streams.5): documents with their metadata, paragraphs,
 * sentences, and the words of each sentence with the white space between them, so that the text
 * can be rebuilt from the tokens to the last byte.
 *
 * The writer cuts words; where sentences, paragraphs, texts and documents begin is the caller's
 * knowledge. What stands between two words belongs to the first of them, also across sentences, so
 * the last word of a sentence is not complete in the output before the next sentence begins or the
 * text ends. White space before the first word of a text belongs to that word; a text without any
 * word leaves none behind.
 *
 * Texts, names and values must be valid UTF-8. Memory: the white space between two words, of which
 * TOKENS_LONGEST_GAP bytes are kept; `gap_cut` tells that there were more. */
#ifndef COSPAN_STREAM_TOKENS_WRITER_H
#define COSPAN_STREAM_TOKENS_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/output.h"
#include "base/slice.h"
#include "text/prose.h"
#include "text/word.h"
#include "text/word_language.h"

enum { TOKENS_LONGEST_GAP = 1024 * 1024 };

/* A number as digits that are counted up in place. */
struct tokens_number {
    char digits[24];
    size_t size;
};

struct tokens_writer {
    struct output *output;
    enum word_rules rules;
    const struct word_style *words; /* what the language changes, NULL for nothing */
    bool conllu;                    /* ten columns and `# text =` */
    bool offsets;                   /* COSPAN:START and COSPAN:END */

    bool new_paragraph; /* the next sentence begins one */
    uint64_t all_documents, all_sentences, all_tokens;
    uint64_t empty_documents; /* without a word */

    struct buffer head;             /* comments of the document, until its first sentence */
    struct buffer sentence_id;      /* `# sent_id = ID-` */
    struct buffer source;           /* `# source = FILE:LINE`, empty for none */
    struct buffer comments;         /* lines for every sentence until they are changed */
    struct buffer before;           /* white space before the first word of the text */
    struct buffer gap;              /* white space behind the last word so far */
    bool gap_cut;                   /* that is not all of it */
    bool token_open;                /* there is such a word, and its line is not complete */
    bool document_open;             /* its comments are not written yet */
    uint64_t source_line;           /* the line at the end of `source`, 0 for none yet */
    size_t source_size;             /* bytes of `source` before its line */
    struct tokens_number sentences; /* of this document */
    uint64_t code_points;           /* of this document, up to the end of the last word or gap */
    uint64_t start, end;            /* offsets of the last word */
};

/* Writes the `# global.columns` line, and `# global.tokenize` with what cut the text: the versions of
 * the program and of Unicode, the language, the rules, and the file of abbreviations unless NULL.
 * Plain CoNLL-U has neither line. */
void tokens_writer_begin(struct tokens_writer *writer, const char *language,
                         const char *abbreviations);

/* Begins a document; its metadata follow, then its texts. */
void tokens_writer_document(struct tokens_writer *writer, struct slice id);

/* A fact about the document that has begun: `# meta::key = value`. */
void tokens_writer_metadata(struct tokens_writer *writer, struct slice key, struct slice value);

/* Begins a text: a document is one or several. Forgets the comments of sentences. Sentences get
 * `# source = file:line` unless `file.data` is NULL. */
void tokens_writer_text(struct tokens_writer *writer, struct slice file);

/* A comment that every sentence of this text gets, `# key = value`. */
void tokens_writer_comment(struct tokens_writer *writer, struct slice key, struct slice value);

/* Writes a sentence, which may be white space only, that stands on this line of the file. Returns
 * where it ended: at its end, or behind it with a word that begins in it. */
size_t tokens_writer_sentence(struct tokens_writer *writer, const struct prose_piece *sentence,
                              uint64_t line);

/* White space before, between or behind sentences. */
void tokens_writer_gap(struct tokens_writer *writer, struct slice space);

/* Completes what was written of the text; the same happens where another text begins. */
void tokens_writer_end_text(struct tokens_writer *writer);

/* The end of the document: one without a word keeps its comments, except in plain CoNLL-U, which
 * has no place for them. */
void tokens_writer_end_document(struct tokens_writer *writer);

#endif
