/** All policies by name. */
@NullMarked
package dev.spillway.controller.policy;

import org.jspecify.annotations.NullMarked;
