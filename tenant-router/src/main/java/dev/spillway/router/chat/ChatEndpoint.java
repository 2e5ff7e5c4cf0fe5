package dev.spillway.router.chat;

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
import java.time.InstantSource;

/** Chat completions as OpenAI clients ask for them, whole or streamed. */
@RestController
class ChatEndpoint {
    private final Callers callers;
    private final Dispatcher dispatcher;
    private final InstantSource time;
    private final Rules rules;
    private final Conversation conversation;
    private final RequestJson requests;
    private final JobJson jobs = new JobJson();
    private final JsonResponse responses = new JsonResponse();
    private final CompletionStream stream = new CompletionStream(jobs, responses);

    ChatEndpoint(Callers callers, Dispatcher dispatcher, InstantSource time, Limits limits) {
        this.callers = callers;
        this.dispatcher = dispatcher;
        this.time = time;
        this.rules = new Rules(limits);
        this.conversation = new Conversation(rules, limits);
        this.requests = RequestJson.lenient(limits);
    }

    @PostMapping(path = "/v1/chat/completions", consumes = "application/json")
    void complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Tenant tenant = callers.tenantOf(request);
        String key = rules.idempotencyKey(request.getHeader("Idempotency-Key"));
        ChatRequest chat = requests.read(request, ChatRequest.class);
        if (chat.model() == null) {
            throw Rules.invalid("model", "model is missing; the only one is " + Models.SPILLWAY);
        }
        ModelsEndpoint.requireKnown(chat.model());
        Job job = conversation.job(chat);
        try (Ticket ticket = dispatcher.submit(tenant, jobs.write(job), rules.timeout(null), key)) {
            Completions completions =
                    new Completions("chatcmpl-" + ticket.id(), time.instant().getEpochSecond());
            Caller caller = Caller.of(request);
            if (chat.streams()) {
                stream.write(ticket, caller, completions, chat.wantsUsage(), response);
            } else {
                whole(ticket, caller, completions, response);
            }
        } catch (ProblemException e) {
            throw new ProblemException(e.problem().forTenant(tenant.id().value()));
        }
    }

    private void whole(
            Ticket ticket, Caller caller, Completions completions, HttpServletResponse response)
            throws IOException {
        Reply reply = ticket.next(caller);
        while (reply.status() == Reply.Status.PART) {
            reply = ticket.next(caller);
        }
        Answer answer = jobs.answer(reply);
        responses.write(response, ticket.headers(), completions.whole(reply, answer));
    }
}
