/** Brings the folders of a tenant's collections and its index into agreement. */
@NullMarked
package dev.spillway.rag.ingest;

import org.jspecify.annotations.NullMarked;
