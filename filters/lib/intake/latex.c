#include "intake/latex.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/normal.h"
#include "text/utf8.h"

/* Commands within commands are read to this depth, braces beyond it are only taken away. */
enum { DEEPEST = 32 };

/* For each byte of a text so many may be searched for the ends of groups, which is more than what is
 * nested so deep needs; then no group has an end, and a text of braces takes no longer than others. */
enum { PATIENCE = 4 * DEEPEST };

struct decoder {
    enum latex_kind kind;
    unsigned depth;
    struct buffer *to;
    size_t *patience; /* bytes that may still be searched */
};

static void decode(struct decoder *decoder, struct slice text);

/* Accents: the command, the combining character. Those of one sign may stand before a letter
 * without braces; those of one letter need them or a blank. */
static const struct {
    char command;
    const char *mark;
} accents[] = {
    {'`', "\u0300"}, {'\'', "\u0301"}, {'^', "\u0302"}, {'~', "\u0303"}, {'=', "\u0304"},
    {'u', "\u0306"}, {'.', "\u0307"},  {'"', "\u0308"}, {'r', "\u030A"}, {'H', "\u030B"},
    {'v', "\u030C"}, {'d', "\u0323"},  {'c', "\u0327"}, {'k', "\u0328"}, {'b', "\u0331"},
    {'t', "\u0361"}, {'h', "\u0309"},  {'G', "\u030F"},
};

/* Commands that stand for a text, in byte order. */
static const struct symbol {
    const char *name, *text;
} symbols[] = {
    {"AA", "Å"},
    {"AE", "Æ"},
    {"DH", "Ð"},
    {"DJ", "Đ"},
    {"L", "Ł"},
    {"LaTeX", "LaTeX"},
    {"NG", "Ŋ"},
    {"O", "Ø"},
    {"OE", "Œ"},
    {"P", "¶"},
    {"S", "§"},
    {"SS", "ẞ"},
    {"TH", "Þ"},
    {"TeX", "TeX"},
    {"aa", "å"},
    {"ae", "æ"},
    {"copyright", "©"},
    {"dag", "†"},
    {"ddag", "‡"},
    {"dh", "ð"},
    {"dj", "đ"},
    {"dots", "…"},
    {"euro", "€"},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"guilsinglleft", "‹"},
    {"guilsinglright", "›"},
    {"i", "ı"},
    {"j", "ȷ"},
    {"l", "ł"},
    {"ldots", "…"},
    {"lq", "‘"},
    {"newline", "\n"},
    {"ng", "ŋ"},
    {"o", "ø"},
    {"oe", "œ"},
    {"par", "\n"},
    {"pounds", "£"},
    {"quotedblbase", "„"},
    {"quotesinglbase", "‚"},
    {"rq", "’"},
    {"slash", "/"},
    {"ss", "ß"},
    {"textacutedbl", "˝"},
    {"textasciiacute", "´"},
    {"textasciicircum", "^"},
    {"textasciidieresis", "¨"},
    {"textasciigrave", "`"},
    {"textasciitilde", "~"},
    {"textasteriskcentered", "*"},
    {"textbackslash", "\\"},
    {"textbar", "|"},
    {"textbraceleft", "{"},
    {"textbraceright", "}"},
    {"textbullet", "•"},
    {"textcelsius", "℃"},
    {"textcent", "¢"},
    {"textcopyright", "©"},
    {"textdagger", "†"},
    {"textdegree", "°"},
    {"textdollar", "$"},
    {"textellipsis", "…"},
    {"textemdash", "—"},
    {"textendash", "–"},
    {"texteuro", "€"},
    {"textexclamdown", "¡"},
    {"textgreater", ">"},
    {"texthyphen", "-"},
    {"textless", "<"},
    {"textmu", "µ"},
    {"textnumero", "№"},
    {"textonehalf", "½"},
    {"textonequarter", "¼"},
    {"textonesuperior", "¹"},
    {"textordfeminine", "ª"},
    {"textordmasculine", "º"},
    {"textparagraph", "¶"},
    {"textperiodcentered", "·"},
    {"textpm", "±"},
    {"textquestiondown", "¿"},
    {"textquotedbl", "\""},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textquotesingle", "'"},
    {"textregistered", "®"},
    {"textsection", "§"},
    {"textsterling", "£"},
    {"textthreequarters", "¾"},
    {"textthreesuperior", "³"},
    {"texttimes", "×"},
    {"texttrademark", "™"},
    {"texttwosuperior", "²"},
    {"textunderscore", "_"},
    {"textvisiblespace", "␣"},
    {"textyen", "¥"},
    {"th", "þ"},
    {"times", "×"},
};

