/** Which tenants and collections this worker's pool serves, followed as it changes. */
@NullMarked
package dev.spillway.rag.tenants;

import org.jspecify.annotations.NullMarked;
