/** What can be said of the container images without a container. */
@NullMarked
package dev.spillway.loadtest.image;

import org.jspecify.annotations.NullMarked;
