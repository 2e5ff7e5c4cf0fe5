/** What the next minutes may bring, by season, and whether that is worth listening to; pure. */
@NullMarked
package dev.spillway.controller.recommend.forecast;

import org.jspecify.annotations.NullMarked;
