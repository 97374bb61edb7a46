#include "text/file_type.h"

#include <stddef.h>

#define SAVED "expected text, or what transcript reads of the same saved as .docx or .odt"

bool file_type_is_utf16(struct slice beginning)
{
    return slice_starts(beginning, "\xFF\xFE") || slice_starts(beginning, "\xFE\xFF");
}

const char *file_type_hint(struct slice beginning)
{
    static const struct {
        const char *magic, *hint;
    } kinds[] = {
        {"%PDF", "is a PDF file; expected text, as 'pdftotext -layout FILE - |' gives it"},
        {"PK\x03\x04", "is a packed file; expected text, as transcript makes it of DOCX and ODT"},
        {"{\\rt", "is an RTF file; " SAVED},
        {"\xD0\xCF\x11\xE0", "is a file of an old Office program; " SAVED},
        {"<!DO", "is a web page; " SAVED},
        {"<!do", "is a web page; " SAVED},
        {"<htm", "is a web page; " SAVED},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slice_starts(beginning, kinds[i].magic))
            return kinds[i].hint;
    return NULL;
}
