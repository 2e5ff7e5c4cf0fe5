/**
 * What the worker keeps in Redis beside the queue: embeddings, and the tenant directory it reads.
 */
@NullMarked
package dev.spillway.rag.redis;

import org.jspecify.annotations.NullMarked;
