/* Subtitles: WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format") and SubRip (SRT). Each line
 * of a cue becomes a passage with the times of the cue; a voice span `<v Name>` becomes a passage
 * of that speaker. Tags, styles, notes, regions, identifiers and cue settings are left out,
 * character references decoded. A tag that neither format knows is text.
 *
 * A cue whose times cannot be read is reported with its place and left out with its text; so are
 * lines of WebVTT that belong to no cue. In SRT, text behind an empty line belongs to the cue
 * before it, as players have it. The bytes must be valid UTF-8. Memory: the longest cue. */
#ifndef COSPAN_INTAKE_SUBTITLES_H
#define COSPAN_INTAKE_SUBTITLES_H

#include "base/slice.h"
#include "intake/passage.h"

enum subtitles_format { SUBTITLES_VTT, SUBTITLES_SRT };

/* `file` is the name for messages. */
void subtitles_read(struct slice bytes, const char *file, enum subtitles_format format,
                    passage_found *found, void *context);

/* Whether the bytes begin as such a file: with WEBVTT, or with a cue. */
bool subtitles_begin(struct slice bytes, enum subtitles_format *format);

#endif
