/** What the controller tells about pools and tenants. */
@NullMarked
package dev.spillway.controller.status;

import org.jspecify.annotations.NullMarked;
