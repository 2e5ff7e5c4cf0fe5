/** Pools whose number of workers a person has fixed, and the orders that fix and free it; pure. */
@NullMarked
package dev.spillway.controller.pause;

import org.jspecify.annotations.NullMarked;
