#include "text/sentence_opening.h"

#include <stddef.h>

/* Sorted; a new word keeps the order. */
static const char *const words[] = {"A",           "All",          "Although",     "An",
                                    "As",          "At",           "Background",   "Based",
                                    "Because",     "Both",         "But",          "By",
                                    "Conclusion",  "Conclusions",  "Data",         "Design",
                                    "Despite",     "During",       "Each",         "Findings",
                                    "First",       "For",          "From",         "Further",
                                    "Furthermore", "He",           "Hence",        "How",
                                    "However",     "If",           "Implications", "In",
                                    "Interviews",  "Introduction", "It",           "Many",
                                    "Methods",     "Moreover",     "Most",         "Objective",
                                    "Objectives",  "On",           "One",          "Our",
                                    "Overall",     "Participants", "Purpose",      "Results",
                                    "Setting",     "She",          "Since",        "Some",
                                    "Study",       "Such",         "That",         "The",
                                    "Their",       "Then",         "There",        "These",
                                    "They",        "This",         "Those",        "Three",
                                    "Through",     "Thus",         "To",           "Two",
                                    "Using",       "We",           "What",         "When",
                                    "Where",       "Which",        "While",        "With",
                                    "You"};

bool sentence_opening(struct slice word)
{
    size_t low = 0, high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = slice_compare(word, slice_of(words[middle]));
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
