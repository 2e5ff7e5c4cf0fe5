package dev.spillway.router.tomcat;

import dev.spillway.router.problem.ProblemWriter;
import dev.spillway.router.problem.UnroutedProblems;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/**
 * Answers what Tomcat itself refuses: malformed request lines, oversize headers and whatever else
 * never reaches a servlet. Public with a public constructor because Tomcat makes it by name.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private final ProblemWriter writer = new ProblemWriter(new JsonMapper());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0) {
            return;
        }
        try {
            writer.write(
                    request,
                    response.getResponse(),
                    UnroutedProblems.ofStatus(response.getStatus()));
        } catch (IOException e) {
            getContainer().getLogger().debug("the caller did not wait for the error", e);
        }
    }
}
