/* Identifies the language of a text with libexttextcat, which compares the frequencies of runs of
 * up to five letters with fingerprints of languages (W. B. Cavnar and J. M. Trenkle, "N-gram-based
 * text categorization", 1994). Only this module includes the library. Built without it,
 * languages_open ends the program with a message that names the Debian packages to install.
 *
 * A language is found only if it is the only candidate: for the library, candidates are the nearest
 * language and those at most 3 % farther away. Codes are those of ISO 639-1; both written forms of
 * Norwegian are "no", and all scripts of a language share one code. Texts are UTF-8, and ill-formed
 * sequences are repaired. Only the beginning of a long text is used. The library does not check its
 * reads: if a disk fails within a fingerprint, it uses the lines before. */
#ifndef COSPAN_TEXT_LANGUAGE_H
#define COSPAN_TEXT_LANGUAGE_H

#include <stdbool.h>

#include "base/slice.h"

/* The folder of Debian's libexttextcat-data. */
#define LANGUAGE_FINGERPRINTS "/usr/share/libexttextcat"

/* The languages distinguished by default: those of MEDLINE that have a fingerprint. Fewer languages
 * mean fewer errors. */
#define LANGUAGE_CODES                                                                             \
    "af,am,ar,az,bg,bn,bs,ca,cs,cy,da,de,el,en,eo,es,et,fa,fi,fr,gd,he,hi,hr,hu,hy,id,is,it,ja,"   \
    "ka,ko,la,lt,lv,mi,mk,ml,ms,nl,no,pl,pt,ro,ru,rw,sa,sk,sl,sq,sr,sv,th,tr,uk,ur,vi,zh"

enum { LANGUAGE_CODE_SIZE = 3 };

struct language {
    char code[LANGUAGE_CODE_SIZE];
    /* The share of the text's pieces of 200 bytes that are nearest to this language when taken
     * alone; 1 if the text is one piece. */
    double share;
};

struct languages;

/* Reads from the folder the fingerprints of the languages in `codes`, separated by commas. Ends the
 * program if a fingerprint is missing or cannot be read. */
struct languages *languages_open(const char *folder, const char *codes);

/* False if no language is clearly the nearest. */
bool languages_find(struct languages *languages, struct slice text, struct language *found);

void languages_close(struct languages *languages);

/* Name and version of the library, or a note that it is missing. */
const char *language_version(void);

#endif
