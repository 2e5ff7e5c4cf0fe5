package dev.spillway.router.tomcat;

import dev.spillway.router.dispatch.Caller;

import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import java.io.IOException;

/**
 * Lets a request that waits find out that its caller has left. HTTP/1.1 says so only by closing the
 * connection, which nobody notices without reading from it: so the waiting thread reads, without
 * blocking, from a connection whose request it has read whole. What a caller sends ahead stays in
 * the connection's buffer for the next request.
 */
final class CallerWatchValve extends ValveBase {
    /** What Tomcat reports as available when the read failed; a request ahead is never so short. */
    private static final int READ_FAILED = 1;

    CallerWatchValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        Caller caller =
                () -> {
                    connection.action(ActionCode.AVAILABLE, true);
                    return connection.getAvailable() == READ_FAILED;
                };
        request.setAttribute(Caller.ATTRIBUTE, caller);
        getNext().invoke(request, response);
    }
}
