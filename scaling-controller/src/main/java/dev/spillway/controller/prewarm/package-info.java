/**
 * Schedules that keep a floor under a pool, so that workers are ready before the load comes; pure.
 */
@NullMarked
package dev.spillway.controller.prewarm;

import org.jspecify.annotations.NullMarked;
