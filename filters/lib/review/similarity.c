#include "review/similarity.h"

#include <stdlib.h>

#include "base/memory.h"

enum { WORD_BITS = 64, MOST_BLOCKS = (CITATION_LIMIT + WORD_BITS - 1) / WORD_BITS };

/* One column of the matrix is kept as its differences, one bit each: `plus` where a cell is one
 * more than the cell above it, `minus` where it is one less. */
size_t similarity_distance(struct slice a, struct slice b)
{
    if (a.size < b.size) {
        struct slice other = a;
        a = b;
        b = other;
    }
    while (b.size > 0 && a.data[0] == b.data[0])
        a = slice_from(a, 1), b = slice_from(b, 1);
    while (b.size > 0 && a.data[a.size - 1] == b.data[b.size - 1])
        a.size--, b.size--;
    if (b.size == 0)
        return a.size;
    if (b.size > (size_t)MOST_BLOCKS * WORD_BITS)
        return a.size;
    size_t blocks = (b.size + WORD_BITS - 1) / WORD_BITS;
    uint64_t where[256][MOST_BLOCKS], plus[MOST_BLOCKS], minus[MOST_BLOCKS];
    for (size_t i = 0; i < a.size; i++)
        memset(where[(unsigned char)a.data[i]], 0, blocks * sizeof(uint64_t));
    for (size_t i = 0; i < b.size; i++)
        memset(where[(unsigned char)b.data[i]], 0, blocks * sizeof(uint64_t));
    for (size_t i = 0; i < b.size; i++)
        where[(unsigned char)b.data[i]][i / WORD_BITS] |= (uint64_t)1 << i % WORD_BITS;
    for (size_t i = 0; i < blocks; i++) {
        plus[i] = UINT64_MAX;
        minus[i] = 0;
    }
    size_t distance = b.size;
    uint64_t last = (uint64_t)1 << (b.size - 1) % WORD_BITS;
    for (size_t i = 0; i < a.size; i++) {
        const uint64_t *matches = where[(unsigned char)a.data[i]];
        uint64_t carry_plus = 1, carry_minus = 0;
        for (size_t k = 0; k < blocks; k++) {
            uint64_t equal = matches[k], vertical = equal | minus[k];
            equal |= carry_minus;
            uint64_t diagonal = (((equal & plus[k]) + plus[k]) ^ plus[k]) | equal;
            uint64_t across_plus = minus[k] | ~(diagonal | plus[k]);
            uint64_t across_minus = plus[k] & diagonal;
            if (k == blocks - 1) {
                distance += (across_plus & last) != 0;
                distance -= (across_minus & last) != 0;
            }
            uint64_t next_plus = across_plus >> (WORD_BITS - 1);
            uint64_t next_minus = across_minus >> (WORD_BITS - 1);
            across_plus = across_plus << 1 | carry_plus;
            across_minus = across_minus << 1 | carry_minus;
            plus[k] = across_minus | ~(vertical | across_plus);
            minus[k] = across_plus & vertical;
            carry_plus = next_plus;
            carry_minus = next_minus;
        }
    }
    return distance;
}

static bool is_function_word(struct slice word)
{
    static const char *const words[] = {
        "a",  "an", "the", "of", "and", "or",  "in", "on",  "for", "to",  "with", "by",  "at",
        "as", "de", "la",  "le", "les", "des", "du", "del", "der", "die", "das",  "und", "et",
        "y",  "e",  "en",  "el", "los", "las", "da", "do",  "di",  "fur", "van",  "s",   NULL};
    return slice_is_one_of(word, words);
}

/* Words that make another publication of a title. */
static bool is_marker(struct slice word)
{
    static const char *const words[] = {
        "erratum",   "errata",     "corrigendum", "corrigenda",   "correction", "corrections",
        "corrected", "retraction", "retracted",   "concern",      "addendum",   "reply",
        "response",  "responses",  "re",          "comment",      "comments",   "commentary",
        "rebuttal",  "letter",     "editorial",   "discussion",   "protocol",   "pilot",
        "update",    "updated",    "republished", "reprint",      "preprint",   "interim",
        "vol",       "pg",         "part",        "followup",     "baseline",   "abstract",
        "summary",   "appendix",   "supplement",  "introduction", NULL};
    return slice_is_one_of(word, words);
}

