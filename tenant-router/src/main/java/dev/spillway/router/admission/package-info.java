/** May it proceed: refusals and allowances of the queue in the words of HTTP. */
@NullMarked
package dev.spillway.router.admission;

import org.jspecify.annotations.NullMarked;
