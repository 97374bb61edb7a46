/* Words: cuts a text into segments by UAX #29 of Unicode 15.0, "Word Boundaries", either exactly or
 * with the tailorings below, which the standard allows for.
 *
 * The invariant: segments follow each other without gap or overlap, so that all of them together
 * are the text, byte for byte; no segment is empty or begins or ends within a character. Segments
 * do not depend on where reading began, provided that it began at a boundary; only hashtags and
 * mentions depend on the character before them. The time is linear in the text.
 *
 * A segment is a token or a gap: a gap consists of white space, control characters and
 * default-ignorable characters only. Under tailored rules adjacent gaps are merged, and a token
 * never begins or ends with white space.
 *
 * THE TAILORED RULES
 *
 *  1. Hyphens. Letters and digits joined by a single hyphen (U+002D, U+2010, U+2011) are one token:
 *     co-design, state-of-the-art, COVID-19, 2019-nCoV, 2021-01-04. A hyphen at the beginning or
 *     end of a word is a token of its own (pre- and post-test: pre, -, and, post-test), and dashes
 *     never join (12–15, word—word: three tokens).
 *  2. Contractions and elisions are one token as in the standard: don't, it’s, l'homme, o'clock.
 *     The apostrophe at the end is not: users ' .
 *  3. A web address, DOI or e-mail address is one token; address.h defines them.
 *  4. Numbers. As in the standard, 3,000 and 1.5 and 1’000 and 3.14.15 are one token each; so are
 *     numbers joined by a colon (10:30) or a slash (8/16/2000, 1/2). A sign before a number and a per cent sign after it are
 *     tokens of their own. A narrow no-break space (U+202F) joins digits, as in the standard, but
 *     not letters.
 *  5. Hashtags (# and a letter) and mentions (@ and a letter or low line) are one token up to the
 *     end of the letters, digits and low lines: #coproduction, @name_1; but not after a letter or
 *     digit: C#is.
 *  6. Emoji sequences are one token, as in the standard: joined by ZWJ, with modifiers, flags. So
 *     are keycaps, which do not join their neighbours.
 *  7. A citation has no rule of its own: [12, 23] is [ 12 , 23 ] .
 *  8. A run of full stops, exclamation and question marks is one token ( ... ?! !!! ); so is a run
 *     of one of - = _ * ~ ' ` , ( -- *** '' ,, ). Every other punctuation character is one token.
 *  9. The last full stop belongs to an acronym, that is, a word that full stops divide into pieces
 *     of one letter, or of two letters of which the first is upper case, with at least one piece of
 *     one letter: U.S., e.g., a.m., Ph.D., M.Sc.; also before a hyphen (U.S.-based). Any other word
 *     and the full stop after it are two tokens (etc .), as are an initial and its full stop (J .).
 * 10. Low lines within a word join (snake_case); those at its beginning or end do not, because they
 *     are emphasis (_peer_ is _ peer _) or a blank to fill in.
 * 12. An emoticon of a colon or semicolon, perhaps a nose, and a mouth is one token ( :) ;-) :D ), but
 *     not after or before a letter or digit: "list:(a)", "M3:D".
 * 11. A colon (also U+FE55, U+FF1A) does not join letters, so "M3:yes" and "Co-design:a review" are
 *     cut. The standard joins them for the sake of Swedish; CLDR does not.
 *
 * As in the standard, each letter of a script written without spaces (Han, Hiragana, Thai, Lao,
 * Khmer ...) is one token, and a run of Katakana is one token. Cutting these scripts into words
 * needs a dictionary.
 *
 * The text should be valid UTF-8. An invalid byte counts as an unknown character of one byte. */
#ifndef COSPAN_TEXT_WORD_H
#define COSPAN_TEXT_WORD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum word_rules { WORD_RULES_UAX29, WORD_RULES_TAILORED };
enum word_kind { WORD_SPACE, WORD_TOKEN };

/* The end of the segment that begins at `from` (from < size), and in *kind its kind. `text` is the
 * whole text, not the part from `from` on, because rule 5 looks back. */
static inline size_t word_next(const char *text, size_t size, size_t from, enum word_rules rules,
                               enum word_kind *kind);

/* The rest makes word_next() fast: nineteen of twenty segments of English prose are plain ASCII and
 * are found right here, six times as fast as by word_next_general(), which finds any segment. Both
 * give the same segments. (As a function call the quick path was measured to be a twentieth
 * slower.) */
