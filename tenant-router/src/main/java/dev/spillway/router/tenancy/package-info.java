/** Which tenants there are and what the router needs to know of them. */
@NullMarked
package dev.spillway.router.tenancy;

import org.jspecify.annotations.NullMarked;
