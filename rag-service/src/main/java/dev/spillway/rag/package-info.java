/**
 * The worker of a pool: claims questions, finds passages of the asking tenant, answers with
 * citations.
 */
@NullMarked
package dev.spillway.rag;

import org.jspecify.annotations.NullMarked;
