#include "picture/palette.h"

#include "base/slice.h"

static const struct {
    const char *hex;
    int terminal; /* the nearest of the 6 x 6 x 6 cube */
} colours[PALETTE_COLOURS] = {
    {"#0072b2", 25},  {"#e69f00", 178}, {"#009e73", 36},  {"#cc79a7", 175},
    {"#d55e00", 166}, {"#56b4e9", 74},  {"#555555", 244}, {"#f0e442", 227},
};

const char *palette_series(size_t i)
{
    return colours[i % PALETTE_COLOURS].hex;
}

size_t palette_round(size_t i)
{
    return i / PALETTE_COLOURS % PALETTE_ROUNDS;
}

int palette_terminal(size_t i)
{
    return colours[i % PALETTE_COLOURS].terminal;
}

/* Stops at 0, 1/4, 2/4, 3/4 and 1; the blue and the vermilion of the series stand at 3/4. */
enum { STOPS = 5 };
static const int blues[STOPS][3] = {{0xf4, 0xf8, 0xfc},
                                    {0xb3, 0xd2, 0xea},
                                    {0x5c, 0xa2, 0xd1},
                                    {0x00, 0x72, 0xb2},
                                    {0x05, 0x2f, 0x55}};
static const int oranges[STOPS][3] = {{0xfb, 0xf7, 0xf3},
                                      {0xf8, 0xcd, 0xaa},
                                      {0xeb, 0x94, 0x53},
                                      {0xd5, 0x5e, 0x00},
                                      {0x6b, 0x2c, 0x00}};

struct palette_colour palette_heat(double place)
{
    const int(*stops)[3] = place < 0 ? oranges : blues;
    double size = place < 0 ? -place : place;
    size = size > 1 ? 1 : size;
    size_t stop = (size_t)(size * (STOPS - 1));
    stop = stop > STOPS - 2 ? STOPS - 2 : stop;
    double share = size * (STOPS - 1) - (double)stop;
    struct palette_colour colour = {"#"};
    for (int i = 0; i < 3; i++) {
        double from = stops[stop][i], to = stops[stop + 1][i];
        int byte = (int)(from + (to - from) * share + 0.5);
        colour.hex[1 + 2 * i] = "0123456789abcdef"[byte / 16];
        colour.hex[2 + 2 * i] = "0123456789abcdef"[byte % 16];
    }
    return colour;
}

static int digit_of(char c)
{
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/* A cheap stand-in for the sRGB curve: its power is between 2 and 2.4, and only the middle, where
 * black and white text are equally readable (luminance 0.179), matters here. */
bool palette_is_dark(const char *hex)
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
        double part = (digit_of(hex[1 + 2 * i]) * 16 + digit_of(hex[2 + 2 * i])) / 255.0;
        luminance += weights[i] * part * part * (0.2 * part + 0.8);
    }
    return luminance < 0.19;
}
