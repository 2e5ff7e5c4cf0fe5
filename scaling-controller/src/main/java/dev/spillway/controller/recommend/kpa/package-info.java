/** The autoscaler of Knative as a policy: a stable window, and a short one for panic. */
@NullMarked
package dev.spillway.controller.recommend.kpa;

import org.jspecify.annotations.NullMarked;
