/* The language of a text, by libexttextcat: how often which runs of up to five letters occur in it,
 * compared with fingerprints of languages (W. B. Cavnar and J. M. Trenkle, "N-gram-based text
 * categorization", 1994). This is the only place that includes the library; built without it,
 * languages_open ends the program with a message that names the Debian package that brings it.
 *
 * A language is found only where no other one comes near: the library calls those candidates that
 * are at most 3 % farther away than the nearest, and there must be one. Codes are those of ISO
 * 639-1, both written forms of Norwegian being "no", all scripts of a language one code. Texts are
 * UTF-8, ill-formed sequences are repaired; of long texts only the beginning is looked at. The
 * library checks no read: of a fingerprint on a failing disk it knows the lines before. */
#ifndef COSPAN_TEXT_LANGUAGE_H
#define COSPAN_TEXT_LANGUAGE_H

#include <stdbool.h>

#include "base/slice.h"

/* The folder of Debian's libexttextcat-data. */
#define LANGUAGE_FINGERPRINTS "/usr/share/libexttextcat"

/* Languages of MEDLINE that have a fingerprint: the default of what is told apart. The fewer there
 * are, the fewer slips. */
#define LANGUAGE_CODES                                                                             \
    "af,am,ar,az,bg,bn,bs,ca,cs,cy,da,de,el,en,eo,es,et,fa,fi,fr,gd,he,hi,hr,hu,hy,id,is,it,ja,"   \
    "ka,ko,la,lt,lv,mi,mk,ml,ms,nl,no,pl,pt,ro,ru,rw,sa,sk,sl,sq,sr,sv,th,tr,uk,ur,vi,zh"

enum { LANGUAGE_CODE_SIZE = 3 };

struct language {
    char code[LANGUAGE_CODE_SIZE];
    /* The share of the text, in pieces of 200 bytes, that taken alone is nearest to this language:
     * 1 where the text is one piece. */
    double share;
};

struct languages;

/* Reads the fingerprints in the folder of the languages in `codes`, which commas separate; the
 * program ends where one has none or cannot be read. */
struct languages *languages_open(const char *folder, const char *codes);

/* False where no language is the nearest by far. */
bool languages_find(struct languages *languages, struct slice text, struct language *found);

void languages_close(struct languages *languages);

/* Name and version of the library, or that it is absent. */
const char *language_version(void);

#endif
