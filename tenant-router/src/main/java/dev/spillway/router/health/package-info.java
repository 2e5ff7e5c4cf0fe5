/** Whether the process lives, whether it may get traffic, and how it leaves. */
@NullMarked
package dev.spillway.router.health;

import org.jspecify.annotations.NullMarked;
