/**
 * What limits a recommendation, step by step: rates, calm, feasibility, minimum and maximum; pure.
 */
@NullMarked
package dev.spillway.controller.bound;

import org.jspecify.annotations.NullMarked;
