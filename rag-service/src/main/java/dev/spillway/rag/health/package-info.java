/** Whether the worker lives and whether it may be given work, with reasons. */
@NullMarked
package dev.spillway.rag.health;

import org.jspecify.annotations.NullMarked;
