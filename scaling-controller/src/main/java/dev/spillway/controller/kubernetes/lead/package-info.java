/** Which of several controllers acts. */
@NullMarked
package dev.spillway.controller.kubernetes.lead;

import org.jspecify.annotations.NullMarked;
