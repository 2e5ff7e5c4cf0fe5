/** The endpoints that speak the OpenAI interface. */
@NullMarked
package dev.spillway.router.chat;

import org.jspecify.annotations.NullMarked;
