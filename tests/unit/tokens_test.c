/* The tokens stream, read and written: sentences wherever the window ends, columns, comments, bad
 * lines, and the text behind the tokens. */
#include "base/version.h"
#include "stream/tokens.h"

#include "base/memory.h"
#include "check.h"
#include "stream/tokens_writer.h"

enum { LIMIT = 64 << 20 };
#define HEAD "# global.columns = ID FORM MISC\n"
#define CUT  "# global.tokenize = " COSPAN_VERSION ", unicode 15.0.0, language none\n"

/* What a reader makes of files: `<comment>`, the fields of a token with `|` between, `!` behind what
 * is no word, `.` behind each sentence. */
static struct buffer read_files(char *const *paths, size_t count, const char *columns)
{
    struct buffer found = {0};
    struct tokens_reader reader;
    struct input *input = input_open(paths, count, LIMIT);
    tokens_open(&reader, input, columns);
    while (tokens_next(&reader)) {
        for (size_t i = 0; i < reader.comment_count; i++)
            buffer_append_format(&found, "<%.*s>", (int)reader.comments[i].size,
                                 reader.comments[i].data);
        for (size_t i = 0; i < reader.token_count; i++) {
            const struct token *token = &reader.tokens[i];
            for (size_t column = 0; column < reader.column_count; column++) {
                struct slice field = tokens_field(&reader, token, (int)column);
                buffer_append_string(&found, column > 0 ? "|" : i > 0 ? " " : "");
                buffer_append_slice(&found, field);
            }
            buffer_append_string(&found, token->word ? "" : "!");
        }
        buffer_append_char(&found, '.');
    }
    tokens_close(&reader);
    input_close(input);
    return found;
}

static bool reads(const char *bytes, const char *expected)
{
    char *path = check_file(bytes, strlen(bytes));
    struct buffer found = read_files(&path, 1, NULL);
    bool good = slice_is(buffer_slice(&found), expected);
    if (!good)
        printf("read %.*s\n", (int)found.size, found.data);
    unlink(path);
    free(path);
    buffer_free(&found);
    return good;
}

TEST("sentences are separated by empty lines")
{
    CHECK(reads("", ""));
    CHECK(reads(HEAD, ""));
    CHECK(reads(HEAD "1\ta\t_\n2\tb\tx\n\n1\tc\t_\n\n", "1|a|_ 2|b|x.1|c|_."));
    CHECK(reads(HEAD "\n\n1\ta\t_\n\n\n\n1\tb\t_\n\n", "1|a|_.1|b|_."));
    CHECK(reads(HEAD "1\t\t\n\n", "1||."));
    CHECK(reads(HEAD "1\t#tag\t_\n2\t#\t_\n\n", "1|#tag|_ 2|#|_."));
    CHECK(reads(HEAD "# x = 1\r\n1\ta\t_\r\n\r\n", "<# x = 1>1|a|_."));
}

TEST("the last sentence may lack its empty line and its line end")
{
    CHECK(reads(HEAD "1\ta\t_\n", "1|a|_."));
    CHECK(reads(HEAD "1\ta\t_", "1|a|_."));
    CHECK(reads(HEAD "1\ta\t", "1|a|."));
    CHECK(reads(HEAD "1\ta\t_\n\n# newdoc id = x", "1|a|_.<# newdoc id = x>."));
    CHECK(reads(HEAD "1\ta\t_\n\n# newdoc id = x\n\n", "1|a|_.<# newdoc id = x>."));
}

TEST("comments stay with their sentence, and newdoc begins a document")
{
    CHECK(reads(HEAD "# newdoc id = a\n\n# newdoc id = b\n# newpar\n1\ta\t_\n\n",
                "<# newdoc id = a>.<# newdoc id = b><# newpar>1|a|_."));
    CHECK(reads(HEAD "#\n#x\n1\ta\t_\n\n", "<#><#x>1|a|_."));
    CHECK(reads(HEAD "1\ta\t_\n# late\n2\tb\t_\n\n", "<# late>1|a|_ 2|b|_."));
    CHECK(reads("# newdoc\n" HEAD "1\ta\t_\n\n", "<# newdoc>1|a|_."));
    struct slice value;
    CHECK(tokens_comment_value(slice_of("# a = b = c "), "a", &value) && slice_is(value, "b = c"));
    CHECK(tokens_comment_value(slice_of("#a="), "a", &value) && slice_is(value, ""));
    CHECK(!tokens_comment_value(slice_of("# ab = c"), "a", &value));
    CHECK(!tokens_comment_value(slice_of("# a"), "a", &value));
    CHECK(!tokens_comment_value(slice_of("#"), "a", &value));
    CHECK(tokens_begins_document(slice_of("# newdoc")));
    CHECK(tokens_begins_document(slice_of("# newdoc id = x")));
    CHECK(tokens_begins_document(slice_of("#newdoc")));
    CHECK(!tokens_begins_document(slice_of("# newdocument = x")));
    CHECK(!tokens_begins_document(slice_of("# new")));
    CHECK(!tokens_begins_document(slice_of("#")));
}

