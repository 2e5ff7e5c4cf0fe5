package dev.spillway.router.dispatch;

import jakarta.servlet.ServletRequest;

/** The other end of the connection a request came by. */
@FunctionalInterface
public interface Caller {
    /** Request attribute under which the servlet container leaves the caller. */
    String ATTRIBUTE = Caller.class.getName();

    /** Whether the connection is closed; for the thread that serves the request only. */
    boolean isGone();

    static Caller of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller known ? known : () -> false;
    }
}
