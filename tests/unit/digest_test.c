/* SHA-256 on the vectors of FIPS 180-4 and of NIST's SHAVS. */
#include "base/digest.h"

#include "base/memory.h"
#include "check.h"

static bool gives(struct slice bytes, const char *expected)
{
    char hex[DIGEST_HEX + 1];
    digest_hex(bytes, hex);
    return strcmp(hex, expected) == 0;
}

/* The digest of every length around the borders of a block, against coreutils' sha256sum. */
TEST("lengths around the border of a block have the digests of sha256sum")
{
    static const struct {
        size_t size;
        const char *expected;
    } lengths[] = {
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
        {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
        {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
    };
    char text[128];
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        CHECK(gives(slice_make(text, lengths[i].size), lengths[i].expected));
}

/* Pieces of all sizes up to more than a block give the digest of the whole. */
TEST("pieces of every size give the digest of the whole")
{
    char text[300], whole[DIGEST_HEX + 1], pieced[DIGEST_HEX + 1];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7);
    digest_hex(slice_make(text, sizeof text), whole);
    for (size_t step = 1; step < 140; step++) {
        struct digest digest;
        digest_begin(&digest);
        for (size_t i = 0; i < sizeof text; i += step)
            digest_add(&digest,
                       slice_make(text + i, sizeof text - i < step ? sizeof text - i : step));
        digest_end(&digest, pieced);
        CHECK(strcmp(whole, pieced) == 0);
    }
}

TEST("a file has the digest of its bytes, and a folder has none")
{
    char hex[DIGEST_HEX + 1];
    char *path = check_file("abc", 3);
    CHECK(digest_file(path, hex) &&
          strcmp(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") == 0);
    unlink(path);
    CHECK(!digest_file("/", hex));
    free(path);
}

TEST("the vectors of FIPS 180-4 and of SHAVS have their digests")
{
    CHECK(
        gives(slice_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK(gives(slice_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    CHECK(gives(slice_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    CHECK(gives(slice_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                         "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"));
    CHECK(gives(slice_make("\xbd", 1),
                "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"));
    char *million = memory_allocate(1000000, 1);
    memset(million, 'a', 1000000);
    CHECK(gives(slice_make(million, 1000000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    memset(million, 0, 1000000);
    CHECK(gives(slice_make(million, 1000000),
                "d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025"));
    free(million);
}

TEST("the first sixteen digits of a digest are a number")
{
    CHECK(digest_number("0123456789abcdef0") == 0x0123456789abcdef);
    CHECK(digest_number("ffffffffffffffff") == UINT64_MAX);
}
