/** Runs workers as processes of this machine. */
@NullMarked
package dev.spillway.controller.process;

import org.jspecify.annotations.NullMarked;
