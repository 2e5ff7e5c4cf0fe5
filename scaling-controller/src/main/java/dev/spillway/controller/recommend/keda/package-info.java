/** KEDA as a policy: a poll that wakes and puts to sleep, and the HPA in between. */
@NullMarked
package dev.spillway.controller.recommend.keda;

import org.jspecify.annotations.NullMarked;
