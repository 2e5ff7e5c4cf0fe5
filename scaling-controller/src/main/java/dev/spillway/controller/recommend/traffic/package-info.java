/** What a pool and its tenants have sent, remembered from one observation to the next; pure. */
@NullMarked
package dev.spillway.controller.recommend.traffic;

import org.jspecify.annotations.NullMarked;
