/* The data files of dicts/: compiled in, or beside the program. */
#include "base/shipped.h"

#include <stdlib.h>

#include "check.h"

TEST("a compiled file is found by its path")
{
    CHECK(slice_starts(shipped_find("languages/en/stopwords.txt"), "# English function words\n"));
    CHECK(!shipped_find("languages/xx/stopwords.txt").data);
    CHECK(!shipped_find("languages/en/stopwords").data);
}

TEST("a dictionary of the clone is found from where the program is")
{
    char *path = shipped_dictionary("roles");
    if (!path)
        SKIP("this system does not tell where a program is");
    CHECK(slice_ends(slice_of(path), "/dicts/roles.tsv"));
    free(path);
    CHECK(!shipped_dictionary("nurses"));
    CHECK(!shipped_dictionary("roles.codebook"));
    CHECK(!shipped_dictionary("fields/ris"));
    CHECK(!shipped_dictionary("languages"));
    struct map names = {0};
    struct suggest suggest = suggest_begin(slice_of("roels"));
    shipped_suggest_dictionaries(&suggest, &names);
    CHECK(slice_is(suggest_nearest(&suggest), "roles"));
    CHECK(!strstr(suggest_ending(&suggest, "there are"), "codebook"));
    suggest_free(&suggest);
    map_free(&names);
}
