/** Policies by name, with their parameters as words. */
@NullMarked
package dev.spillway.controller.policy;

import org.jspecify.annotations.NullMarked;
