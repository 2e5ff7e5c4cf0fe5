/**
 * What one pool wants in the cluster: from the pool to its Kubernetes objects, without a cluster.
 */
@NullMarked
package dev.spillway.controller.kubernetes.manifest;

import org.jspecify.annotations.NullMarked;
