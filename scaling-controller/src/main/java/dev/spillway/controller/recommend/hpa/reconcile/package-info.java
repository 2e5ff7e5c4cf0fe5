/** One round of Kubernetes' HPA controller for one autoscaler, as a pure function. */
@NullMarked
package dev.spillway.controller.recommend.hpa.reconcile;

import org.jspecify.annotations.NullMarked;
