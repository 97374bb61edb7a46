/* What the formats of printf need of slices and of 64-bit numbers, so that no caller casts:
 *
 *     message_note(NULL, "%.*s: %llu hits", SLICE(concept), U64(hits));
 *
 * The compiler holds both against the format. */
#ifndef COSPAN_BASE_FORMAT_H
#define COSPAN_BASE_FORMAT_H

/* For "%.*s": the bytes of a slice or buffer, which is evaluated twice. */
#define SLICE(slice) (int)(slice).size, (slice).data

/* For "%llu": uint64_t and size_t have other names on other machines. */
#define U64(number) (unsigned long long)(number)

#endif
