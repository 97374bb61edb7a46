/* Dictionaries, as tables and as YAML: whatever the bytes, what is read becomes a matcher, and its
 * hits in a few sentences lie within them, are sorted, and overlap only as they may; and a sentence
 * that comes again has the same hits. The first byte chooses format, overlap and accents. */
#include <string.h>

#include "refusal.h"
#include "base/buffer.h"
#include "intake/quanteda.h"
#include "tag/matcher.h"
#include "stream/dictionary.h"

enum { LONGEST = 1 << 14, MOST_WORDS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const sentences[] = {
    "The peer support workers co-design a peer review , co - design and codesign it .",
    "a a b a a-b ab A B \u00e9 e\u0301 \u00df SS x x x",
    "PSW\u00b4s don\u2019t trust 3,000 * ? ( | ) [ ] < 3 > { ~ } = # \u7528 \U0001F600 -",
    "",
};

static bool overlaps(const struct hit *a, const struct hit *b)
{
    return a->start < b->end && b->start < a->end;
}

static void check_hits(const struct dictionary *dictionary, const struct matcher *matcher,
                       const struct hit *hits, size_t count, size_t words, enum overlap overlap)
{
    for (size_t i = 0; i < count; i++) {
        const struct hit *hit = &hits[i], *before = i > 0 ? &hits[i - 1] : NULL;
        require(hit->start < hit->end && hit->end <= words);
        require(hit->entry < dictionary->entry_count);
        require(dictionary->entries[hit->entry].type != ENTRY_NOT);
        require(
            slice_equal(matcher_concept(matcher, hit->concept),
                        dictionary_concept(dictionary, dictionary->entries[hit->entry].concept)));
        require(!before || before->start < hit->start ||
                (before->start == hit->start &&
                 (before->end > hit->end ||
                  (before->end == hit->end && before->concept < hit->concept))));
        for (size_t j = 0; j < i && overlap != OVERLAP_ALL; j++)
            require(!overlaps(hit, &hits[j]) ||
                    (overlap != OVERLAP_ONE && hit->concept != hits[j].concept));
    }
}

/* Gives the matcher a sentence and keeps what it finds. */
static void find(struct matcher *matcher, const struct dictionary *dictionary, const char *sentence,
                 enum overlap overlap, struct buffer *found)
{
    /* Tokens are looked up sixteen bytes at a time (map.h). */
    static char room[512];
    struct slice words[MOST_WORDS], rest = {room, strlen(sentence)};
    size_t starts[MOST_WORDS], ends[MOST_WORDS], count = 0, hit_count;
    memset(room, 0, sizeof room);
    memcpy(room, sentence, rest.size);
    struct slice text = rest;
    while (rest.data && count < MOST_WORDS) {
        words[count] = slice_cut(&rest, ' ');
        starts[count] = (size_t)(words[count].data - room);
        ends[count] = starts[count] + words[count].size;
        count++;
    }
    struct place place = {"sentence", 1, 0};
    matcher_sentence(matcher, &place, words, count);
    if (matcher_needs_text(matcher, text))
        matcher_text(matcher, text, starts, ends);
    const struct hit *hits = matcher_end(matcher, &hit_count);
    check_hits(dictionary, matcher, hits, hit_count, count, overlap);
    if (hit_count > 0)
        buffer_append(found, (const char *)hits, hit_count * sizeof *hits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > LONGEST)
        return 0;
    static struct dictionary dictionary;
    static struct buffer first, second;
    static struct matcher *matcher;
    enum overlap overlap = (enum overlap)(data[0] >> 1 & 3);
    struct slice bytes = {(const char *)data + 1, size - 1};
    dictionary = (struct dictionary){0};
    buffer_clear(&first);
    buffer_clear(&second);
    if (!refusal_set())
        return 0;
    dictionary_add_file(&dictionary, "dictionary", bytes);
    if (data[0] & 1)
        quanteda_read(&dictionary, "dictionary", bytes);
    else
        dictionary_read_table(&dictionary, "dictionary", bytes);
    matcher = matcher_new(&dictionary, overlap, data[0] & 8);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        find(matcher, &dictionary, sentences[i], overlap, &first);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        find(matcher, &dictionary, sentences[i], overlap, &second);
    require(slice_equal(buffer_slice(&first), buffer_slice(&second)));
    matcher_free(matcher);
    dictionary_free(&dictionary);
    return 0;
}
