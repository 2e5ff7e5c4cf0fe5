/** The cluster that the end-to-end scenarios run against, and what they ask of it. */
@NullMarked
package dev.spillway.controller.e2e.cluster;

import org.jspecify.annotations.NullMarked;
