/** Tiers, pools and tenants as data: who may ask, who serves them, and within which bounds. */
@NullMarked
package dev.spillway.controller.catalog;

import org.jspecify.annotations.NullMarked;
