/** A generator that asks a model server over the OpenAI chat completions protocol. */
@NullMarked
package dev.spillway.rag.openai;

import org.jspecify.annotations.NullMarked;