TEST("ranges and empty nodes are no words")
{
    CHECK(reads(HEAD "1-2\tdon't\t_\n1\tdo\t_\n2\tn't\t_\n2.1\tx\t_\n10\ty\t_\n\n",
                "1-2|don't|_! 1|do|_ 2|n't|_ 2.1|x|_! 10|y|_."));
}

static void read_bad(void *bytes)
{
    reads(bytes, "?");
    fflush(stdout);
}

/* The status is that of a program that goes on. */
static bool leaves_out(const char *bytes, const char *expected, const char *message)
{
    char copy[400];
    snprintf(copy, sizeof copy, "%s", bytes);
    int status = check_ends(read_bad, copy);
    bool good = status == 0 && strstr(check_messages, message) && strstr(check_output, expected);
    if (!good)
        printf("status %d\n%s%s", status, check_messages, check_output);
    return good;
}

TEST("a sentence with a bad line is named and left out")
{
    CHECK(leaves_out(HEAD "1\ta\t_\n2\tb\n3\tc\t_\n\n1\td\t_\n\n", "read 1|d|_.\n",
                     ":3: 2 columns, expected 3; sentence skipped"));
    CHECK(
        leaves_out(HEAD "1\ta\t_\tx\n\n1\td\t_\n\n", "read 1|d|_.\n", ":2: 4 columns, expected 3"));
    CHECK(leaves_out(HEAD "word\n\n1\td\t_\n\n", "read 1|d|_.\n", ":2: 1 columns, expected 3"));
    CHECK(leaves_out(HEAD "# newdoc id = a\n1\ta\n\n1\td\t_\n\n", "read <# newdoc id = a>.1|d|_.\n",
                     ":3: 2 columns"));
    CHECK(leaves_out(HEAD "# sent_id = a\n1\ta\n\n1\td\t_\n\n", "read 1|d|_.\n", ":3: 2 columns"));
    CHECK(leaves_out(HEAD "x\ta\t_\n\n1\td\t_\n\n", "read 1|d|_.\n",
                     ":2: expected an ID like 2, 2-3 or 2.1, not 'x'"));
    CHECK(leaves_out(HEAD "\ta\t_\n\n", "read \n", "not ''"));
    CHECK(leaves_out(HEAD "1-\ta\t_\n\n", "read \n", "not '1-'"));
    CHECK(leaves_out(HEAD "-1\ta\t_\n\n", "read \n", "not '-1'"));
    CHECK(leaves_out(HEAD "1\ta\n\n", "read \n", ":2: 2 columns"));
}

static bool refuses(const char *bytes, const char *message)
{
    char copy[400];
    snprintf(copy, sizeof copy, "%s", bytes);
    int status = check_ends(read_bad, copy);
    bool good = status == 2 && strstr(check_messages, message);
    if (!good)
        printf("status %d\n%s", status, check_messages);
    return good;
}

