/** Who gets how much of what is too little for all; pure. */
@NullMarked
package dev.spillway.controller.share;

import org.jspecify.annotations.NullMarked;
