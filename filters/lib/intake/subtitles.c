#include "intake/subtitles.h"

#include "base/buffer.h"
#include "base/message.h"
#include "text/reference.h"

struct reader {
    const char *file;
    enum subtitles_format format;
    passage_found *found;
    void *context;

    struct slice rest, line; /* what follows, and the line that is looked at */
    uint64_t number;         /* of that line */
    bool at_end;

    uint64_t start, end; /* of the cue */
    uint64_t cue_line;   /* of its first line of text */
    bool any_cue;
    struct buffer cue;     /* its text as it stands, lines ended by LF */
    struct buffer text;    /* decoded */
    struct buffer speaker; /* of the voice span that is open ... */
    bool voice;            /* ... if one is */
    bool any_text;         /* a passage of this cue has been handed over */
};

static void next_line(struct reader *reader)
{
    reader->at_end = !passage_cut_line(&reader->rest, &reader->line);
    reader->number++;
    if (reader->at_end)
        reader->line = slice_of("");
}

static bool is_empty(struct slice line)
{
    return slice_trim(line).size == 0;
}

static bool has_arrow(struct slice line)
{
    for (size_t i = 0; i + 3 <= line.size; i++)
        if (memcmp(line.data + i, "-->", 3) == 0)
            return true;
    return false;
}

/* Reads digits, at least `least` and at most `most`, off the text. */
static bool cut_number(struct slice *text, size_t least, size_t most, uint64_t *number,
                       size_t *digits)
{
    *number = 0;
    *digits = 0;
    while (*digits < text->size && slice_is_digit(text->data[*digits]) && *digits < most)
        *number = *number * 10 + (uint64_t)(text->data[(*digits)++] - '0');
    *text = slice_from(*text, *digits);
    return *digits >= least;
}

static bool cut_char(struct slice *text, char c)
{
    if (text->size == 0 || text->data[0] != c)
        return false;
    *text = slice_from(*text, 1);
    return true;
}

/* A time of WebVTT has two digits for minutes and seconds and three for the fraction; SRT of the
 * wild has fewer. A comma is SRT's mark, and found in WebVTT that was SRT before. Two numbers of
 * which the first exceeds 59 are hours and minutes to the browsers' parser (vtt.js), so to us. */
static bool cut_time(struct reader *reader, struct slice *text, uint64_t *time)
{
    bool strict = reader->format == SUBTITLES_VTT;
    uint64_t part[3], fraction = 0;
    size_t digits, count = 1;
    if (!cut_number(text, 1, 9, &part[0], &digits))
        return false;
    while (count < 3 && cut_char(text, ':'))
        if (!cut_number(text, strict ? 2 : 1, 2, &part[count++], &digits))
            return false;
    if (count < 2 || (text->size > 0 && slice_is_digit(text->data[0])))
        return false;
    if (cut_char(text, '.') || cut_char(text, ',')) {
        if (!cut_number(text, strict ? 3 : 1, 3, &fraction, &digits))
            return false;
        for (; digits < 3; digits++)
            fraction *= 10;
    } else if (strict) {
        return false;
    }
    uint64_t seconds = count == 3      ? part[0] * 3600 + part[1] * 60 + part[2]
                       : part[0] <= 59 ? part[0] * 60 + part[1]
                                       : part[0] * 3600 + part[1] * 60;
    if (count == 3 && (part[1] > 59 || part[2] > 59))
        return false;
    *time = seconds * 1000 + fraction;
    return true;
}

static bool read_times(struct reader *reader, struct slice line)
{
    struct slice text = passage_skip_blanks(line);
    if (!cut_time(reader, &text, &reader->start))
        return false;
    text = passage_skip_blanks(text);
    if (!slice_starts(text, "-->"))
        return false;
    text = passage_skip_blanks(slice_from(text, 3));
    return cut_time(reader, &text, &reader->end);
}

/* Hands over the text gathered so far, line by line. */
static void flush(struct reader *reader)
{
    struct slice rest = buffer_slice(&reader->text), line;
    uint64_t number = reader->cue_line;
    while (passage_cut_line(&rest, &line)) {
        line = slice_trim(line);
        if (line.size == 0)
            continue;
        struct passage passage = {.text = line,
                                  .start = reader->start,
                                  .end = reader->end,
                                  .line = number,
                                  .continues = reader->any_text,
                                  .cue = true};
        if (reader->voice)
            passage.speaker = slice_make(reader->speaker.size ? reader->speaker.data : "",
                                         reader->speaker.size);
        reader->found(reader->context, &passage);
        reader->any_text = true;
    }
    buffer_clear(&reader->text);
}

