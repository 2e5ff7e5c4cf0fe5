/** The loop that claims work, keeps its leases alive, answers, and drains. */
@NullMarked
package dev.spillway.rag.worker;

import org.jspecify.annotations.NullMarked;
