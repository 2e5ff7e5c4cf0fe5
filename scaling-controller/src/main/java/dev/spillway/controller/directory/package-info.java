/** What routers and workers are told about pools and tenants. */
@NullMarked
package dev.spillway.controller.directory;

import org.jspecify.annotations.NullMarked;
