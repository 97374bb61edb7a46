#include "text/language.h"

#include "base/message.h"

#ifdef HAVE_EXTTEXTCAT

#include <libexttextcat/textcat.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/memory_file.h"
#include "base/memory.h"
#include "text/utf8.h"

/* A few hundred bytes are enough; more only cost time. */
enum { LONGEST_TEXT = 2000, PIECE = 200, LONGEST_LIST = 1 << 20 };

struct languages {
    void *all, *without_japanese;
    struct buffer text;
};

/* The code of a fingerprint: zh for "zh-CN-utf8", no for "nb--utf8"; empty if it has no code of two
 * letters. */
static struct slice code_of(struct slice id)
{
    struct slice code = slice_cut(&id, '-');
    if (slice_is(code, "nb") || slice_is(code, "nn"))
        return slice_of("no");
    if (slice_is(code, "sh"))
        return slice_of("sr");
    return code.size == 2 ? code : slice_of("");
}

static bool has(struct slice codes, struct slice code)
{
    while (codes.data)
        if (slice_equal(slice_trim(slice_cut(&codes, ',')), code))
            return true;
    return false;
}

/* The next word of a line, up to a blank. */
static struct slice next_word(struct slice *line)
{
    size_t size = 0;
    *line = slice_trim(*line);
    while (size < line->size && !slice_is_blank(line->data[size]))
        size++;
    struct slice word = slice_make(line->data, size);
    *line = slice_from(*line, size);
    return word;
}

/* Appends the lines of the list of fingerprints whose languages are wanted, and to `found` their
 * codes, separated by commas. */
static void choose(struct slice list, struct slice codes, const char *except, struct buffer *lines,
                   struct buffer *found)
{
    for (struct slice rest = list; rest.data;) {
        struct slice left = slice_cut(&rest, '\n');
        struct slice file = next_word(&left), name = next_word(&left), code = code_of(name);
        if (file.size == 0 || file.data[0] == '#' || code.size == 0 || slice_is(code, except) ||
            !has(codes, code))
            continue;
        buffer_append_slice(lines, file);
        buffer_append_char(lines, ' ');
        buffer_append_slice(lines, name);
        buffer_append_char(lines, '\n');
        buffer_append_slice(found, code);
        buffer_append_char(found, ',');
    }
}

/* The library reads its list of fingerprints only from a file. */
static void *open_list(struct slice lines, const char *folder)
{
    struct memory_file list;
    struct buffer prefix = {0};
    buffer_append_format(&prefix, "%s/", folder);
    buffer_append_char(&prefix, '\0');
    memory_file_open(&list, lines);
    void *handle = special_textcat_Init(list.path, prefix.data);
    memory_file_close(&list);
    if (!handle)
        message_fatal(&(struct place){folder, 0, 0}, "cannot read the fingerprints of languages");
    buffer_free(&prefix);
    return handle;
}

struct languages *languages_open(const char *folder, const char *codes)
{
    struct languages *languages = memory_zeroed(1, sizeof *languages);
    struct buffer path = {0}, lines = {0}, found = {0}, other = {0}, rest = {0};
    buffer_append_format(&path, "%s/fpdb.conf", folder);
    buffer_append_char(&path, '\0');
    struct buffer list = input_whole(path.data, LONGEST_LIST);
    choose(buffer_slice(&list), slice_of(codes), "", &lines, &found);
    choose(buffer_slice(&list), slice_of(codes), "ja", &other, &rest);
    buffer_free(&list);
    for (struct slice left = slice_of(codes); left.data;) {
        struct slice code = slice_trim(slice_cut(&left, ','));
        if (code.size != 2 || !has(buffer_slice(&found), code))
            message_fatal(&(struct place){path.data, 0, 0},
                          "no fingerprint of the language '%.*s' (a code of ISO 639-1)",
                          SLICE(code));
    }
    languages->all = open_list(buffer_slice(&lines), folder);
    languages->without_japanese = other.size > 0 ? open_list(buffer_slice(&other), folder)
                                                 : languages->all;
    buffer_free(&path);
    buffer_free(&lines);
    buffer_free(&found);
    buffer_free(&other);
    buffer_free(&rest);
    return languages;
}

