/** Asks a Prometheus server. */
@NullMarked
package dev.spillway.controller.prometheus;

import org.jspecify.annotations.NullMarked;
