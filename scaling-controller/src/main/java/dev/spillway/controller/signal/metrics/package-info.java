/** The External Metrics API, {@code external.metrics.k8s.io/v1beta1}, served by the controller. */
@NullMarked
package dev.spillway.controller.signal.metrics;

import org.jspecify.annotations.NullMarked;
