/* Subtitles: times, blocks, tags and references, as passages. */
#include "intake/subtitles.h"

#include "check.h"

static struct passages read_text(const char *text, enum subtitles_format format)
{
    struct passages passages = {0};
    subtitles_read(slice_of(text), "test", format, passages_add, &passages);
    return passages;
}

/* The text of the only passage is this, or there is none where `expected` is NULL. */
static bool gives(const char *cue, const char *expected)
{
    char text[512];
    snprintf(text, sizeof text, "WEBVTT\n\n00:01.000 --> 00:02.000\n%s\n", cue);
    struct passages passages = read_text(text, SUBTITLES_VTT);
    bool good = expected ? passages.count == 1 && slice_is(passages.items[0].text, expected)
                         : passages.count == 0;
    passages_free(&passages);
    return good;
}

/* The first time of a cue, PASSAGE_NO_TIME where it is refused. */
static uint64_t time_of(const char *time, enum subtitles_format format)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s --> %s\ntext\n",
             format == SUBTITLES_VTT ? "WEBVTT\n\n" : "1\n", time, time);
    struct passages passages = read_text(text, format);
    uint64_t start = passages.count == 1 ? passages.items[0].start : PASSAGE_NO_TIME;
    passages_free(&passages);
    return start;
}

TEST("times have the digits that each format asks for")
{
    CHECK(time_of("00:01.000", SUBTITLES_VTT) == 1000);
    CHECK(time_of("01:02:03.004", SUBTITLES_VTT) == 3723004);
    CHECK(time_of("100:00:00.000", SUBTITLES_VTT) == 360000000);
    CHECK(time_of("120:00.000", SUBTITLES_VTT) == 432000000);
    CHECK(time_of("00:01,000", SUBTITLES_VTT) == 1000);
    static const char *const bad[] = {"00:01.00",     "00:1.000",  "00:001.000", "00.00.000",
                                      "1.000",        ":01.000",   "00:01",      "00:00:60.000",
                                      "00:60:00.000", "0x:01.000", "-00:01.000", "",
                                      "00:00:01:000", "00:01:.000"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(time_of(bad[i], SUBTITLES_VTT) == PASSAGE_NO_TIME);
    CHECK(time_of("0:0:1,5", SUBTITLES_SRT) == 1500);
    CHECK(time_of("00:00:01", SUBTITLES_SRT) == 1000);
    CHECK(time_of("00:00:01.25", SUBTITLES_SRT) == 1250);
    CHECK(time_of("99999999999:00:01,000", SUBTITLES_SRT) == PASSAGE_NO_TIME);
}

TEST("tags go, and references become their characters")
{
    CHECK(gives("a &amp;&lt;&gt;&nbsp;&lrm;&rlm; b", "a &<>\xC2\xA0\xE2\x80\x8E\xE2\x80\x8F b"));
    CHECK(gives("&#65;&#x42;&#X63; &#0; &#xD800; &#x110000; &; &amp",
                "ABc &#0; &#xD800; &#x110000; &; &amp"));
    CHECK(gives("&#10;x", "x"));
    CHECK(gives("<c.a.b>x</c> <i>y</i><b></b><u>z</u> <lang en>w</lang>", "x yz w"));
    CHECK(gives("<ruby>a<rt>b</rt></ruby>", "ab"));
    CHECK(gives("a <00:01.500>b", "a b"));
    CHECK(gives("1 < 2 > 0 <unknown> <", "1 < 2 > 0 <unknown> <"));
    CHECK(gives("<v Al>", NULL));
    CHECK(gives("<<i>x", "<x"));
}

TEST("a voice is the speaker of its text")
{
    struct passages passages = read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n"
                                         "before <v.x  A &amp; B >one</v> after <v>two\nthree",
                                         SUBTITLES_VTT);
    CHECK(passages.count == 5);
    CHECK(passages.count == 5 && !passages.items[0].speaker.data && !passages.items[0].continues);
    CHECK(passages.count == 5 && slice_is(passages.items[1].speaker, "A & B"));
    CHECK(passages.count == 5 && !passages.items[2].speaker.data && passages.items[2].continues);
    CHECK(passages.count == 5 && passages.items[3].speaker.data &&
          passages.items[3].speaker.size == 0);
    CHECK(passages.count == 5 && slice_is(passages.items[4].text, "three"));
    passages_free(&passages);
}

TEST("a first line or a first cue tells WebVTT from SRT")
{
    enum subtitles_format format;
    CHECK(subtitles_begin(slice_of("WEBVTT"), &format) && format == SUBTITLES_VTT);
    CHECK(subtitles_begin(slice_of("WEBVTT - x\n"), &format) && format == SUBTITLES_VTT);
    CHECK(!subtitles_begin(slice_of("WEBVTTX\n"), &format));
    CHECK(subtitles_begin(slice_of("\n\n1\n00:00:01,0 --> 00:00:02,0\nx"), &format));
    CHECK(format == SUBTITLES_SRT);
    CHECK(subtitles_begin(slice_of("00:01.000 --> 00:02.000\nx"), &format));
    CHECK(format == SUBTITLES_VTT);
    CHECK(!subtitles_begin(slice_of("text --> arrow\n"), &format));
    CHECK(!subtitles_begin(slice_of(""), &format));
}
