package dev.spillway.router.query;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.dispatch.Caller;
import dev.spillway.router.dispatch.Dispatcher;
import dev.spillway.router.dispatch.Ticket;
import dev.spillway.router.identity.Callers;
import dev.spillway.router.intake.JsonResponse;
import dev.spillway.router.intake.Limits;
import dev.spillway.router.intake.RequestJson;
import dev.spillway.router.intake.Rules;
import dev.spillway.router.job.Answer;
import dev.spillway.router.job.Job;
import dev.spillway.router.job.JobJson;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.tenancy.Tenant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.List;

/** One question, one answer. */
@RestController
class QueryEndpoint {
    private final Callers callers;
    private final Dispatcher dispatcher;
    private final Rules rules;
    private final RequestJson requests;
    private final JobJson jobs = new JobJson();
    private final JsonResponse responses = new JsonResponse();

    QueryEndpoint(Callers callers, Dispatcher dispatcher, Limits limits) {
        this.callers = callers;
        this.dispatcher = dispatcher;
        this.rules = new Rules(limits);
        this.requests = RequestJson.strict(limits);
    }

    @PostMapping(path = "/v1/query", consumes = "application/json")
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Tenant tenant = callers.tenantOf(request);
        String key = rules.idempotencyKey(request.getHeader("Idempotency-Key"));
        QueryRequest query = requests.read(request, QueryRequest.class);
        Job job =
                new Job(
                        rules.question(query.question(), "question"),
                        List.of(),
                        rules.passages(query.maxPassages()),
                        false);
        try (Ticket ticket =
                dispatcher.submit(
                        tenant, jobs.write(job), rules.timeout(query.timeoutMillis()), key)) {
            responses.write(response, ticket.headers(), answer(ticket, Caller.of(request)));
        }
    }

    private QueryResponse answer(Ticket ticket, Caller caller) {
        Reply reply = ticket.next(caller);
        while (reply.status() == Reply.Status.PART) {
            reply = ticket.next(caller);
        }
        try {
            Answer answer = jobs.answer(reply);
            return QueryResponse.of(reply, answer);
        } catch (ProblemException e) {
            throw new ProblemException(e.problem().withHeaders(ticket.headers()));
        }
    }
}
