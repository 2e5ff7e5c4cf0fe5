/** A certificate of the controller's own, for as long as it runs. */
@NullMarked
package dev.spillway.controller.signal.metrics.certificate;

import org.jspecify.annotations.NullMarked;
