/** What the load generator saw: one record for each request it intended to send. */
@NullMarked
package dev.spillway.loadtest.sample;

import org.jspecify.annotations.NullMarked;