/* Commands that change how their text looks and not what it says, in byte order. */
static const char *const looks[] = {
    "BibTeX",
    "bf",
    "bfseries",
    "em",
    "emph",
    "enspace",
    "ensuremath",
    "footnotesize",
    "huge",
    "it",
    "itshape",
    "large",
    "mathrm",
    "mbox",
    "normalfont",
    "protect",
    "rm",
    "sc",
    "scshape",
    "sf",
    "sl",
    "small",
    "text",
    "textbf",
    "textit",
    "textmd",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "textsubscript",
    "textsuperscript",
    "texttt",
    "textup",
    "tt",
    "underline",
    "upshape",
    "url",
};

static const char *find_accent(char command)
{
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++)
        if (accents[i].command == command)
            return accents[i].mark;
    return NULL;
}

static int compare_symbol(const void *name, const void *symbol)
{
    return slice_compare(*(const struct slice *)name,
                         slice_of(((const struct symbol *)symbol)->name));
}

static int compare_look(const void *name, const void *look)
{
    return slice_compare(*(const struct slice *)name, slice_of(*(const char *const *)look));
}

static bool changes_looks(struct slice name)
{
    return bsearch(&name, looks, sizeof looks / sizeof *looks, sizeof *looks, compare_look);
}

static struct slice skip_blanks(struct slice text)
{
    while (text.size > 0 && slice_is_blank(text.data[0]))
        text = slice_from(text, 1);
    return text;
}

/* How long the group is that begins with the brace at the beginning, with both braces; 0 if it is
 * not closed. */
static size_t group_size(const struct decoder *decoder, struct slice text)
{
    size_t depth = 0;
    if (text.size > *decoder->patience)
        text.size = *decoder->patience;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\\' && i + 1 < text.size) {
            i++;
        } else if (text.data[i] == '{') {
            depth++;
        } else if (text.data[i] == '}' && --depth == 0) {
            *decoder->patience -= i;
            return i + 1;
        }
    }
    *decoder->patience -= text.size;
    return 0;
}

/* How long a command is that begins with the backslash at the beginning. */
static size_t command_size(struct slice text)
{
    size_t size = 1;
    while (size < text.size && slice_is_letter(text.data[size]))
        size++;
    return size > 1 || text.size < 2 ? size : 2;
}

/* How long the argument at the beginning of the text is: a group, a command or a character. */
static size_t argument_size(const struct decoder *decoder, struct slice text)
{
    int32_t code_point;
    if (text.size == 0 || text.data[0] == '}')
        return 0;
    if (text.data[0] == '{')
        return group_size(decoder, text);
    return text.data[0] == '\\' ? command_size(text) : utf8_decode(text, &code_point);
}

/* The text of an argument, without the dots that an accent takes the place of. */
static void decode_base(struct decoder *decoder, struct slice argument, struct buffer *to)
{
    struct slice inner = slice_trim(argument);
    if (inner.size > 1 && inner.data[0] == '{')
        inner = slice_trim(slice_make(inner.data + 1, inner.size - 2));
    if (slice_is(inner, "\\i") || slice_is(inner, "\\j")) {
        buffer_append_char(to, inner.data[1]);
        return;
    }
    struct decoder base = {decoder->kind, decoder->depth + 1, to, decoder->patience};
    decode(&base, argument);
}

/* The accent on the first letter of its argument; returns how much of the text was the argument. */
static size_t decode_accent(struct decoder *decoder, char command, const char *mark,
                            struct slice text)
{
    struct slice rest = skip_blanks(text);
    size_t blanks = text.size - rest.size, size = argument_size(decoder, rest);
    struct buffer base = {0}, marked = {0};
    int32_t code_point;
    if (decoder->depth < DEEPEST)
        decode_base(decoder, slice_make(rest.data, size), &base);
    struct slice letter = buffer_slice(&base);
    if (letter.size == 0 || (blanks > 0 && !slice_is_letter(command) && size == 0)) {
        buffer_append_char(decoder->to, command);
        size = slice_starts(rest, "{}") ? 2 : 0;
    } else {
        size_t first = utf8_decode(letter, &code_point);
        while (first < letter.size) {
            size_t next = utf8_decode(slice_from(letter, first), &code_point);
            if (code_point == UTF8_INVALID || !normal_is_mark(code_point))
                break;
            first += next;
        }
        buffer_append(&marked, letter.data, first);
        buffer_append_string(&marked, mark);
        text_normal_form(buffer_slice(&marked), TEXT_NFC, decoder->to);
        buffer_append_slice(decoder->to, slice_from(letter, first));
    }
    buffer_free(&base);
    buffer_free(&marked);
    return blanks + size;
}

