/** Queues: what share of requests will miss their deadline with so many servers; pure. */
@NullMarked
package dev.spillway.controller.recommend.queueing;

import org.jspecify.annotations.NullMarked;
