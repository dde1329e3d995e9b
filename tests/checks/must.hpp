// MUST(condition, text): an EXPECT_ that costs nothing while it holds, for checks that are made millions of times.
#pragma once

#include <gtest/gtest.h>

#define MUST(condition, text)                \
  do {                                       \
    if (!(condition)) ADD_FAILURE() << text; \
  } while (false)