/* The name in `v.loud Esme  Smith`: decoded, white space as one space. */
static void open_voice(struct reader *reader, struct slice tag)
{
    flush(reader);
    buffer_clear(&reader->speaker);
    reader->voice = true;
    while (tag.size > 0 && !slice_is_blank(tag.data[0]))
        tag = slice_from(tag, 1);
    tag = slice_trim(tag);
    for (size_t i = 0; i < tag.size; i++) {
        size_t used = reference_decode(slice_from(tag, i), &reader->speaker);
        if (used > 0)
            i += used - 1;
        else if (!slice_is_blank(tag.data[i]))
            buffer_append_char(&reader->speaker, tag.data[i]);
        else if (!slice_is_blank(tag.data[i - 1]))
            buffer_append_char(&reader->speaker, ' ');
    }
}

static bool is_time(struct slice tag)
{
    for (size_t i = 0; i < tag.size; i++)
        if (!slice_is_digit(tag.data[i]) && tag.data[i] != ':' && tag.data[i] != '.')
            return false;
    return tag.size > 0 && slice_is_digit(tag.data[0]);
}

/* Whether what stands between < and > is a tag; a voice begins or ends if it is one of that. */
static bool take_tag(struct reader *reader, struct slice tag)
{
    static const char *const names[] = {"c", "i", "b", "u", "s", "ruby", "rt", "lang", "font"};
    bool closes = tag.size > 0 && tag.data[0] == '/';
    struct slice name = closes ? slice_from(tag, 1) : tag;
    size_t size = 0;
    while (size < name.size && name.data[size] != '.' && !slice_is_blank(name.data[size]))
        size++;
    name.size = size;
    if (slice_is(name, "v")) {
        if (!closes) {
            open_voice(reader, tag);
        } else {
            flush(reader);
            reader->voice = false;
        }
        return true;
    }
    char lower[8];
    if (size >= sizeof lower)
        return is_time(tag);
    for (size_t i = 0; i < size; i++)
        lower[i] = slice_lower(name.data[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(slice_make(lower, size), names[i]))
            return true;
    return tag.size == 0 || is_time(tag);
}

/* The length up to `close`, which must come before another `text.data[0]`: each byte is looked at
 * once, however many tags are never closed. 0 if there is none. */
static size_t enclosed(struct slice text, char close)
{
    size_t end = 1;
    while (end < text.size && text.data[end] != close && text.data[end] != text.data[0])
        end++;
    return end < text.size && text.data[end] == close ? end + 1 : 0;
}

/* The length of what is no text at the beginning of `text`, after its meaning has been taken. */
static size_t take_markup(struct reader *reader, struct slice text)
{
    size_t size = 0;
    if (text.data[0] == '&')
        return reference_decode(text, &reader->text);
    if (text.data[0] == '<')
        size = enclosed(text, '>');
    if (size > 0)
        return take_tag(reader, slice_make(text.data + 1, size - 2)) ? size : 0;
    /* Places and styles of SubStation Alpha, which players understand in SRT. */
    if (reader->format == SUBTITLES_SRT && slice_starts(text, "{\\"))
        return enclosed(text, '}');
    return 0;
}

static void decode_cue(struct reader *reader)
{
    struct slice cue = buffer_slice(&reader->cue);
    buffer_clear(&reader->text);
    reader->voice = reader->any_text = false;
    for (size_t i = 0; i < cue.size;) {
        size_t used = take_markup(reader, slice_from(cue, i));
        if (used == 0)
            buffer_append_char(&reader->text, cue.data[i++]);
        i += used;
    }
    flush(reader);
}

/* The number of an SRT cue, which belongs to the times in the next line. */
static bool begins_cue(const struct reader *reader)
{
    struct slice line = slice_trim(reader->line), rest = reader->rest, next;
    for (size_t i = 0; i < line.size; i++)
        if (!slice_is_digit(line.data[i]))
            return false;
    return line.size > 0 && passage_cut_line(&rest, &next) && has_arrow(next);
}

/* Adds the lines up to an empty line, or to the times of the next cue. */
static void gather_text(struct reader *reader)
{
    bool srt = reader->format == SUBTITLES_SRT;
    while (!reader->at_end && !is_empty(reader->line) && !has_arrow(reader->line) &&
           !(srt && begins_cue(reader))) {
        buffer_append_slice(&reader->cue, reader->line);
        buffer_append_char(&reader->cue, '\n');
        next_line(reader);
    }
}

static void pass_block(struct reader *reader)
{
    while (!reader->at_end && !is_empty(reader->line) && !has_arrow(reader->line))
        next_line(reader);
}

static bool is_keyword(struct slice line, const char *word)
{
    size_t size = strlen(word);
    return slice_starts(line, word) && (line.size == size || slice_is_blank(line.data[size]));
}

static void end_cue(struct reader *reader)
{
    if (reader->any_cue)
        decode_cue(reader);
    reader->any_cue = false;
    buffer_clear(&reader->cue);
}

/* The lines of times and text that begin here. */
static void read_cue(struct reader *reader)
{
    end_cue(reader);
    struct place place = {reader->file, reader->number, 0};
    struct slice line = slice_trim(reader->line);
    bool good = read_times(reader, reader->line);
    if (!good)
        message_error(&place, "no times of a cue, skipped with its text; expected %s: '%.*s'",
                      reader->format == SUBTITLES_VTT ? "00:01.000 --> 00:02.000"
                                                      : "00:00:01,000 --> 00:00:02,000",
                      line.size < 200 ? (int)line.size : 200, line.data);
    next_line(reader);
    reader->cue_line = reader->number;
    gather_text(reader);
    reader->any_cue = good;
    if (!good)
        buffer_clear(&reader->cue);
}

/* A block that does not begin with times: an identifier, or text that no cue owns. */
static void read_other(struct reader *reader)
{
    struct slice rest = reader->rest, next;
    struct slice line = slice_trim(reader->line);
    struct place place = {reader->file, reader->number, 0};
    if (passage_cut_line(&rest, &next) && has_arrow(next)) {
        next_line(reader);
        return;
    }
    if (reader->format == SUBTITLES_SRT && reader->any_cue) {
        buffer_append_char(&reader->cue, '\n');
        gather_text(reader);
        return;
    }
    message_error(&place, "belongs to no cue, skipped: '%.*s'",
                  line.size < 200 ? (int)line.size : 200, line.data);
    pass_block(reader);
}

static void read_header(struct reader *reader)
{
    struct place place = {reader->file, 1, 0};
    if (is_keyword(reader->line, "WEBVTT"))
        pass_block(reader);
    else
        message_note(&place, "no WEBVTT in the first line, read as WebVTT nevertheless");
}

void subtitles_read(struct slice bytes, const char *file, enum subtitles_format format,
                    passage_found *found, void *context)
{
    struct reader reader = {
        .file = file, .format = format, .found = found, .context = context, .rest = bytes};
    next_line(&reader);
    if (format == SUBTITLES_VTT)
        read_header(&reader);
    while (!reader.at_end) {
        bool vtt = format == SUBTITLES_VTT;
        if (is_empty(reader.line))
            next_line(&reader);
        else if (has_arrow(reader.line))
            read_cue(&reader);
        else if (vtt && (is_keyword(reader.line, "NOTE") || is_keyword(reader.line, "STYLE") ||
                         is_keyword(reader.line, "REGION")))
            pass_block(&reader);
        else
            read_other(&reader);
    }
    end_cue(&reader);
    buffer_free(&reader.cue);
    buffer_free(&reader.text);
    buffer_free(&reader.speaker);
}

bool subtitles_begin(struct slice bytes, enum subtitles_format *format)
{
    /* An identifier and the times of the first cue are among the first lines with text. */
    enum { LINES = 2 };
    struct slice rest = bytes, line;
    *format = SUBTITLES_VTT;
    if (passage_cut_line(&rest, &line) && is_keyword(line, "WEBVTT"))
        return true;
    rest = bytes;
    for (int lines = 0; lines < LINES && passage_cut_line(&rest, &line);) {
        struct reader reader = {.format = SUBTITLES_SRT};
        if (is_empty(line))
            continue;
        lines++;
        if (!has_arrow(line) || !read_times(&reader, line))
            continue;
        const char *arrow = memchr(line.data, '>', line.size);
        bool comma = memchr(line.data, ',', (size_t)(arrow - line.data)) != NULL;
        *format = comma ? SUBTITLES_SRT : SUBTITLES_VTT;
        return true;
    }
    return false;
}
