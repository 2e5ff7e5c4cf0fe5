/** What single tenants of an AI platform may use, did use, and how well both fit; pure. */
@NullMarked
package dev.spillway.controller.capacity.tenant;

import org.jspecify.annotations.NullMarked;
