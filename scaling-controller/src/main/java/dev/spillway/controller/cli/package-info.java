/** The spillway command line. */
@NullMarked
package dev.spillway.controller.cli;

import org.jspecify.annotations.NullMarked;
