/** What the controller saw: replicas and queue depths over time. */
@NullMarked
package dev.spillway.loadtest.timeline;

import org.jspecify.annotations.NullMarked;
