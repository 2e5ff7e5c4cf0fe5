/** The custom resources of a cluster, read as documents. */
@NullMarked
package dev.spillway.controller.kubernetes.resource;

import org.jspecify.annotations.NullMarked;
