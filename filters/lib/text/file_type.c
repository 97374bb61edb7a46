#include "text/file_type.h"

#include <stddef.h>

#define SAVED "save it as text, or as .docx or .odt and convert it with transcript"

bool file_type_is_utf16(struct slice beginning)
{
    return slice_starts(beginning, "\xFF\xFE") || slice_starts(beginning, "\xFE\xFF");
}

const char *file_type_hint(struct slice beginning)
{
    static const struct {
        const char *magic, *hint;
    } kinds[] = {
        {"%PDF", "is a PDF file; convert it to text first: 'pdftotext -layout FILE - |'"},
        {"PK\x03\x04", "is a packed file, not text; convert DOCX and ODT with transcript first"},
        {"{\\rt", "is an RTF file; " SAVED},
        {"\xD0\xCF\x11\xE0", "is a file in an old Office format; " SAVED},
        {"<!DO", "is a web page; " SAVED},
        {"<!do", "is a web page; " SAVED},
        {"<htm", "is a web page; " SAVED},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slice_starts(beginning, kinds[i].magic))
            return kinds[i].hint;
    return NULL;
}
