/** Keeps the objects of every pool in the cluster as they shall be. */
@NullMarked
package dev.spillway.controller.kubernetes.reconcile;

import org.jspecify.annotations.NullMarked;