/* What a word says as a number: its digits, those of a roman numeral or a number word, or the
 * letter that it is; appends it to `to` and returns the new size. *whole tells whether the word
 * says nothing else. */
static size_t append_number(struct slice word, char *to, size_t size, size_t room, bool *whole)
{
    static const char *const numbers[][2] = {
        {"i", "1"},      {"ii", "2"},    {"iii", "3"},   {"iv", "4"},     {"v", "5"},
        {"vi", "6"},     {"vii", "7"},   {"viii", "8"},  {"ix", "9"},     {"x", "10"},
        {"xi", "11"},    {"xii", "12"},  {"one", "1"},   {"two", "2"},    {"three", "3"},
        {"four", "4"},   {"five", "5"},  {"six", "6"},   {"seven", "7"},  {"eight", "8"},
        {"nine", "9"},   {"ten", "10"},  {"first", "1"}, {"second", "2"}, {"third", "3"},
        {"fourth", "4"}, {"fifth", "5"},
    };
    size_t before = size;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (word.data[0] == numbers[i][0][0] && slice_is(word, numbers[i][0])) {
            word = slice_of(numbers[i][1]);
            break;
        }
    for (size_t i = 0; i < word.size && size < room; i++)
        if ((word.data[i] >= '0' && word.data[i] <= '9') || word.size == 1)
            to[size++] = word.data[i];
    *whole = word.size > 0 && size - before == word.size;
    return size;
}

/* The words of a title that the other lacks. */
struct rest {
    struct slice words[CITATION_LIMIT / 2 + 1];
    size_t count;
    char letters[CITATION_LIMIT]; /* of them, but for function words and numbers */
    size_t size;
    char numbers[CITATION_LIMIT];
    size_t number_size;
    bool marker;
};

static size_t cut_words(struct slice title, struct slice *words)
{
    size_t count = 0;
    while (title.data)
        words[count++] = slice_cut(&title, ' ');
    return count;
}

static void gather(struct rest *rest)
{
    rest->size = rest->number_size = 0;
    rest->marker = false;
    for (size_t i = 0; i < rest->count; i++) {
        struct slice word = rest->words[i];
        if (word.size == 0 || is_function_word(word))
            continue;
        bool is_number;
        rest->number_size = append_number(word, rest->numbers, rest->number_size,
                                          sizeof rest->numbers, &is_number);
        if (!is_number) {
            memcpy(rest->letters + rest->size, word.data, word.size);
            rest->size += word.size;
        }
        rest->marker |= is_marker(word);
    }
}

/* Takes the words out of both that both have, as often as both have them. */
static void subtract(struct rest *a, struct rest *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (a->words[i].size > 0 && slice_equal(a->words[i], b->words[j])) {
                a->words[i].size = b->words[j].size = 0;
                break;
            }
}

static size_t letters_of(const struct rest *rest)
{
    size_t letters = 0;
    for (size_t i = 0; i < rest->count; i++)
        letters += rest->words[i].size;
    return letters;
}

static size_t without_spaces(struct slice words, char *to)
{
    size_t size = 0;
    for (size_t i = 0; i < words.size; i++)
        if (words.data[i] != ' ')
            to[size++] = words.data[i];
    return size;
}

static bool is_suffix(const char *shorter, size_t size, const char *longer, size_t longer_size)
{
    return size <= longer_size && memcmp(shorter, longer + longer_size - size, size) == 0;
}

static bool is_prefix(const char *shorter, size_t size, const char *longer, size_t longer_size)
{
    return size <= longer_size && memcmp(shorter, longer, size) == 0;
}

