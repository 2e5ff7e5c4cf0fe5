/** Worker time to money, exactly: prices, commitments, spot, comparisons; pure. */
@NullMarked
package dev.spillway.controller.cost;

import org.jspecify.annotations.NullMarked;
