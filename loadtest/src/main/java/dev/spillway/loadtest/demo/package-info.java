/** The command that goes from nothing running to a verdict. */
@NullMarked
package dev.spillway.loadtest.demo;

import org.jspecify.annotations.NullMarked;
