package dev.spillway.router.query;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.job.Answer;

import java.util.List;

/**
 * The answer to {@code POST /v1/query}.
 *
 * @param id the request
 * @param tenant whose it was
 * @param answer the text
 * @param citations what it rests on
 * @param generator who wrote it
 * @param synthetic whether the time it took was made up for a load test
 * @param model the generator's model
 * @param usage tokens read and written
 * @param timing how long it took
 * @param attempt which worker's try it was, from 1
 */
record QueryResponse(
        String id,
        String tenant,
        String answer,
        List<Answer.Citation> citations,
        String generator,
        boolean synthetic,
        String model,
        Answer.Usage usage,
        Timing timing,
        int attempt) {

    /**
     * Where the time went.
     *
     * @param waitedMillis in the queue
     * @param servedMillis at the worker
     */
    record Timing(long waitedMillis, long servedMillis) {}

    static QueryResponse of(Reply reply, Answer answer) {
        return new QueryResponse(
                reply.id().value(),
                reply.tenant().value(),
                answer.answer(),
                answer.citations(),
                answer.generator(),
                answer.synthetic(),
                answer.model(),
                answer.usage(),
                new Timing(reply.waited().toMillis(), reply.served().toMillis()),
                reply.attempt());
    }
}
