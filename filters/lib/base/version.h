/* The version of cospan. Every filter shows it with --version and writes it into the provenance of
 * its output. */
#ifndef COSPAN_BASE_VERSION_H
#define COSPAN_BASE_VERSION_H

#define COSPAN_VERSION "0.1.0"

#endif
