/** Checks of what the cluster offers: APIs, nodes, quotas, and Spillway's own resources. */
@NullMarked
package dev.spillway.controller.doctor.cluster;

import org.jspecify.annotations.NullMarked;
