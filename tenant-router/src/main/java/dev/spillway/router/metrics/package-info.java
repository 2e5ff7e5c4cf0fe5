/** Every meter of the router. */
@NullMarked
package dev.spillway.router.metrics;

import org.jspecify.annotations.NullMarked;
