/** Hands requests to the queue of their pool and brings their replies back. */
@NullMarked
package dev.spillway.router.dispatch;

import org.jspecify.annotations.NullMarked;
