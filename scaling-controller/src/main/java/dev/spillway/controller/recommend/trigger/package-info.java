/** Trigger tables: thresholds with durations and cooldowns, as data for one rule engine. */
@NullMarked
package dev.spillway.controller.recommend.trigger;

import org.jspecify.annotations.NullMarked;
