/** The endpoints of Spillway's own interface. */
@NullMarked
package dev.spillway.router.query;

import org.jspecify.annotations.NullMarked;
