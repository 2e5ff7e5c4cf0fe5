/** The queue's store: measurements in, tenants and their directory out. */
@NullMarked
package dev.spillway.controller.redis;

import org.jspecify.annotations.NullMarked;
