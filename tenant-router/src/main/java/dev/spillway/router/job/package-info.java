/** The wire between router and workers. */
@NullMarked
package dev.spillway.router.job;

import org.jspecify.annotations.NullMarked;
