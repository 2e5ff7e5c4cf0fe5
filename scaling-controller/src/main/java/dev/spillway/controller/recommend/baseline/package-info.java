/** Policies of other systems, to compare with: their rules as published, nothing improved. */
@NullMarked
package dev.spillway.controller.recommend.baseline;

import org.jspecify.annotations.NullMarked;
