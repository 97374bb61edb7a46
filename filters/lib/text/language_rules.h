/* What cutting a text needs to know of its language: the abbreviations and rules of its folder in
 * dicts/languages/. Both written forms of Norwegian also have what is in the folder no. A language
 * is read when it is first asked for, once; what comes back lives as long as the program. */
#ifndef COSPAN_TEXT_LANGUAGE_RULES_H
#define COSPAN_TEXT_LANGUAGE_RULES_H

#include "base/buffer.h"
#include "base/slice.h"
#include "text/sentence.h"
#include "text/word_language.h"

struct language_rules {
    const char *code;
    struct sentence_style style;
    struct word_style words;
    bool changes_words; /* there are any of them */
};

/* The rules of a language by its code (language_code.h), or by "none", which has no
 * abbreviations. */
const struct language_rules *language_rules_find(const char *code);

/* The argument of --language, "auto" and "none" included, as a code; ends the program with a list of
 * the codes if the language is unknown. */
const char *language_rules_need(const char *name);

/* The rules of a document: those of `wish`, or for "auto" of the language that the document names,
 * or else English. */
const struct language_rules *language_rules_choose(const char *wish, struct slice of_document);

/* Appends the lists that a language has under this name, "stopwords.txt"; nothing if it has
 * none. */
void language_rules_append(const char *code, const char *name, struct buffer *list);

#endif
