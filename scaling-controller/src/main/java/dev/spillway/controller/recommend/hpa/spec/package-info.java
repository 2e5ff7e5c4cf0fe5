/** What an autoscaler is told to do: the spec of autoscaling/v2. */
@NullMarked
package dev.spillway.controller.recommend.hpa.spec;

import org.jspecify.annotations.NullMarked;
