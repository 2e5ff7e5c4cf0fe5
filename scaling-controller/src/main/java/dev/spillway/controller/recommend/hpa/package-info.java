/** Kubernetes' HPA as a policy for pools: workers stand for pods, queue and latency for metrics. */
@NullMarked
package dev.spillway.controller.recommend.hpa;

import org.jspecify.annotations.NullMarked;