static enum title_relation relate(const struct rest *a, const struct rest *b, size_t distance,
                                  bool part)
{
    enum { FEW = 4, LONG = 24 };
    size_t longer = a->size > b->size ? a->size : b->size;
    size_t apart = similarity_distance(slice_make(a->letters, a->size),
                                       slice_make(b->letters, b->size));
    if (longer == 0)
        return distance <= FEW + 2 ? TITLE_EQUAL : TITLE_OTHER;
    if (a->size > 0 && b->size > 0 && apart * FEW <= longer && apart <= (longer < LONG ? 2 : 3))
        return TITLE_VARIANT;
    return part ? TITLE_PART : TITLE_OTHER;
}

static struct title_similarity compare_titles(struct slice a, struct slice b)
{
    struct title_similarity result = {.relation = TITLE_EQUAL, .figure = SIMILARITY_FULL};
    char left[CITATION_LIMIT], right[CITATION_LIMIT];
    size_t left_size = without_spaces(a, left), right_size = without_spaces(b, right);
    if (left_size == right_size && memcmp(left, right, left_size) == 0)
        return result;
    size_t longer = left_size > right_size ? left_size : right_size;
    struct rest first, second;
    first.count = cut_words(a, first.words);
    second.count = cut_words(b, second.words);
    subtract(&first, &second);
    size_t more = letters_of(&first), other = letters_of(&second);
    more = more < other ? more : other;
    if (more > longer / 2) {
        /* So little in common that its exact measure is not worth the time. */
        result.relation = TITLE_OTHER;
        result.figure = SIMILARITY_FULL - (int)(more * SIMILARITY_FULL / longer);
        return result;
    }
    size_t distance = similarity_distance(slice_make(left, left_size),
                                          slice_make(right, right_size));
    result.figure = SIMILARITY_FULL - (int)(distance * SIMILARITY_FULL / longer);
    gather(&first);
    gather(&second);
    bool part = is_prefix(left, left_size, right, right_size) ||
                is_prefix(right, right_size, left, left_size) ||
                is_suffix(left, left_size, right, right_size) ||
                is_suffix(right, right_size, left, left_size);
    result.relation = relate(&first, &second, distance, part);
    /* `non immune` and `nonimmune` leave the same letters, `cd 4` and `cd4` the same numbers. */
    bool same_numbers = first.number_size == second.number_size &&
                        memcmp(first.numbers, second.numbers, first.number_size) == 0;
    result.numbers = !same_numbers && first.number_size > 0 && second.number_size > 0;
    result.one_number = !same_numbers && !result.numbers;
    result.marker = first.marker != second.marker;
    if (result.relation <= TITLE_VARIANT && !same_numbers)
        result.relation = TITLE_OTHER;
    return result;
}

int similarity_title_bits(const struct citation *a, const struct citation *b)
{
    int common = __builtin_popcountll(a->title_bits & b->title_bits);
    int first = __builtin_popcountll(a->title_bits), second = __builtin_popcountll(b->title_bits);
    int fewer = first < second ? first : second;
    return fewer == 0 ? SIMILARITY_FULL : common * SIMILARITY_FULL / fewer;
}

struct title_similarity similarity_titles(const struct citation *a, const struct citation *b)
{
    struct title_similarity best = {.relation = TITLE_OTHER, .figure = SIMILARITY_UNKNOWN};
    for (size_t i = 0; i < a->title_count; i++)
        for (size_t j = 0; j < b->title_count; j++) {
            struct title_similarity here = compare_titles(a->titles[i], b->titles[j]);
            if (best.figure == SIMILARITY_UNKNOWN || here.relation < best.relation ||
                (here.relation == best.relation && here.figure > best.figure))
                best = here;
        }
    return best;
}

/* An author as citation.h writes one. */
struct author {
    struct slice name, initial, parts;
};

static size_t cut_authors(struct slice list, struct author *authors)
{
    size_t count = 0;
    if (list.size == 0)
        return 0;
    while (list.data && count < CITATION_AUTHORS) {
        struct slice rest = slice_cut(&list, ';');
        authors[count].name = slice_cut(&rest, ',');
        authors[count].initial = rest.data ? slice_cut(&rest, ',') : (struct slice){NULL, 0};
        authors[count].parts = rest.data ? rest : (struct slice){NULL, 0};
        count += authors[count].name.size > 0;
    }
    return count;
}

