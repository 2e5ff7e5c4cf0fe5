/** Who is asking: from an API key or a signed token, never from anything else. */
@NullMarked
package dev.spillway.router.identity;

import org.jspecify.annotations.NullMarked;
