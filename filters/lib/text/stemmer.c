#include "text/stemmer.h"

#include "base/message.h"

#ifdef HAVE_STEMMER

#include <stdlib.h>

#include <libstemmer.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/digest.h"
#include "base/memory.h"
#include "text/language_code.h"
#include "base/suggest.h"
#include "text/normal.h"

/* The number of words remembered, and of their bytes, before all are forgotten. */
enum { MOST_WORDS = 400000, MOST_BYTES = 16 << 20 };

/* Snowball copies a word into a buffer of its own; words of this length are not inflected. */
enum { LONGEST_WORD = 1024 };

struct stemmer {
    struct sb_stemmer *snowball;
    bool dotless; /* I is the upper case of ı, İ that of i */
    struct map words;
    struct slice *stems; /* by word */
    size_t capacity, bytes;
    struct arena arena;
    uint32_t *numbers; /* of the words of the last call */
    size_t number_capacity;
    struct buffer folded, capitals;
};

const char *const *stemmer_languages(void)
{
    return sb_stemmer_list();
}

const char *stemmer_library(void)
{
    return "Snowball libstemmer";
}

static bool is_known(const char *language)
{
    for (const char *const *name = stemmer_languages(); *name; name++)
        if (strcmp(*name, language) == 0)
            return true;
    return false;
}

static void refuse(const char *language) __attribute__((noreturn));

static void refuse(const char *language)
{
    struct suggest suggest = suggest_begin(slice_of(language));
    for (const char *const *name = stemmer_languages(); *name; name++)
        suggest_add(&suggest, slice_of(*name));
    message_usage("no stemmer for the language '%s'%s", language,
                  suggest_ending(&suggest, "the languages are"));
}

struct stemmer *stemmer_new(const char *language)
{
    struct sb_stemmer *snowball = sb_stemmer_new(language, "UTF_8");
    const struct language_code *code = snowball ? NULL : language_code_find(slice_of(language));
    if (code)
        snowball = sb_stemmer_new(code->snowball, "UTF_8");
    if (!snowball && (code || is_known(language)))
        message_fatal(NULL, "out of memory");
    if (!snowball)
        refuse(language);
    struct stemmer *stemmer = memory_zeroed(1, sizeof *stemmer);
    stemmer->snowball = snowball;
    stemmer->dotless = strcmp(language, "turkish") == 0 || strcmp(language, "tr") == 0 ||
                       strcmp(language, "tur") == 0;
    return stemmer;
}

/* The lower-case letters of Turkish that differ from the general rules of Unicode. */
static struct slice lower_turkish(struct stemmer *stemmer, struct slice word)
{
    static const char dotted[] = "\xc4\xb0", dotless[] = "\xc4\xb1";
    buffer_clear(&stemmer->capitals);
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] == 'I') {
            buffer_append_string(&stemmer->capitals, dotless);
        } else if (slice_starts(slice_from(word, i), dotted)) {
            buffer_append_char(&stemmer->capitals, 'i');
            i++;
        } else {
            buffer_append_char(&stemmer->capitals, word.data[i]);
        }
    }
    return buffer_slice(&stemmer->capitals);
}

static struct slice make_stem(struct stemmer *stemmer, struct slice word)
{
    buffer_clear(&stemmer->folded);
    text_fold(stemmer->dotless ? lower_turkish(stemmer, word) : word, LETTER_LOWER, false,
              &stemmer->folded);
    struct slice folded = buffer_slice(&stemmer->folded);
    if (folded.size == 0)
        return slice_of("_");
    if (folded.size > LONGEST_WORD)
        return folded;
    const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)folded.data,
                                            (int)folded.size);
    if (!stem)
        message_fatal(NULL, "out of memory");
    int size = sb_stemmer_length(stemmer->snowball);
    return size > 0 ? slice_make((const char *)stem, (size_t)size) : folded;
}

