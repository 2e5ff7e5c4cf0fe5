/** Spillway's own policy: few enough requests miss their deadline; pure. */
@NullMarked
package dev.spillway.controller.recommend.deadline;

import org.jspecify.annotations.NullMarked;
