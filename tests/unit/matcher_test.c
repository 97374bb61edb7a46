/* The hits of a dictionary in sentences. */
#include "tag/matcher.h"

#include "check.h"

enum { MOST_WORDS = 64 };

/* Makes a dictionary of the rows of a native table, written with `;` for tab and `,` for newline. */
static void read_rows(struct dictionary *dictionary, const char *rows)
{
    char *table = memory_string(slice_of(rows));
    for (char *c = table; *c; c++)
        *c = *c == ';' ? '\t' : *c == ',' ? '\n' : *c;
    dictionary_read_table(dictionary, "table", slice_of(table));
    free(table);
}

/* Gives a sentence, words separated by spaces, and shows the hits, "start-end:concept ...". */
static const char *tag(struct matcher *matcher, const char *sentence)
{
    static char text[4096];
    struct slice words[MOST_WORDS], rest = slice_of(sentence);
    size_t starts[MOST_WORDS], ends[MOST_WORDS], count = 0, hit_count, size = 0;
    /* Tokens are looked up sixteen bytes at a time (map.h). */
    char *room = memory_zeroed(rest.size + 16, 1);
    memcpy(room, sentence, rest.size);
    rest.data = room;
    while (rest.data && count < MOST_WORDS) {
        words[count] = slice_cut(&rest, ' ');
        starts[count] = (size_t)(words[count].data - room);
        ends[count] = starts[count] + words[count].size;
        count++;
    }
    struct place place = {"sentence", 3, 0};
    matcher_sentence(matcher, &place, words, count);
    if (matcher_needs_text(matcher, slice_make(room, strlen(room))))
        matcher_text(matcher, slice_make(room, strlen(room)), starts, ends);
    const struct hit *hits = matcher_end(matcher, &hit_count);
    text[0] = '\0';
    for (size_t i = 0; i < hit_count; i++) {
        struct slice concept = matcher_concept(matcher, hits[i].concept);
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%u-%u:%.*s", i > 0 ? " " : "",
                                 hits[i].start, hits[i].end, (int)concept.size, concept.data);
    }
    free(room);
    return text;
}

static bool finds(const char *rows, enum overlap overlap, const char *sentence,
                  const char *expected)
{
    struct dictionary dictionary = {0};
    read_rows(&dictionary, rows);
    struct matcher *matcher = matcher_new(&dictionary, overlap, false);
    bool good = strcmp(tag(matcher, sentence), expected) == 0;
    matcher_free(matcher);
    dictionary_free(&dictionary);
    return good;
}

TEST("phrases, gaps and wildcards match whole tokens")
{
    CHECK(finds("concept;pattern,a;peer worker*", OVERLAP_CONCEPT, "the Peer Workers", "1-3:a"));
    CHECK(finds("concept;pattern,a;x y,b;y z", OVERLAP_CONCEPT, "x y z", "0-2:a 1-3:b"));
    CHECK(finds("concept;pattern,a;x <1> x", OVERLAP_ALL, "x x x x",
                "0-3:a 0-2:a 1-4:a 1-3:a 2-4:a"));
    CHECK(finds("concept;pattern,a;*", OVERLAP_CONCEPT, "x y", "0-1:a 1-2:a"));
    CHECK(finds("concept;pattern", OVERLAP_CONCEPT, "x y", ""));
    CHECK(finds("concept;pattern,a;x", OVERLAP_CONCEPT, "", ""));
}

/* What was reached in one sentence says nothing of the next, at the same place or at another. */
TEST("no match reaches into the next sentence")
{
    struct dictionary dictionary = {0};
    read_rows(&dictionary, "concept;pattern,a;(peer|support) worker,b;co-creation,c;[x] y z");
    struct matcher *matcher = matcher_new(&dictionary, OVERLAP_CONCEPT, false);
    for (int i = 0; i < 5; i++) {
        CHECK(strcmp(tag(matcher, "peer worker"), "0-2:a") == 0);
        CHECK(strcmp(tag(matcher, "support worker"), "0-2:a") == 0);
        CHECK(strcmp(tag(matcher, "co creation"), "0-2:b") == 0);
        CHECK(strcmp(tag(matcher, "co - creation x y z"), "0-3:b 3-6:c") == 0);
        CHECK(strcmp(tag(matcher, "x y z peer"), "0-3:c") == 0);
        CHECK(strcmp(tag(matcher, "worker"), "") == 0);
    }
    matcher_free(matcher);
    dictionary_free(&dictionary);
}

