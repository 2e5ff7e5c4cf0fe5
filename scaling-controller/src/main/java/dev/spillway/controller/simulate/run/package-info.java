/** One scenario under one policy with one seed, in virtual time. */
@NullMarked
package dev.spillway.controller.simulate.run;

import org.jspecify.annotations.NullMarked;