size_t word_next_general(const char *text, size_t size, size_t from, enum word_rules rules,
                         enum word_kind *kind);

/* The class of a byte, with optional flags. */
enum word_byte {
    WORD_BYTE_SPACE,
    WORD_BYTE_LETTER,
    WORD_BYTE_SINGLE, /* punctuation, each character a token */
    WORD_BYTE_RUN,    /* punctuation that comes in runs */
    WORD_BYTE_DIGIT,
    WORD_BYTE_TAG,
    WORD_BYTE_HIGH, /* not ASCII */
    WORD_BYTE_CLASS = 7,
    WORD_BYTE_STOPS = 8,  /* . ! ? make runs with each other */
    WORD_BYTE_ENDS = 16,  /* no rule joins ASCII letters across it */
    WORD_BYTE_CLEAR = 32, /* no rule joins across a full stop or colon before it */
    WORD_BYTE_EYES = 64   /* may begin an emoticon */
};

extern const unsigned char word_byte_class[256];

/* The offset after the ASCII letters at `at`. It tests eight bytes at once, without a branch at
 * each letter that no processor can predict (measured: 1.6 times the speed of a loop over
 * bytes). */
static inline size_t word_ascii_letters_end(const char *text, size_t size, size_t at)
{
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const uint64_t each = 0x0101010101010101u;

    while (size - at >= 8) {
        uint64_t bytes;
        memcpy(&bytes, text + at, 8);
        /* Lower case; the top bit of each byte is kept free for the result of the comparison. */
        uint64_t low = (bytes | 0x20 * each) & 0x7F * each;
        uint64_t from_a = low + (0x80 - 'a') * each;
        uint64_t behind_z = low + (0x80 - 'z' - 1) * each;
        uint64_t others = ~(from_a & ~behind_z & ~bytes) & 0x80 * each;
        if (others != 0)
            return at + (size_t)__builtin_ctzll(others) / 8;
        at += 8;
    }
#endif
    while (at < size && word_byte_class[(unsigned char)text[at]] == WORD_BYTE_LETTER)
        at++;
    return at;
}

static inline unsigned word_byte_at(const char *text, size_t at)
{
    return word_byte_class[(unsigned char)text[at]];
}

static inline size_t word_next(const char *text, size_t size, size_t from, enum word_rules rules,
                               enum word_kind *kind)
{
    size_t at = from;

    if (rules != WORD_RULES_TAILORED)
        return word_next_general(text, size, from, rules, kind);
    *kind = WORD_TOKEN;
    unsigned first = word_byte_at(text, from);
    switch (first & WORD_BYTE_CLASS) {
    case WORD_BYTE_LETTER:
        for (;;) {
            at = word_ascii_letters_end(text, size, at);
            if (at + 1 >= size)
                break;
            if (text[at] == ' ' || (word_byte_at(text, at) & WORD_BYTE_ENDS))
                return at;
            unsigned far = word_byte_at(text, at + 1);
            if ((text[at] == '.' || text[at] == ':') && (far & WORD_BYTE_CLEAR))
                return at;
            if ((text[at] != '-' && text[at] != '\'') || far != WORD_BYTE_LETTER)
                break;
            at++;
        }
        break;
    case WORD_BYTE_SPACE:
        *kind = WORD_SPACE;
        do
            at++;
        while (at < size && (word_byte_at(text, at) & WORD_BYTE_CLASS) == WORD_BYTE_SPACE);
        if (at < size && word_byte_at(text, at) != WORD_BYTE_HIGH)
            return at;
        break;
    case WORD_BYTE_SINGLE:
        if (at + 1 < size && word_byte_at(text, at + 1) != WORD_BYTE_HIGH &&
            (!(first & WORD_BYTE_EYES) || text[at + 1] == ' '))
            return at + 1;
        break;
    case WORD_BYTE_RUN:
        do
            at++;
        while (at < size &&
               (text[at] == text[from] || (first & word_byte_at(text, at) & WORD_BYTE_STOPS)));
        if (at < size && word_byte_at(text, at) != WORD_BYTE_HIGH)
            return at;
        break;
    case WORD_BYTE_DIGIT:
        do
            at++;
        while (at < size && word_byte_at(text, at) == WORD_BYTE_DIGIT);
        if (at < size && (word_byte_at(text, at) & WORD_BYTE_CLASS) == WORD_BYTE_SPACE)
            return at;
        break;
    default:
        break;
    }
    return word_next_general(text, size, from, rules, kind);
}

#endif
