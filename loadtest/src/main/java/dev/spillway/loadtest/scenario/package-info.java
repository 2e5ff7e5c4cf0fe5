/** Who asks how often and when: the open-model schedule that a run must keep. */
@NullMarked
package dev.spillway.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
