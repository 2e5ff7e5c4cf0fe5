/** What others may know of pools, so that their autoscalers can act on it. */
@NullMarked
package dev.spillway.controller.signal;

import org.jspecify.annotations.NullMarked;