/* `\char9` and the like: a code point by its number. */
static size_t decode_number(struct decoder *decoder, struct slice text)
{
    int32_t code_point = 0;
    size_t size = 0;
    char bytes[4] = {0};
    while (size < 6 && size < text.size && text.data[size] >= '0' && text.data[size] <= '9')
        code_point = code_point * 10 + (text.data[size++] - '0');
    bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (size > 0 && !is_surrogate)
        buffer_append(decoder->to, bytes, utf8_encode(code_point, bytes));
    else
        buffer_append_string(decoder->to, "\\char");
    return is_surrogate ? 0 : size;
}

/* A command of letters; returns how much of the text it was, its argument mostly left to be read. */
static size_t decode_word(struct decoder *decoder, struct slice text)
{
    size_t size = command_size(text);
    struct slice name = slice_make(text.data + 1, size - 1), rest = slice_from(text, size);
    const struct symbol *symbol = bsearch(&name, symbols, sizeof symbols / sizeof *symbols,
                                          sizeof *symbols, compare_symbol);
    const char *mark = name.size == 1 ? find_accent(name.data[0]) : NULL;
    size_t blanks = rest.size - skip_blanks(rest).size;
    if (mark && argument_size(decoder, skip_blanks(rest)) > 0)
        return size + decode_accent(decoder, name.data[0], mark, rest);
    if (slice_is(name, "char"))
        return size + decode_number(decoder, rest);
    if (slice_is(name, "href") && slice_starts(rest, "{")) {
        /* The address goes before the text that hides it. */
        size_t address = group_size(decoder, rest);
        struct decoder inner = {LATEX_ADDRESS, decoder->depth + 1, decoder->to, decoder->patience};
        if (address > 0 && decoder->depth < DEEPEST) {
            decode(&inner, slice_make(rest.data, address));
            buffer_append_char(decoder->to, ' ');
        }
        return size + address;
    }
    if (slice_is(name, "url") && slice_starts(rest, "{") && decoder->depth < DEEPEST) {
        size_t address = group_size(decoder, rest);
        struct decoder inner = {LATEX_ADDRESS, decoder->depth + 1, decoder->to, decoder->patience};
        decode(&inner, slice_make(rest.data, address));
        return size + address;
    }
    if (symbol) {
        buffer_append_string(decoder->to, symbol->text);
        return size + blanks;
    }
    if (changes_looks(name))
        return size + blanks;
    buffer_append(decoder->to, text.data, size);
    size_t group = slice_starts(rest, "{") ? group_size(decoder, rest) : 0;
    buffer_append(decoder->to, rest.data, group);
    return size + group;
}

/* A command of one sign. */
static size_t decode_sign(struct decoder *decoder, struct slice text)
{
    char sign = text.data[1];
    const char *mark = find_accent(sign);
    if (mark)
        return 2 + decode_accent(decoder, sign, mark, slice_from(text, 2));
    if (strchr("&%$#_{} ", sign))
        buffer_append_char(decoder->to, sign);
    else if (strchr(",;:", sign))
        buffer_append_char(decoder->to, ' ');
    else if (sign == '\\' || sign == '\n')
        buffer_append_char(decoder->to, sign == '\\' ? '\n' : ' ');
    else if (!strchr("-/!@", sign))
        buffer_append(decoder->to, text.data, 2);
    return 2;
}

static size_t decode_command(struct decoder *decoder, struct slice text)
{
    if (text.size < 2 || text.data[1] == '\0') {
        buffer_append_char(decoder->to, '\\');
        return 1;
    }
    if (slice_is_letter(text.data[1]))
        return decode_word(decoder, text);
    return decode_sign(decoder, text);
}

