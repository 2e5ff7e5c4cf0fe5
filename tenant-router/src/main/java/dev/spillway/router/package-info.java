/** The HTTP front door of Spillway: starts it, and puts its parts together. */
@NullMarked
package dev.spillway.router;

import org.jspecify.annotations.NullMarked;
