/** Virtual time: arrivals, queues, workers and policies run as events, deterministic by seed. */
@NullMarked
package dev.spillway.controller.simulate;

import org.jspecify.annotations.NullMarked;
