/** What a controller may do in a cluster, and what it does. */
@NullMarked
package dev.spillway.controller.kubernetes.rights;

import org.jspecify.annotations.NullMarked;