static void learn(struct stemmer *stemmer, uint32_t number, struct slice word)
{
    stemmer->stems = memory_grow(stemmer->stems, &stemmer->capacity, (size_t)number + 1,
                                 sizeof *stemmer->stems);
    stemmer->stems[number] = arena_copy(&stemmer->arena, make_stem(stemmer, word));
    stemmer->bytes += word.size + stemmer->stems[number].size;
}

static void forget(struct stemmer *stemmer)
{
    if (stemmer->words.count <= MOST_WORDS && stemmer->bytes <= MOST_BYTES)
        return;
    map_free(&stemmer->words);
    arena_free(&stemmer->arena);
    stemmer->arena = (struct arena){0};
    stemmer->bytes = 0;
}

struct slice stemmer_stem(struct stemmer *stemmer, struct slice word)
{
    bool added;
    forget(stemmer);
    uint32_t number = map_add(&stemmer->words, word, &added);
    if (added)
        learn(stemmer, number, word);
    return stemmer->stems[number];
}

void stemmer_stem_all(struct stemmer *stemmer, struct slice *words, size_t count)
{
    forget(stemmer);
    stemmer->numbers = memory_grow(stemmer->numbers, &stemmer->number_capacity, count,
                                   sizeof *stemmer->numbers);
    uint32_t known = (uint32_t)stemmer->words.count;
    map_add_all(&stemmer->words, words, count, stemmer->numbers);
    for (; known < stemmer->words.count; known++)
        learn(stemmer, known, map_key(&stemmer->words, known));
    for (size_t i = 0; i < count; i++)
        words[i] = stemmer->stems[stemmer->numbers[i]];
}

const char *stemmer_fingerprint(void)
{
    static const char *const words[][5] = {
        {"english", "generously", "policies", "knightly", "evening"},
        {"norwegian", "brukerne", "samskapinga", "erfaringene", "tjenestenes"},
        {"danish", "brugerne", "samskabelsens", "erfaringerne", "undersøgelse"},
        {"swedish", "brukarnas", "samskapandet", "erfarenheterna", "klokheten"},
        {"finnish", "käyttäjien", "kokemuksista", "palveluissamme", "edeltäjiinsä"},
        {"german", "betroffenen", "aufeinanderfolge", "häusern", "erfahrungen"},
        {"dutch", "gebruikers", "lichamelijkheden", "ervaringen", "opgediept"},
        {"french", "majestueusement", "continuelles", "expériences", "usagers"},
        {"spanish", "cheques", "torneados", "experiencias", "usuarios"},
        {"italian", "pronunciamento", "abbandonate", "esperienze", "utenti"},
    };
    static char hex[DIGEST_HEX + 1];
    struct digest digest;
    digest_begin(&digest);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct sb_stemmer *snowball = sb_stemmer_new(words[i][0], "UTF_8");
        for (size_t k = 1; snowball && k < 5; k++) {
            const sb_symbol *stem = sb_stemmer_stem(snowball, (const sb_symbol *)words[i][k],
                                                    (int)strlen(words[i][k]));
            if (!stem)
                message_fatal(NULL, "out of memory");
            digest_add(&digest,
                       slice_make((const char *)stem, (size_t)sb_stemmer_length(snowball)));
            digest_add(&digest, slice_of("\n"));
        }
        sb_stemmer_delete(snowball);
    }
    digest_end(&digest, hex);
    hex[12] = '\0';
    return hex;
}

#else

static const char missing[] = "built without Snowball; install libstemmer (Debian: libstemmer-dev) "
                              "and build again";

struct stemmer *stemmer_new(const char *language)
{
    (void)language;
    message_fatal(NULL, "%s", missing);
}

struct slice stemmer_stem(struct stemmer *stemmer, struct slice word)
{
    (void)stemmer;
    return word;
}

void stemmer_stem_all(struct stemmer *stemmer, struct slice *words, size_t count)
{
    (void)stemmer;
    (void)words;
    (void)count;
}

const char *const *stemmer_languages(void)
{
    message_fatal(NULL, "%s", missing);
}

const char *stemmer_fingerprint(void)
{
    return "";
}

const char *stemmer_library(void)
{
    return "without Snowball libstemmer";
}

#endif
