/** Who sends when: rates, replayed traces and users that wait for their answers. */
@NullMarked
package dev.spillway.controller.simulate.arrive;

import org.jspecify.annotations.NullMarked;
