/** From passages to an answer: real sentences with citations, or a model that is given them. */
@NullMarked
package dev.spillway.rag.answer;

import org.jspecify.annotations.NullMarked;
