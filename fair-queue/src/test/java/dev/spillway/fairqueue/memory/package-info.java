/** The queue inside one process under test. */
@NullMarked
package dev.spillway.fairqueue.memory;

import org.jspecify.annotations.NullMarked;
