/** Starts, watches and stops the platform's processes on this machine. */
@NullMarked
package dev.spillway.loadtest.platform;

import org.jspecify.annotations.NullMarked;
