/** What is wrong with a cluster, found in a picture of it that was read before. */
@NullMarked
package dev.spillway.controller.doctor;

import org.jspecify.annotations.NullMarked;
