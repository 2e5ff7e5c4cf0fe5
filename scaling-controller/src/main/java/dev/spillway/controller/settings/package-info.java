/** The environment variables, checked. */
@NullMarked
package dev.spillway.controller.settings;

import org.jspecify.annotations.NullMarked;
