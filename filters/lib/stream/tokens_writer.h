/* Writes text as a tokens stream (streams.5): documents with their metadata, paragraphs,
 * sentences, and the words of each sentence with the white space between them, so that the text
 * can be rebuilt from the tokens to the last byte.
 *
 * The writer cuts words; where sentences, paragraphs and documents begin is the caller's
 * knowledge. Texts must be valid UTF-8. Memory: none that grows. */
#ifndef COSPAN_STREAM_TOKENS_WRITER_H
#define COSPAN_STREAM_TOKENS_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/output.h"
#include "base/slice.h"
#include "text/word.h"

struct tokens_writer {
    struct output *output;
    enum word_rules rules;
    bool conllu;  /* ten columns and `# text =` */
    bool offsets; /* COSPAN:START and COSPAN:END */

    struct buffer document; /* its id, as written */
    struct buffer comments; /* lines for every sentence until they are changed */
    bool new_paragraph;     /* the next sentence begins one */
    bool header_open;       /* the document's comments still await their sentence */
    uint64_t sentences;     /* of this document */
    uint64_t code_points;   /* of this document, before the next sentence */
    uint64_t all_documents, all_sentences, all_tokens;
};

/* Writes the `# global.columns` line, unless the columns are plain CoNLL-U's. */
void tokens_writer_begin(struct tokens_writer *writer);

/* Begins a document; its metadata follow, then its sentences. */
void tokens_writer_document(struct tokens_writer *writer, struct slice id);

/* A fact about the document that has begun: `# meta::key = value`. */
void tokens_writer_metadata(struct tokens_writer *writer, struct slice key, struct slice value);

/* Forgets the comments of sentences; tokens_writer_comment adds one that every sentence gets from
 * now on, `# key = value`. */
void tokens_writer_clear_comments(struct tokens_writer *writer);
void tokens_writer_comment(struct tokens_writer *writer, struct slice key, struct slice value);

/* A piece of text with one sentence in it. */
struct tokens_sentence {
    const char *text;
    size_t from;       /* its first byte */
    size_t end;        /* the end of the sentence; a word that begins before it is written whole */
    size_t gap_end;    /* the end of the white space after it */
    size_t bound;      /* the end of the text that words may reach to */
    struct slice file; /* where `# source = file:line` is wanted: its name; data NULL otherwise */
    uint64_t line;
};

/* Writes the sentence and returns where it ended: at least `gap_end`. */
size_t tokens_writer_sentence(struct tokens_writer *writer, const struct tokens_sentence *sentence);

/* The end of the document: an empty one keeps its comment block. */
void tokens_writer_end_document(struct tokens_writer *writer);

#endif
