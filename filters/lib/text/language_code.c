#include "text/language_code.h"

#include "base/buffer.h"
#include "base/message.h"

/* clang-format off */
const struct language_code language_codes[] = {
    {"da", "Danish", "danish", ",da,dan,danish,dansk,"},
    {"de", "German", "german", ",de,deu,ger,german,deutsch,"},
    {"en", "English", "english", ",en,eng,english,"},
    {"es", "Spanish", "spanish", ",es,spa,esl,spanish,castilian,español,espanol,"},
    {"fi", "Finnish", "finnish", ",fi,fin,finnish,suomi,"},
    {"fr", "French", "french", ",fr,fra,fre,french,français,francais,"},
    {"it", "Italian", "italian", ",it,ita,italian,italiano,"},
    {"nb", "Norwegian Bokmål", "norwegian",
     ",nb,nob,no,nor,norwegian,norsk,bokmål,bokmal,norwegian bokmål,norwegian bokmal,norsk bokmål,"},
    {"nl", "Dutch", "dutch", ",nl,nld,dut,dutch,flemish,nederlands,"},
    {"nn", "Norwegian Nynorsk", "norwegian", ",nn,nno,nynorsk,norwegian nynorsk,norsk nynorsk,"},
    {"sv", "Swedish", "swedish", ",sv,swe,swedish,svenska,"},
    {NULL, NULL, NULL, NULL},
};
/* clang-format on */

/* The longest name, and then some. */
enum { LONGEST_NAME = 40 };

static bool has(const char *names, struct slice name)
{
    char wanted[LONGEST_NAME + 3] = ",";
    if (name.size == 0 || name.size > LONGEST_NAME)
        return false;
    for (size_t i = 0; i < name.size; i++)
        wanted[1 + i] = slice_lower(name.data[i]);
    memcpy(wanted + 1 + name.size, ",", 2);
    return memchr(name.data, ',', name.size) == NULL && strstr(names, wanted) != NULL;
}

static bool is_separator(char c)
{
    return c == '-' || c == '_';
}

/* nb of nb-NO, en of en_GB, sr of sr-Latn-RS: a script and a region do not change how a text is
 * cut. */
static struct slice without_region(struct slice name)
{
    struct slice tag = name;
    if (tag.size > 3 && is_separator(tag.data[tag.size - 3]))
        tag.size -= 3;
    if (tag.size > 5 && is_separator(tag.data[tag.size - 5]))
        tag.size -= 5;
    return tag;
}

const struct language_code *language_code_find(struct slice name)
{
    name = slice_trim(name);
    struct slice tag = without_region(name);
    for (const struct language_code *language = language_codes; language->code; language++)
        if (has(language->names, name) || (tag.size <= 3 && has(language->names, tag)))
            return language;
    return NULL;
}

const struct language_code *language_code_need(const char *name, const char *others)
{
    const struct language_code *found = language_code_find(slice_of(name));
    if (found)
        return found;
    struct buffer list = {0};
    for (const struct language_code *language = language_codes; language->code; language++)
        buffer_append_format(&list, language == language_codes ? "%s" : ", %s", language->code);
    if (others)
        buffer_append_format(&list, ", %s", others);
    buffer_append_char(&list, '\0');
    message_usage("--language: unknown language '%s'; the languages are %s", name, list.data);
}
