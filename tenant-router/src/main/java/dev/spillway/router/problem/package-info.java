/**
 * How the router says no: problem types, their two renderings, and the one place that writes them.
 */
@NullMarked
package dev.spillway.router.problem;

import org.jspecify.annotations.NullMarked;
