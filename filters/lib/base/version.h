/* The version of cospan, which every filter shows and writes into the provenance of its output. */
#ifndef COSPAN_BASE_VERSION_H
#define COSPAN_BASE_VERSION_H

#define COSPAN_VERSION "0.1.0"

#endif
