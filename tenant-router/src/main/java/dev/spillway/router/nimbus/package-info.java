/** Signed tokens by the Nimbus library. */
@NullMarked
package dev.spillway.router.nimbus;

import org.jspecify.annotations.NullMarked;
