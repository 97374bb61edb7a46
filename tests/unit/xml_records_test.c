/* Records in XML, in whatever pieces a file arrives. */
#include "intake/pubmed_xml.h"

#include "readers.h"

static void count_record(void *context, const struct record *record)
{
    size_t *count = context;
    *count += record->count > 0;
}

static size_t records_in(struct slice text, size_t piece)
{
    size_t count = 0;
    struct readers_file file = {text, piece};
    struct source source;
    struct record_sink sink = {.found = count_record, .context = &count, .file = "test"};
    struct input *input = input_open_poured(readers_pour, &file, "test", 1 << 20);
    source_open(&source, input, NULL, false);
    if (source_next_file(&source))
        pubmed_xml_read(&source, &sink);
    source_close(&source);
    record_sink_free(&sink);
    input_close(input);
    return count;
}

/* Read as far as it had arrived, `encoding="ISO` was an encoding that nobody knows. */
TEST("a long declaration is read whole, in whatever pieces it arrives")
{
#ifndef HAVE_EXPAT
    SKIP("built without expat");
#endif
    struct buffer text = {0};
    buffer_append_format(&text, "<?xml version=\"1.0\"%300sencoding=\"ISO-8859-1\"?>", "");
    buffer_append_string(&text, "<PubmedArticleSet><PubmedArticle><PMID>1</PMID></PubmedArticle>"
                                "</PubmedArticleSet>");
    for (size_t piece = 1; piece <= text.size; piece++)
        if (!CHECK(records_in(buffer_slice(&text), piece) == 1))
            printf("in pieces of %zu bytes\n", piece);
    buffer_free(&text);
}
