/* Addresses in running text: web addresses, DOIs and e-mail addresses, each of which is one token.
 *
 * What counts as one:
 *   - web address: http://, https://, ftp://, www. or mailto: in any case, then a letter or digit,
 *     then all up to white space, one of < > " `, a quotation mark, bracket, comma, dash or
 *     sentence sign outside ASCII, or a closing bracket that was not opened within the address;
 *   - DOI: doi: and 10.NNNN/..., or 10.NNNN/... alone (NNNN: four to nine digits, perhaps with
 *     subdivisions), which ends as a web address does;
 *   - e-mail address: ASCII letters, digits and _ % + - with single full stops between, at most 64
 *     bytes; @; two or more labels of letters, digits and inner hyphens, the last of two bytes or
 *     more and with a letter first.
 * The signs . , ; : ! ? ' * _ ~ at the end of a web address or DOI do not belong to it: they are
 * punctuation or emphasis of the text around it.
 *
 * Offsets are bytes. Never reads outside [0, size), whatever the bytes; never fails. The time is
 * that of the address itself and of the punctuation cut from its end. */
#ifndef COSPAN_TEXT_ADDRESS_H
#define COSPAN_TEXT_ADDRESS_H

#include <stddef.h>

/* The end of the address that begins at `from`, where a word begins with an ASCII letter or digit;
 * 0 when none does. */
size_t address_end(const char *text, size_t size, size_t from);

#endif
