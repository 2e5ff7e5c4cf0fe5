/** How the requests of one tenant are routed, queued and served. */
@NullMarked
package dev.spillway.controller.simulate.faro.serving;

import org.jspecify.annotations.NullMarked;
