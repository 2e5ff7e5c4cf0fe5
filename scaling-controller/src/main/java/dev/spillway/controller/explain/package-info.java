/** Decisions in plain words, for somebody who was woken up; pure. */
@NullMarked
package dev.spillway.controller.explain;

import org.jspecify.annotations.NullMarked;
