/** From pods, samples and a target to a number of replicas, as Kubernetes' HPA v2 reckons it. */
@NullMarked
package dev.spillway.controller.recommend.hpa.calculator;

import org.jspecify.annotations.NullMarked;