/* Equal, cut off, or with one letter that differs. */
static bool are_names_alike(struct slice a, struct slice b)
{
    enum { LONG = 5 };
    struct slice shorter = a.size < b.size ? a : b, longer = a.size < b.size ? b : a;
    if (shorter.size == 0)
        return false;
    if (slice_equal(a, b))
        return true;
    if (shorter.size < LONG)
        return false;
    return is_prefix(shorter.data, shorter.size, longer.data, longer.size) ||
           (longer.size - shorter.size <= 1 && similarity_distance(a, b) <= 1);
}

static bool has_part(struct slice name, struct slice parts)
{
    while (parts.data && parts.size > 0)
        if (are_names_alike(name, slice_cut(&parts, ' ')))
            return true;
    return false;
}

static bool are_authors_alike(const struct author *a, const struct author *b)
{
    if (a->initial.size > 0 && b->initial.size > 0 && !slice_equal(a->initial, b->initial))
        return false;
    if (are_names_alike(a->name, b->name) || has_part(a->name, b->parts) ||
        has_part(b->name, a->parts))
        return true;
    struct slice rest = a->parts;
    while (rest.data && rest.size > 0)
        if (has_part(slice_cut(&rest, ' '), b->parts))
            return true;
    return false;
}

struct author_similarity similarity_authors(const struct citation *a, const struct citation *b)
{
    struct author left[CITATION_AUTHORS], right[CITATION_AUTHORS];
    size_t left_count = cut_authors(a->authors, left), right_count = cut_authors(b->authors, right);
    if (left_count == 0 || right_count == 0)
        return (struct author_similarity){MATCH_UNKNOWN, SIMILARITY_UNKNOWN};
    bool used[CITATION_AUTHORS] = {false};
    size_t common = 0, fewer = left_count < right_count ? left_count : right_count;
    bool first_known = false;
    for (size_t i = 0; i < left_count; i++)
        for (size_t j = 0; j < right_count; j++)
            if (!used[j] && are_authors_alike(&left[i], &right[j])) {
                first_known |= i == 0 || j == 0;
                used[j] = true;
                common++;
                break;
            }
    enum field_match first = are_authors_alike(&left[0], &right[0]) ? MATCH_SAME
                             : first_known                          ? MATCH_CLOSE
                                                                    : MATCH_DIFFERENT;
    return (struct author_similarity){first, (int)(common * SIMILARITY_FULL / fewer)};
}

enum { JOURNAL_WORDS = 32 };

static size_t cut_journal(struct slice name, struct slice *words)
{
    size_t count = 0;
    while (name.data && name.size > 0 && count < JOURNAL_WORDS) {
        struct slice word = slice_cut(&name, ' ');
        if (word.size > 0 && !is_function_word(word))
            words[count++] = word;
    }
    return count;
}

static bool is_abbreviation(struct slice a, struct slice b)
{
    enum { CONTRACTED = 3, LONG = 6 };
    struct slice shorter = a.size < b.size ? a : b, longer = a.size < b.size ? b : a;
    if (is_prefix(shorter.data, shorter.size, longer.data, longer.size))
        return true;
    if (shorter.size >= LONG && longer.size - shorter.size <= 1 && similarity_distance(a, b) <= 1)
        return true;
    if (shorter.size < CONTRACTED || shorter.data[0] != longer.data[0] ||
        shorter.data[shorter.size - 1] != longer.data[longer.size - 1])
        return false;
    size_t at = 0;
    for (size_t i = 0; i < longer.size && at < shorter.size; i++)
        at += longer.data[i] == shorter.data[at];
    return at == shorter.size;
}

static bool are_initials(struct slice word, const struct slice *words, size_t count)
{
    enum { FEWEST = 3 };
    if (word.size < FEWEST || word.size > count)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] != words[i].data[0])
            return false;
    return word.size == count || word.size > FEWEST;
}

/* How many words, one by one, can be of one name. */
static size_t common_words(const struct slice *a, const struct slice *b, size_t count)
{
    size_t common = 0;
    while (common < count && is_abbreviation(a[common], b[common]))
        common++;
    return common;
}