/* Copies the code of the nearest language; with `alone`, only if no other language is near. */
static bool nearest(void *handle, struct slice text, bool alone, char code[LANGUAGE_CODE_SIZE])
{
    candidate_t *candidates = textcat_GetClassifyFullOutput(handle);
    if (!candidates)
        message_fatal(NULL, "out of memory");
    int count = textcat_ClassifyFull(handle, text.data, text.size, candidates);
    bool found = count > 0;
    struct slice first = {NULL, 0};
    for (int i = 0; i < count; i++) {
        struct slice here = code_of(slice_of(candidates[i].name));
        first = i == 0 ? here : first;
        found = found && (!alone || slice_equal(here, first));
    }
    if (found) {
        memcpy(code, first.data, 2);
        code[2] = '\0';
    }
    textcat_ReleaseClassifyFullOutput(handle, candidates);
    return found;
}

/* The beginning of the text, at most `size` bytes, in whole characters. */
static struct slice cut(struct slice text, size_t size)
{
    if (text.size <= size)
        return text;
    while (size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    return slice_make(text.data, size);
}

/* A text with kana, U+3040 to U+30FF, is Japanese, whatever its share of Chinese characters. */
static bool has_kana(struct slice text)
{
    while (text.size > 0) {
        int32_t code_point;
        size_t size = utf8_decode(text, &code_point);
        if (code_point >= 0x3040 && code_point <= 0x30FF)
            return true;
        text = slice_from(text, size);
    }
    return false;
}

static double share_of(void *handle, struct slice text, const char *code)
{
    size_t all = 0, same = 0;
    while (text.size > 0) {
        /* The last piece is up to twice as long, so that none is too short. */
        struct slice piece = text.size < 2 * PIECE ? text : cut(text, PIECE);
        char other[LANGUAGE_CODE_SIZE];
        if (nearest(handle, piece, false, other) && strcmp(other, code) == 0)
            same += piece.size;
        all += piece.size;
        text = slice_from(text, piece.size);
    }
    return all > 0 ? (double)same / (double)all : 0;
}

bool languages_find(struct languages *languages, struct slice text, struct language *found)
{
    buffer_clear(&languages->text);
    utf8_repair(cut(text, LONGEST_TEXT), &languages->text);
    /* The library may read one byte past the end, so a NUL follows the text. */
    buffer_append_char(&languages->text, '\0');
    struct slice repaired = slice_make(languages->text.data, languages->text.size - 1);
    void *handle = has_kana(repaired) ? languages->all : languages->without_japanese;
    if (!nearest(handle, repaired, true, found->code))
        return false;
    bool is_piece = repaired.size < 2 * PIECE;
    found->share = is_piece ? 1 : share_of(handle, repaired, found->code);
    return true;
}

void languages_close(struct languages *languages)
{
    if (languages->without_japanese != languages->all)
        textcat_Done(languages->without_japanese);
    textcat_Done(languages->all);
    buffer_free(&languages->text);
    free(languages);
}

const char *language_version(void)
{
    return textcat_Version();
}

#else

struct languages *languages_open(const char *folder, const char *codes)
{
    (void)folder, (void)codes;
    message_fatal(NULL, "built without language identification; install libexttextcat (Debian: "
                        "libexttextcat-dev, libexttextcat-data) and build again");
}

bool languages_find(struct languages *languages, struct slice text, struct language *found)
{
    (void)languages, (void)text, (void)found;
    return false;
}

void languages_close(struct languages *languages)
{
    (void)languages;
}

const char *language_version(void)
{
    return "built without libexttextcat";
}

#endif
