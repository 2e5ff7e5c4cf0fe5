/** What the doctor says. */
@NullMarked
package dev.spillway.controller.doctor.finding;

import org.jspecify.annotations.NullMarked;