/* Whether the whole name stands inside the other: `TAG. Theoretical and applied genetics`. */
static bool is_inside(const struct slice *shorter, size_t count, const struct slice *longer,
                      size_t longer_count)
{
    enum { FEWEST = 3 };
    for (size_t at = 1; count >= FEWEST && at + count <= longer_count; at++)
        if (common_words(shorter, longer + at, count) == count)
            return true;
    return false;
}

enum field_match similarity_journals(struct slice a, struct slice b)
{
    static const char *const subtitles[] = {"official",    "journal", "international",
                                            "publication", "organ",   NULL};
    struct slice left[JOURNAL_WORDS], right[JOURNAL_WORDS];
    size_t left_count = cut_journal(a, left), right_count = cut_journal(b, right);
    if (left_count == 0 || right_count == 0)
        return MATCH_UNKNOWN;
    size_t fewer = left_count < right_count ? left_count : right_count;
    size_t common = common_words(left, right, fewer);
    if (common == fewer && left_count == right_count)
        return MATCH_SAME;
    if (common == fewer) {
        struct slice next = left_count > fewer ? left[fewer] : right[fewer];
        return slice_is_one_of(next, subtitles) ? MATCH_SAME
               : fewer > 2                      ? MATCH_CLOSE
                                                : MATCH_DIFFERENT;
    }
    if ((left_count == 1 && are_initials(left[0], right, right_count)) ||
        (right_count == 1 && are_initials(right[0], left, left_count)))
        return MATCH_SAME;
    if (is_inside(left, left_count, right, right_count) ||
        is_inside(right, right_count, left, left_count))
        return MATCH_CLOSE;
    return MATCH_DIFFERENT;
}

static struct slice digits_of(struct slice page)
{
    while (page.size > 0 && (page.data[0] < '0' || page.data[0] > '9'))
        page = slice_from(page, 1);
    return page;
}

/* Whether a single number may be something else than the first page of an issue. */
static bool is_vague(const struct citation *citation)
{
    enum { ARTICLE_NUMBER = 5, MOST_PAGES = 2 };
    struct slice first = citation->first_page;
    if (slice_is(first, "1") || digits_of(first).size != first.size)
        return true;
    return citation->last_page.size == 0 &&
           (first.size >= ARTICLE_NUMBER || first.size <= MOST_PAGES);
}

enum field_match similarity_pages(const struct citation *a, const struct citation *b)
{
    if (a->first_page.size == 0 || b->first_page.size == 0)
        return MATCH_UNKNOWN;
    if (slice_equal(a->first_page, b->first_page))
        return slice_is(a->first_page, "1") && !slice_equal(a->last_page, b->last_page)
                   ? MATCH_CLOSE
                   : MATCH_SAME;
    if (slice_equal(digits_of(a->first_page), digits_of(b->first_page)))
        return MATCH_CLOSE;
    return is_vague(a) || is_vague(b) ? MATCH_CLOSE : MATCH_DIFFERENT;
}

static bool is_year(const struct citation *citation)
{
    struct slice volume = citation->volume;
    int year = 0;
    for (size_t i = 0; i < volume.size; i++)
        if (volume.size != 4 || volume.data[i] < '0' || volume.data[i] > '9')
            return false;
        else
            year = year * 10 + (volume.data[i] - '0');
    return year >= citation->year - 1 && year <= citation->year + 1;
}

enum field_match similarity_volumes(const struct citation *a, const struct citation *b)
{
    if (a->volume.size == 0 || b->volume.size == 0)
        return MATCH_UNKNOWN;
    if (slice_equal(a->volume, b->volume))
        return MATCH_SAME;
    return is_year(a) || is_year(b) ? MATCH_CLOSE : MATCH_DIFFERENT;
}

int similarity_abstracts(const struct citation *a, const struct citation *b)
{
    if (!a->has_abstract || !b->has_abstract)
        return SIMILARITY_UNKNOWN;
    int common = 0;
    for (int i = 0; i < CITATION_SKETCH; i++)
        common += a->sketch[i] == b->sketch[i];
    return common * SIMILARITY_FULL / CITATION_SKETCH;
}
