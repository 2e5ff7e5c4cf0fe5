/** In which order a pool's quota and replicas are written, so that no pod is ever refused. */
@NullMarked
package dev.spillway.controller.kubernetes.plan;

import org.jspecify.annotations.NullMarked;
