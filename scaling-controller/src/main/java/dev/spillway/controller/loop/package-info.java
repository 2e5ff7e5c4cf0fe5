/** The control loop: observe, recommend, bound, act, record; and the ports it acts through. */
@NullMarked
package dev.spillway.controller.loop;

import org.jspecify.annotations.NullMarked;
