/** Decisions, and where pools stand, as JSON in files: written, read, and made once more. */
@NullMarked
package dev.spillway.controller.journal;

import org.jspecify.annotations.NullMarked;
