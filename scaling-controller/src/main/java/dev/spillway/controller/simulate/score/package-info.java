/** What a run was worth: latency, violations, workers, money. */
@NullMarked
package dev.spillway.controller.simulate.score;

import org.jspecify.annotations.NullMarked;
