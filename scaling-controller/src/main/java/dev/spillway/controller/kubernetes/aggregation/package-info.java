/** The controller as an extension of the API server: what it is asked through, and by whom. */
@NullMarked
package dev.spillway.controller.kubernetes.aggregation;

import org.jspecify.annotations.NullMarked;
