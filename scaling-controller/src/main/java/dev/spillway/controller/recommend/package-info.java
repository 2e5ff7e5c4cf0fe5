/** Policies: how many workers a pool needs by its measurements, and why; pure. */
@NullMarked
package dev.spillway.controller.recommend;

import org.jspecify.annotations.NullMarked;
