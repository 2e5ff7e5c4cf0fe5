/** The controller as it runs, in a cluster of which fakes play all other parts. */
@NullMarked
package dev.spillway.controller.kubernetes.operator;

import org.jspecify.annotations.NullMarked;
