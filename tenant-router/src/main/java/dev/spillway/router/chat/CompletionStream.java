package dev.spillway.router.chat;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.dispatch.Caller;
import dev.spillway.router.dispatch.Ticket;
import dev.spillway.router.intake.JsonResponse;
import dev.spillway.router.job.Answer;
import dev.spillway.router.job.JobJson;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;
import dev.spillway.router.problem.ProblemWriter;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/**
 * Writes an answer part by part, as the worker sends them. Until the first part nothing is sent, so
 * that a failure before it is an ordinary error response; afterwards it is an error event.
 */
final class CompletionStream {
    private final JobJson jobs;
    private final JsonResponse responses;
    private final ProblemWriter problems = new ProblemWriter(new JsonMapper());

    CompletionStream(JobJson jobs, JsonResponse responses) {
        this.jobs = jobs;
        this.responses = responses;
    }

    void write(
            Ticket ticket,
            Caller caller,
            Completions completions,
            boolean wantsUsage,
            HttpServletResponse response)
            throws IOException {
        EventStream events = new EventStream(response);
        try {
            StreamedText text = new StreamedText();
            Reply reply = ticket.next(caller);
            while (reply.status() == Reply.Status.PART) {
                String more = text.part(reply.attempt(), reply.sequence(), jobs.delta(reply));
                sendText(ticket, events, completions, more);
                reply = ticket.next(caller);
            }
            Answer answer = jobs.answer(reply);
            sendText(
                    ticket,
                    events,
                    completions,
                    text.rest(answer.answer()).orElseThrow(CompletionStream::changed));
            begin(ticket, events, completions);
            events.send(responses.bytes(completions.closing(reply, answer)));
            if (wantsUsage) {
                events.send(responses.bytes(completions.usage(answer)));
            }
            events.done();
        } catch (ProblemException e) {
            if (!events.hasBegun()) {
                throw e;
            }
            events.send(problems.openAiBody(e.problem()));
        }
    }

    private void sendText(Ticket ticket, EventStream events, Completions completions, String more)
            throws IOException {
        if (!more.isEmpty()) {
            begin(ticket, events, completions);
            events.send(responses.bytes(completions.part(more)));
        }
    }

    private void begin(Ticket ticket, EventStream events, Completions completions)
            throws IOException {
        if (!events.hasBegun()) {
            events.begin(ticket.headers());
            events.send(responses.bytes(completions.opening()));
        }
    }

    private static ProblemException changed() {
        return new ProblemException(
                Problem.of(
                        ProblemType.ANSWER_FAILED,
                        "a worker was lost while it wrote, and the next one wrote otherwise; ask"
                                + " again"));
    }
}