TEST("columns are those of the first line, and must not change")
{
    CHECK(reads("1\ta\t_\t_\t_\t_\t_\t_\t_\tx\n\n", "1|a|_|_|_|_|_|_|_|x."));
    CHECK(reads("# newdoc\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "<# newdoc>1|a|_|_|_|_|_|_|_|_."));
    CHECK(reads(HEAD "1\ta\t_\n\n" HEAD "1\tb\t_\n\n", "1|a|_.1|b|_."));
    CHECK(reads("# global.columns = ID  FORM \n1\ta\n\n", "1|a."));
    CHECK(refuses("1\ta\t_\n\n", ":1: no '# global.columns = ID FORM ...' line"));
    CHECK(refuses(HEAD "1\ta\t_\n\n# global.columns = ID FORM\n1\tb\n\n",
                  ":4: the columns change from 'ID FORM MISC' to 'ID FORM'"));
    CHECK(refuses("# global.columns = FORM ID\n", ":1: the first column must be ID"));
    CHECK(refuses("# global.columns =\n", "the first column must be ID"));
    char *path = check_file("1\ta\n\n", 5);
    struct buffer found = read_files(&path, 1, "ID FORM");
    CHECK(slice_is(buffer_slice(&found), "1|a."));
    buffer_free(&found);
    unlink(path);
    free(path);
}

TEST("files follow one another, with or without their final newlines")
{
    char *paths[] = {check_file(HEAD "1\ta\t_", strlen(HEAD "1\ta\t_")), check_file("", 0),
                     check_file(HEAD "1\tb\t_\n\n", strlen(HEAD "1\tb\t_\n\n")),
                     check_file("1\tc\t_\n", 6)};
    struct buffer found = read_files(paths, 4, NULL);
    CHECK(slice_is(buffer_slice(&found), "1|a|_.1|b|_.1|c|_."));
    buffer_free(&found);
    for (size_t i = 0; i < 4; i++) {
        unlink(paths[i]);
        free(paths[i]);
    }
}

/* Sentences around the borders of the blocks that are read. */
TEST("sentences around the borders of blocks are whole")
{
    struct buffer bytes = {0}, expected = {0};
    buffer_append_string(&bytes, HEAD);
    for (unsigned i = 0; bytes.size < 400000; i++) {
        buffer_append_format(&bytes, "# n = %u\n", i);
        buffer_append_format(&expected, "<# n = %u>", i);
        for (unsigned k = 1; k <= i % 97 + 1; k++) {
            buffer_append_format(&bytes, "%u\t%.*s\t_\n", k, (int)(i % 13), "abcdefghijklm");
            buffer_append_format(&expected, "%s%u|%.*s|_", k > 1 ? " " : "", k, (int)(i % 13),
                                 "abcdefghijklm");
        }
        buffer_append_char(&bytes, '\n');
        buffer_append_char(&expected, '.');
    }
    char *path = check_file(bytes.data, bytes.size);
    struct buffer found = read_files(&path, 1, NULL);
    CHECK(slice_equal(buffer_slice(&found), buffer_slice(&expected)));
    unlink(path);
    free(path);
    buffer_free(&found);
    buffer_free(&expected);
    buffer_free(&bytes);
}

/* A sentence and a line that are larger than any block, and the place of a token in it. */
TEST("a sentence larger than any block has all its tokens and their places")
{
    struct buffer bytes = {0};
    buffer_append_string(&bytes, HEAD);
    for (unsigned i = 1; i <= 300000; i++)
        buffer_append_format(&bytes, "%u\tword\t_\n", i);
    buffer_append_string(&bytes, "300001\t");
    for (unsigned i = 0; i < 1000000; i++)
        buffer_append_char(&bytes, 'x');
    buffer_append_string(&bytes, "\t_\n\n1\tb\t_\n\n");
    char *path = check_file(bytes.data, bytes.size);
    struct tokens_reader reader;
    struct input *input = input_open(&path, 1, LIMIT);
    tokens_open(&reader, input, NULL);
    CHECK(tokens_next(&reader) && reader.token_count == 300001 && reader.line == 1);
    CHECK(slice_is(tokens_field(&reader, &reader.tokens[299999], 0), "300000"));
    CHECK(tokens_field(&reader, &reader.tokens[300000], 1).size == 1000000);
    CHECK(tokens_place(&reader, &reader.tokens[300000]).line == 300002);
    CHECK(slice_is(tokens_line(&reader, &reader.tokens[0]), "1\tword\t_"));
    CHECK(tokens_next(&reader) && reader.token_count == 1 && reader.line == 300004);
    CHECK(!tokens_next(&reader));
    tokens_close(&reader);
    input_close(input);
    unlink(path);
    free(path);
    buffer_free(&bytes);
}

/* An output that only gathers. */
static struct output memory_output(void)
{
    return (struct output){.descriptor = -1, .append = true};
}

TEST("spaces come back from their escapes")
{
    static const char bytes[] = " \t\n\r|\\;x\0\xc2\xa0s";
    struct output output = memory_output();
    struct buffer back = {0};
    struct slice text = {bytes, sizeof bytes - 1};
    output_string(&output, "SpaceAfter=x|SpacesAfter=");
    tokens_write_spaces(text, &output);
    tokens_append_gap(slice_make(output.data, output.size), &back);
    CHECK(slice_equal(buffer_slice(&back), text));
    struct buffer field = {0};
    buffer_clear(&back);
    tokens_escape_pattern(text, &field);
    tokens_append_pattern(buffer_slice(&field), &back);
    CHECK(slice_equal(buffer_slice(&back), text));
    buffer_free(&field);
    buffer_clear(&back);
    tokens_append_gap(slice_of("_"), &back);
    tokens_append_gap(slice_of("SpaceAfter=No"), &back);
    tokens_append_gap(slice_of("A=b|SpaceAfter=No|SpacesAfter=\\s\\s"), &back);
    tokens_append_gap(slice_of("SpacesAfter=\\n\\q\\"), &back);
    CHECK(slice_is(buffer_slice(&back), " \n\\q\\"));
    buffer_free(&back);
    free(output.data);
}

/* What the writer makes of texts, each one sentence. */
static bool writes(struct tokens_writer *writer, const char *const *texts, const char *expected)
{
    struct output output = memory_output();
    writer->output = &output;
    tokens_writer_begin(writer, "none", NULL);
    tokens_writer_document(writer, slice_of("d\t1"));
    tokens_writer_metadata(writer, slice_of("year"), slice_of("2020"));
    tokens_writer_metadata(writer, slice_of("none"), slice_of(""));
    tokens_writer_text(writer, slice_of("f"));
    tokens_writer_comment(writer, slice_of("k"), slice_of("a\nb"));
    for (; *texts; texts++) {
        struct buffer text = {0};
        buffer_append_string(&text, *texts);
        buffer_reserve(&text, INPUT_PADDING);
        struct prose_piece piece = {.text = text.data, .end = text.size, .bound = text.size};
        CHECK(tokens_writer_sentence(writer, &piece, 7) == text.size);
        buffer_free(&text);
    }
    tokens_writer_end_document(writer);
    bool good = slice_is(slice_make(output.data, output.size), expected);
    if (!good)
        printf("wrote %.*s", (int)output.size, output.data);
    free(output.data);
    writer->output = NULL;
    buffer_free(&writer->head);
    buffer_free(&writer->sentence_id);
    buffer_free(&writer->source);
    buffer_free(&writer->comments);
    buffer_free(&writer->before);
    buffer_free(&writer->gap);
    return good;
}

#define DOCUMENT    "# newdoc id = d\\t1\n# meta::year = 2020\n"
#define SENTENCE(n) "# sent_id = d\\t1-" n "\n# k = a\\nb\n# source = f:7\n"

TEST("texts are written with their spaces, as CoNLL-U or with offsets")
{
    struct tokens_writer plain = {.rules = WORD_RULES_TAILORED};
    CHECK(writes(&plain, (const char *[]){" a  b.", "\t ", "c", NULL},
                 HEAD CUT DOCUMENT "# newpar\n" SENTENCE(
                     "1") "1\ta\tSpacesBefore=\\s|SpacesAfter=\\s\\s\n2\tb\tSpaceAfter=No\n"
                          "3\t.\tSpacesAfter=\\t\\s\n\n" SENTENCE("2") "1\tc\tSpaceAfter=No\n\n"));
    struct tokens_writer empty = {.rules = WORD_RULES_TAILORED};
    CHECK(writes(&empty, (const char *[]){" ", NULL}, HEAD CUT DOCUMENT "\n"));
    struct tokens_writer long_words = {.rules = WORD_RULES_TAILORED};
    CHECK(writes(&long_words, (const char *[]){"abcdefghijklmnopqrstuvwxyz b", NULL},
                 HEAD CUT DOCUMENT "# newpar\n" SENTENCE(
                     "1") "1\tabcdefghijklmnopqrstuvwxyz\t_\n2\tb\tSpaceAfter=No\n\n"));
    struct tokens_writer conllu = {.rules = WORD_RULES_TAILORED, .conllu = true};
    CHECK(writes(&conllu, (const char *[]){"a\n b.\xc2\xa0", NULL},
                 DOCUMENT "# newpar\n" SENTENCE(
                     "1") "# text = a b.\n1\ta\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\n\\s\n"
                          "2\tb\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                          "3\t.\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\n\n"));
    struct tokens_writer silent = {.rules = WORD_RULES_TAILORED, .conllu = true};
    CHECK(writes(&silent, (const char *[]){" ", NULL}, "") && silent.empty_documents == 1);
    struct tokens_writer offsets = {.rules = WORD_RULES_TAILORED, .offsets = true};
    CHECK(writes(&offsets, (const char *[]){" \xc3\xa4 b", NULL},
                 "# global.columns = ID FORM MISC COSPAN:START COSPAN:END\n" CUT DOCUMENT
                 "# newpar\n" SENTENCE("1") "1\t\xc3\xa4\tSpacesBefore=\\s\t1\t2\n"
                                            "2\tb\tSpaceAfter=No\t3\t4\n\n"));
}

/* Numbers of words are counted up as digits. */
TEST("the numbers of words are counted up past four digits")
{
    struct buffer text = {0}, expected = {0};
    struct tokens_writer writer = {.rules = WORD_RULES_TAILORED};
    buffer_append_string(&expected, HEAD CUT DOCUMENT "# newpar\n" SENTENCE("1"));
    for (int i = 1; i <= 10101; i++) {
        buffer_append_string(&text, i > 1 ? " w" : "w");
        buffer_append_format(&expected, "%d\tw\t%s\n", i, i < 10101 ? "_" : "SpaceAfter=No");
    }
    buffer_append(&text, "", 1);
    buffer_append(&expected, "\n", 2);
    CHECK(writes(&writer, (const char *[]){text.data, NULL}, expected.data));
    buffer_free(&text);
    buffer_free(&expected);
}