TEST("an entry of type not takes hits of its concept away before overlaps are resolved")
{
    static const char peer[] = "concept;pattern;type,a/b;peer*,a;peer review*;not,a;panel,c;peer";
    CHECK(finds(peer, OVERLAP_CONCEPT, "peers and peer", "0-1:a/b 2-3:a/b 2-3:c"));
    CHECK(finds(peer, OVERLAP_CONCEPT, "a peer reviewed panel", "1-2:c 3-4:a"));
    CHECK(finds("concept;pattern;type,a;x y,a/b;y z;not", OVERLAP_CONCEPT, "x y z", "0-2:a"));
    CHECK(finds("concept;pattern;type,a;x y,ab;y,a;y z;not", OVERLAP_CONCEPT, "x y z", "1-2:ab"));
    /* The longest is taken away before overlaps are resolved, and the shorter one counts. */
    CHECK(finds("concept;pattern;type,a;x,a;x y,a;y z;not", OVERLAP_CONCEPT, "x y z", "0-1:a"));
    /* Vetoes side by side, within each other and apart. */
    CHECK(finds("concept;pattern;type,a;x,a;n m;not,a;n m x;not,a;x n;not,a;q;not", OVERLAP_ALL,
                "x n m x q x x n x", "5-6:a 8-9:a"));
}

TEST("a regular expression marks the tokens that it touches")
{
    static const char touched[] = "concept;pattern;type,a;bcd e;regex";
    CHECK(finds(touched, OVERLAP_CONCEPT, "abcd efg h", "0-2:a"));
    CHECK(finds("concept;pattern;type,a;(?<=peer )worker;regex", OVERLAP_CONCEPT, "peer worker",
                "1-2:a"));
    CHECK(finds("concept;pattern;type,a;[ ]+;regex,b;x*;regex,c;^|$;regex", OVERLAP_CONCEPT, "a b",
                ""));
    CHECK(finds("concept;pattern;type,a;^(\\w+) \\1$;regex", OVERLAP_CONCEPT,
                "\u00e9t\u00e9 \u00c9t\u00e9", "0-2:a"));
    CHECK(finds("concept;pattern;type;case,a;psw;regex;exact,b;PSW;regex;exact", OVERLAP_CONCEPT,
                "PSW", "0-1:b"));
    CHECK(finds("concept;pattern;type,a;a.a;regex", OVERLAP_ALL, "a a a a a", "0-2:a 3-5:a") ||
          finds("concept;pattern;type,a;a.a;regex", OVERLAP_ALL, "a a a a a", "0-2:a 2-4:a"));
}

static void add_bad(void *argument)
{
    struct dictionary dictionary = {0};
    message_program("test");
    read_rows(&dictionary, argument);
    struct matcher *matcher = matcher_new(&dictionary, OVERLAP_CONCEPT, false);
    puts(tag(matcher, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! good"));
    matcher_free(matcher);
    dictionary_free(&dictionary);
    exit(message_end(STATUS_DONE));
}

static bool says(const char *rows, const char *message)
{
    int status = check_ends(add_bad, (void *)(uintptr_t)rows);
    return status == STATUS_TROUBLE && strstr(check_messages, message) &&
           strcmp(check_output, "1-2:good\n") == 0;
}

TEST("a bad pattern is named with its place, and the others match")
{
    CHECK(says("concept;pattern;type,a;(x;regex,good;good",
               "test: table:2:5: missing closing parenthesis"));
    CHECK(says("concept;pattern;type,a;x\\C;regex,good;good", "table:2:"));
    CHECK(says("concept;pattern;type,a;(a+)+$;regex,good;good",
               "test: sentence:3: the regular expression '(a+)+$' (table:2) took too long on this "
               "sentence and was stopped\n"));
    CHECK(
        says("concept;pattern,a;(x,good;good", "test: table:2:3: expected ')' to close this '('"));
}

/* More distinct tokens than are remembered: all is forgotten and learned again. */
TEST("half a million distinct tokens are more than are remembered, and none is missed")
{
    struct dictionary dictionary = {0};
    read_rows(&dictionary, "concept;pattern,a;peer w?rker*,b;w1");
    struct matcher *matcher = matcher_new(&dictionary, OVERLAP_CONCEPT, false);
    char sentence[64];
    bool good = true;
    for (unsigned i = 2; i < 500000; i += 2) {
        snprintf(sentence, sizeof sentence, "w%u w%u", i, i + 1);
        good = good && strcmp(tag(matcher, sentence), "") == 0;
        if (i % 100000 == 0)
            good = good && strcmp(tag(matcher, "w1 peer workers"), "0-1:b 1-3:a") == 0;
    }
    CHECK(good);
    CHECK(strcmp(tag(matcher, "peer worker w1"), "0-2:a 2-3:b") == 0);
    matcher_free(matcher);
    dictionary_free(&dictionary);
}
