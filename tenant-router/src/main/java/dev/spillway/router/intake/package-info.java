/** What a caller may send, and the honest refusal of anything else. */
@NullMarked
package dev.spillway.router.intake;

import org.jspecify.annotations.NullMarked;
