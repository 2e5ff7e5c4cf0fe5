/** Who waits: one line per tenant, served in order of arrival or by weighted fair queueing. */
@NullMarked
package dev.spillway.controller.simulate.line;

import org.jspecify.annotations.NullMarked;
