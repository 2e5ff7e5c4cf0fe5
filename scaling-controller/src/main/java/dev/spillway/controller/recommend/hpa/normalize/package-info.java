/** From a metric's number of replicas to one the autoscaler may set: calm, speed and bounds. */
@NullMarked
package dev.spillway.controller.recommend.hpa.normalize;

import org.jspecify.annotations.NullMarked;