/* A formula, as it stands; a dollar sign that begins none stands for itself. */
static size_t decode_formula(struct decoder *decoder, struct slice text)
{
    size_t end = 1;
    while (end < text.size && text.data[end] != '$')
        end += text.data[end] == '\\' && end + 1 < text.size ? 2 : 1;
    if (end >= text.size) {
        buffer_append_char(decoder->to, '$');
        return 1;
    }
    struct slice formula = slice_make(text.data, end + 1);
    if (slice_is(formula, "$\\backslash$"))
        buffer_append_char(decoder->to, '\\');
    else if (slice_is(formula, "$\\sim$"))
        buffer_append_char(decoder->to, '~');
    else
        buffer_append_slice(decoder->to, formula);
    return formula.size;
}

/* Dashes and quotation marks; 0 if the text begins with neither. */
static size_t decode_ligature(struct decoder *decoder, struct slice text)
{
    static const struct symbol ligatures[] = {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}};
    for (size_t i = 0; i < sizeof ligatures / sizeof *ligatures; i++)
        if (slice_starts(text, ligatures[i].name)) {
            buffer_append_string(decoder->to, ligatures[i].text);
            return strlen(ligatures[i].name);
        }
    return 0;
}

static bool is_special(unsigned char c)
{
    switch (c) {
    case '\\':
    case '{':
    case '}':
    case '$':
    case '~':
    case '-':
    case '`':
    case '\'':
        return true;
    default:
        return slice_is_blank((char)c);
    }
}

static size_t decode_special(struct decoder *decoder, struct slice text)
{
    char c = text.data[0];
    size_t ligature = decoder->kind == LATEX_TEXT ? decode_ligature(decoder, text) : 0;
    if (ligature > 0)
        return ligature;
    if (c == '\\')
        return decode_command(decoder, text);
    if (c == '$')
        return decode_formula(decoder, text);
    if (slice_is_blank(c)) {
        buffer_append_char(decoder->to, ' ');
        return text.size - skip_blanks(text).size;
    }
    if (c == '~' && decoder->kind == LATEX_TEXT)
        buffer_append_char(decoder->to, ' ');
    else if (c != '{' && c != '}')
        buffer_append_char(decoder->to, c);
    return 1;
}

static void decode(struct decoder *decoder, struct slice text)
{
    while (text.size > 0) {
        size_t plain = 0;
        while (plain < text.size && !is_special((unsigned char)text.data[plain]))
            plain++;
        buffer_append(decoder->to, text.data, plain);
        text = slice_from(text, plain);
        if (text.size > 0)
            text = slice_from(text, decode_special(decoder, text));
    }
}

void latex_decode(struct slice text, enum latex_kind kind, struct buffer *to)
{
    size_t patience = PATIENCE * text.size;
    struct decoder decoder = {kind, 0, to, &patience};
    decode(&decoder, text);
}

/* What stands for a character that means something, or NULL. */
static const char *encode_sign(char c, enum latex_kind kind)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '{':
        return "\\textbraceleft{}";
    case '}':
        return "\\textbraceright{}";
    case '$':
        return "\\$";
    case '\n':
        return "{\\par}";
    case '\t':
        return "{\\char9}";
    case '\r':
        return "{\\char13}";
    case '\f':
        return "{\\char12}";
    case '\v':
        return "{\\char11}";
    default:
        break;
    }
    if (kind == LATEX_ADDRESS)
        return NULL;
    switch (c) {
    case '&':
        return "\\&";
    case '%':
        return "\\%";
    case '#':
        return "\\#";
    case '_':
        return "\\_";
    case '^':
        return "\\textasciicircum{}";
    case '~':
        return "\\textasciitilde{}";
    default:
        return NULL;
    }
}

void latex_encode(struct slice text, enum latex_kind kind, struct buffer *to)
{
    char before = 'x';
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        const char *sign = encode_sign(c, kind);
        /* What would be a dash, a quotation mark or one blank is kept apart. */
        if (c == before && strchr("-`'", c) && kind == LATEX_TEXT)
            buffer_append_string(to, "{}");
        if (sign)
            buffer_append_string(to, sign);
        else if (c == ' ' && (i == 0 || before == ' ' || slice_is_blank(before)))
            buffer_append_string(to, "\\ ");
        else
            buffer_append_char(to, c);
        before = c;
    }
}
