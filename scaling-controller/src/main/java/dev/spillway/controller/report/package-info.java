/** What a simulation leaves behind: its result as JSON, and one page to look at. */
@NullMarked
package dev.spillway.controller.report;

import org.jspecify.annotations.NullMarked;
