#include "review/citation.h"

#include "base/number.h"
#include "review/citation_names.h"
#include "review/citation_words.h"
#include "text/identifier.h"
#include "text/utf8.h"

const char *const citation_columns[CITATION_FIELDS] = {
    "type",   "year",  "lang",  "title", "abstract", "authors",  "journal",
    "volume", "issue", "pages", "doi",   "pmid",     "database", "source",
};

uint64_t citation_hash(struct slice bytes, uint64_t seed)
{
    uint64_t hash = seed ^ (bytes.size * 0x9e3779b97f4a7c15);
    for (size_t i = 0; i < bytes.size; i += 8) {
        uint64_t part = 0;
        memcpy(&part, bytes.data + i, bytes.size - i < 8 ? bytes.size - i : 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        part = __builtin_bswap64(part);
#endif
        hash = (hash ^ part) * 0xff51afd7ed558ccd;
        hash ^= hash >> 32;
    }
    hash *= 0xc4ceb9fe1a85ec53;
    return hash ^ hash >> 29;
}

static struct slice keep(struct citation_reader *reader, struct slice bytes)
{
    if (bytes.size > CITATION_LIMIT)
        bytes.size = CITATION_LIMIT;
    return bytes.size > 0 ? arena_copy(&reader->arena, bytes) : (struct slice){NULL, 0};
}

/* The words of a text, kept. */
static struct slice keep_words(struct citation_reader *reader, struct slice text)
{
    buffer_clear(&reader->words);
    citation_words(reader, text, &reader->words);
    return keep(reader, buffer_slice(&reader->words));
}

/* ---- Title ---- */

static const char *const no_title[] = {"unknown",
                                       "untitled",
                                       "no title",
                                       "no title available",
                                       "title not available",
                                       "not available",
                                       "na",
                                       "n a",
                                       "none",
                                       "null",
                                       "title",
                                       NULL};

static size_t count_words(struct slice words)
{
    size_t count = words.size > 0;
    for (size_t i = 0; i < words.size; i++)
        count += words.data[i] == ' ';
    return count;
}

static void add_title(struct citation_reader *reader, struct slice text, struct citation *citation)
{
    enum { WORDS_OF_A_FORM = 3 };
    if (citation->title_count == CITATION_TITLES)
        return;
    struct slice words = keep_words(reader, text);
    if (words.size == 0 || slice_is_one_of(words, no_title) ||
        (citation->title_count > 0 && count_words(words) < WORDS_OF_A_FORM))
        return;
    citation->titles[citation->title_count++] = words;
}

/* Titles that say only what sort of text this is. */
static bool is_generic(struct slice words)
{
    static const char *const generic[] = {"a",
                                          "abstract",
                                          "abstracts",
                                          "acknowledgements",
                                          "an",
                                          "and",
                                          "announcement",
                                          "annual",
                                          "author",
                                          "authors",
                                          "background",
                                          "book",
                                          "case",
                                          "chapter",
                                          "comment",
                                          "commentary",
                                          "comments",
                                          "conclusion",
                                          "conclusions",
                                          "conference",
                                          "contents",
                                          "correction",
                                          "correspondence",
                                          "corrigendum",
                                          "discussion",
                                          "editor",
                                          "editorial",
                                          "editors",
                                          "erratum",
                                          "foreword",
                                          "from",
                                          "guest",
                                          "highlights",
                                          "in",
                                          "index",
                                          "introduction",
                                          "issue",
                                          "letter",
                                          "letters",
                                          "meeting",
                                          "memoriam",
                                          "news",
                                          "note",
                                          "notes",
                                          "number",
                                          "obituary",
                                          "of",
                                          "on",
                                          "overview",
                                          "part",
                                          "perspective",
                                          "poster",
                                          "posters",
                                          "preface",
                                          "proceedings",
                                          "report",
                                          "reply",
                                          "research",
                                          "response",
                                          "review",
                                          "reviews",
                                          "section",
                                          "special",
                                          "summary",
                                          "supplement",
                                          "the",
                                          "this",
                                          "to",
                                          "viewpoint",
                                          "volume",
                                          NULL};
    while (words.data) {
        struct slice word = slice_cut(&words, ' ');
        if (!slice_is_one_of(word, generic) && !slice_is_digit(word.data[0]))
            return false;
    }
    return true;
}

/* Where ` = ` or ` / ` stands between two forms of a title; SIZE_MAX if nowhere. */
static size_t border(struct slice text)
{
    for (size_t i = 0; i + 2 < text.size; i++)
        if (text.data[i] == ' ' && text.data[i + 2] == ' ' &&
            (text.data[i + 1] == '=' || text.data[i + 1] == '/'))
            return i;
    return SIZE_MAX;
}

static void read_title(struct citation_reader *reader, struct slice cell, struct citation *citation)
{
    struct slice text = slice_trim(cell);
    while (text.size > 0 && text.data[text.size - 1] == '.')
        text.size--;
    const char *open = text.size > 0 ? memchr(text.data, '[', text.size) : NULL;
    bool closed = text.size > 0 && text.data[text.size - 1] == ']';
    if (closed && open == text.data) {
        citation->translated = true;
        text = slice_make(text.data + 1, text.size - 2);
        open = NULL;
    }
    struct slice parts[2] = {{NULL, 0}, {NULL, 0}};
    size_t at = border(text);
    if (closed && open) {
        parts[0] = slice_make(text.data, (size_t)(open - text.data));
        parts[1] = slice_make(open + 1, (size_t)(text.data + text.size - open - 2));
        /* `Title [German]` tells a language and is no second title. */
        if (!memchr(slice_trim(parts[1]).data, ' ', slice_trim(parts[1]).size))
            text = parts[0];
    } else if (at != SIZE_MAX) {
        parts[0] = slice_make(text.data, at);
        parts[1] = slice_from(text, at + 3);
    }
    add_title(reader, text, citation);
    if (citation->title_count == 0)
        return;
    for (int i = 0; i < 2; i++)
        add_title(reader, parts[i], citation);
    struct slice rest = citation->titles[0];
    citation->generic = is_generic(rest);
    /* Not every script writes a space between words. */
    citation->distinctive = rest.size >= 25 &&
                            (count_words(rest) >= 4 || utf8_ascii_prefix(rest) < rest.size);
    while (rest.data) {
        /* Short words are in every title. */
        struct slice word = slice_cut(&rest, ' ');
        if (word.size > 3)
            citation->title_bits |= (uint64_t)1 << (citation_hash(word, 1) & 63);
    }
}

/* ---- Abstract ---- */

static void read_abstract(struct citation_reader *reader, struct slice cell,
                          struct citation *citation)
{
    enum { FEW_WORDS = 20 };
    buffer_clear(&reader->words);
    citation->has_abstract = citation_words(reader, cell, &reader->words) >= FEW_WORDS;
    if (!citation->has_abstract)
        return;
    memset(citation->sketch, 0xff, sizeof citation->sketch);
    struct slice rest = buffer_slice(&reader->words);
    uint64_t before = 0, last = 0;
    while (rest.data) {
        uint64_t word = citation_hash(slice_cut(&rest, ' '), 2);
        uint64_t run = (before * 3 + last * 5 + word) * 0x9e3779b97f4a7c15;
        uint16_t *least = &citation->sketch[run >> 60];
        uint16_t value = (uint16_t)(run >> 40 & 0xffff);
        if (value < *least)
            *least = value;
        before = last;
        last = word;
    }
}

/* ---- Numbers and names ---- */

static uint16_t read_year(struct slice cell)
{
    enum { FIRST = 1500, LAST = 2199 };
    return (uint16_t)identifier_year_number(identifier_find_year(cell, FIRST, LAST));
}

static void read_doi(struct citation_reader *reader, struct slice cell, struct citation *citation)
{
    size_t version;
    buffer_clear(&reader->words);
    if (!identifier_find_doi(cell, &reader->words, &version))
        return;
    struct slice doi = buffer_slice(&reader->words);
    citation->doi_version = keep(reader, slice_from(doi, doi.size - version));
    citation->doi = keep(reader, slice_make(doi.data, doi.size - version));
}

/* The number at the beginning, without zeros in front: `32 Spec No2` is 32. Where there is none,
 * all of it. */
static struct slice read_volume(struct citation_reader *reader, struct slice cell)
{
    struct slice words = keep_words(reader, cell);
    for (size_t i = 0; i < words.size; i++) {
        if (!slice_is_digit(words.data[i]) || (i > 0 && slice_is_letter(words.data[i - 1])))
            continue;
        size_t size = 0;
        while (i + size < words.size && slice_is_digit(words.data[i + size]))
            size++;
        while (size > 1 && words.data[i] == '0')
            i++, size--;
        return slice_make(words.data + i, size);
    }
    return words;
}

static void read_pages(struct citation_reader *reader, struct slice cell, struct citation *citation)
{
    size_t first;
    buffer_clear(&reader->words);
    if (!identifier_find_pages(cell, &reader->words, &first))
        return;
    struct slice pages = buffer_slice(&reader->words);
    citation->first_page = keep(reader, slice_make(pages.data, first));
    citation->last_page = keep(reader, slice_from(pages, first));
}

static bool has_word(struct slice words, const char *const *list)
{
    struct slice rest = words;
    while (rest.data && words.size > 0)
        if (slice_is_one_of(slice_cut(&rest, ' '), list))
            return true;
    return false;
}

static uint8_t read_kinds(struct slice type, struct slice journal)
{
    static const char *const notice[] = {"erratum", "corrigendum", "correction", "retraction",
                                         NULL};
    static const char *const conference[] = {
        "conf",          "cpaper",  "conference", "proceedings",
        "inproceedings", "meeting", "congress",   NULL};
    static const char *const preprint[] = {"preprint", "unpb", "posted", NULL};
    static const char *const thesis[] = {"thesis",    "thes",          "dissertation",
                                         "phdthesis", "mastersthesis", NULL};
    static const char *const book[] = {"book",   "chap",        "chapter", "incollection",
                                       "inbook", "booksection", NULL};
    static const char *const article[] = {"article", "jour",   "journal", "journalarticle",
                                          "ejour",   "review", NULL};
    static const char *const servers[] = {"biorxiv",  "medrxiv",  "arxiv",    "ssrn", "preprints",
                                          "preprint", "psyarxiv", "chemrxiv", NULL};
    static const char *const meetings[] = {"conference", "symposium", "workshop", "congress", NULL};
    unsigned kinds = 0;
    if (has_word(type, notice))
        return KIND_NOTICE;
    kinds |= has_word(type, conference) ? KIND_CONFERENCE : 0;
    kinds |= has_word(type, preprint) ? KIND_PREPRINT : 0;
    kinds |= has_word(type, thesis) ? KIND_THESIS : 0;
    kinds |= has_word(type, book) ? KIND_BOOK : 0;
    kinds |= has_word(type, article) ? KIND_ARTICLE : 0;
    if (has_word(journal, servers))
        return KIND_PREPRINT;
    /* Reference managers call nearly everything an article; a venue that is a meeting tells more. */
    if (has_word(journal, meetings))
        kinds = (kinds & ~(unsigned)KIND_ARTICLE) | KIND_CONFERENCE;
    return (uint8_t)kinds;
}

/* Without what stands in parentheses: `Lancet (London, England)`. */
static struct slice read_journal(struct citation_reader *reader, struct slice cell)
{
    struct buffer outside = {0};
    int depth = 0;
    for (size_t i = 0; i < cell.size; i++) {
        depth += cell.data[i] == '(' || cell.data[i] == '[';
        if (depth <= 0)
            buffer_append_char(&outside, cell.data[i]);
        depth -= (cell.data[i] == ')' || cell.data[i] == ']') && depth > 0;
    }
    struct slice words = keep_words(reader, buffer_slice(&outside));
    buffer_free(&outside);
    return slice_is_one_of(words, no_title) ? (struct slice){NULL, 0} : words;
}

static struct slice read_export(struct citation_reader *reader, struct slice database,
                                struct slice source)
{
    size_t size = source.size;
    while (size > 0 && source.data[size - 1] != ':')
        size--;
    if (database.size == 0 || size == 0)
        return (struct slice){NULL, 0};
    buffer_clear(&reader->words);
    buffer_append_slice(&reader->words, database);
    buffer_append_char(&reader->words, '\t');
    buffer_append(&reader->words, source.data, size);
    return keep(reader, buffer_slice(&reader->words));
}

void citation_read(struct citation_reader *reader, const struct slice cells[CITATION_FIELDS],
                   struct citation *citation)
{
    *citation = (struct citation){0};
    read_title(reader, cells[CITATION_TITLE], citation);
    read_abstract(reader, cells[CITATION_ABSTRACT], citation);
    citation->year = read_year(cells[CITATION_YEAR]);
    citation->journal = read_journal(reader, cells[CITATION_JOURNAL]);
    citation->volume = read_volume(reader, cells[CITATION_VOLUME]);
    citation->issue = read_volume(reader, cells[CITATION_ISSUE]);
    read_pages(reader, cells[CITATION_PAGES], citation);
    read_doi(reader, cells[CITATION_DOI], citation);
    if (!number_read_u64(slice_trim(cells[CITATION_PMID]), &citation->pmid))
        citation->pmid = 0;
    citation->export = read_export(reader, cells[CITATION_DATABASE], cells[CITATION_SOURCE]);
    struct slice language = slice_trim(cells[CITATION_LANGUAGE]);
    char letters[2] = {language.size > 1 ? slice_lower(language.data[0]) : ' ',
                       language.size > 1 ? slice_lower(language.data[1]) : ' '};
    citation->language = language.size > 1 ? citation_hash(slice_make(letters, 2), 3) : 0;
    buffer_clear(&reader->words);
    citation_words(reader, cells[CITATION_TYPE], &reader->words);
    citation->kinds = read_kinds(buffer_slice(&reader->words), citation->journal);
    buffer_clear(&reader->words);
    citation_names_read(reader, cells[CITATION_AUTHORS_FIELD], &reader->words);
    citation->authors = keep(reader, buffer_slice(&reader->words));
}

void citation_reader_free(struct citation_reader *reader)
{
    arena_free(&reader->arena);
    buffer_free(&reader->plain);
    buffer_free(&reader->folded);
    buffer_free(&reader->words);
    *reader = (struct citation_reader){0};
}
