/** Label selectors, as Kubernetes reads and prints them. */
@NullMarked
package dev.spillway.controller.recommend.hpa.selector;

import org.jspecify.annotations.NullMarked;
