/* Addresses in running text: web addresses, DOIs and e-mail addresses, each of which is one token.
 *
 * What counts as one:
 *   - web address: http://, https://, ftp://, www. or mailto: in upper or lower case, then a letter
 *     or digit, then everything up to white space, one of < > " `, a quotation mark, bracket,
 *     comma, dash or sentence terminator outside ASCII, or a closing bracket that was not opened
 *     within the address;
 *   - DOI: 10.NNNN/..., optionally after doi: (NNNN: four to nine digits, optionally with
 *     subdivisions), which ends as a web address does;
 *   - e-mail address: ASCII letters, digits and _ % + - with single full stops between them, at
 *     most 64 bytes; @; two or more labels of letters, digits and inner hyphens, the last of which
 *     has at least two bytes and begins with a letter.
 * The signs . , ; : ! ? ' * _ ~ at the end of a web address or DOI do not belong to it: they are
 * punctuation or emphasis of the text around it.
 *
 * Offsets are in bytes. Any bytes are accepted; nothing outside [0, size) is read, and nothing
 * fails. The time is proportional to the address and the punctuation cut from its end. */
#ifndef COSPAN_TEXT_ADDRESS_H
#define COSPAN_TEXT_ADDRESS_H

#include <stddef.h>

/* The end of the address that begins at `from`, where a word begins with an ASCII letter or digit;
 * 0 if no address begins there. */
size_t address_end(const char *text, size_t size, size_t from);

#endif
