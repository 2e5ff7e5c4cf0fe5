/** What is said about pools where kubectl shows it. */
@NullMarked
package dev.spillway.controller.kubernetes.event;

import org.jspecify.annotations.NullMarked;
