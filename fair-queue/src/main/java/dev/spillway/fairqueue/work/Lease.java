package dev.spillway.fairqueue.work;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;

/**
 * The right to answer one request until the lease ends.
 *
 * @param id the request
 * @param tenant whose request it is
 * @param worker who holds the lease
 * @param attempt the fencing token: a later claim of the same request has a higher one, and then
 *     this lease is void
 */
public record Lease(RequestId id, TenantId tenant, WorkerId worker, int attempt) {}
