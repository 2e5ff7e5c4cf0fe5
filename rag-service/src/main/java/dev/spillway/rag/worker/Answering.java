package dev.spillway.rag.worker;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.answer.Generated;
import dev.spillway.rag.answer.Generator;
import dev.spillway.rag.answer.Parts;
import dev.spillway.rag.answer.Prompt;
import dev.spillway.rag.answer.StopSignal;
import dev.spillway.rag.embed.EmbeddingModel;
import dev.spillway.rag.embed.QuestionVectors;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.index.Passage;
import dev.spillway.rag.index.Retriever;

import java.time.Duration;
import java.util.List;

/** From a question to an answer: embed, retrieve, generate. */
public final class Answering {

    private static final Duration PATIENCE_FOR_INDEX = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ChunkIndex index;
    private final QuestionVectors questions;
    private final EmbeddingModel model;
    private final Generator generator;

    public Answering(
            ChunkIndex index,
            QuestionVectors questions,
            EmbeddingModel model,
            Generator generator) {
        this.index = index;
        this.questions = questions;
        this.model = model;
        this.generator = generator;
    }

    Generated answer(
            RequestId id,
            TenantId tenant,
            QueryJob job,
            Duration patience,
            Parts parts,
            StopSignal stop) {
        if (!awaitIndex(tenant, patience, stop)) {
            return new Generated.Failed("index_not_ready", "the tenant's index is being built");
        }
        float[] vector = questions.of(tenant, job.question());
        stop.check();
        List<Passage> passages =
                new Retriever(index).find(tenant, job.question(), vector, job.maxPassages());
        stop.check();
        Prompt prompt =
                new Prompt(id, job.question(), job.history(), passages, job.stream(), patience);
        Generated generated = generator.generate(prompt, job.stream() ? parts : Parts.NONE, stop);
        stop.check();
        return generated;
    }

    /** A tenant may be asked for in the moment it joins the pool. */
    private boolean awaitIndex(TenantId tenant, Duration patience, StopSignal stop) {
        Duration left = patience.compareTo(PATIENCE_FOR_INDEX) < 0 ? patience : PATIENCE_FOR_INDEX;
        while (!index.isReady(tenant) && left.isPositive()) {
            stop.pass(LOOK_AGAIN);
            left = left.minus(LOOK_AGAIN);
        }
        return index.isReady(tenant);
    }

    QueryWire.Answer write(String worker, QueryJob job, Generated.Answered answered) {
        int promptTokens =
                answered.promptTokens()
                        .orElseGet(() -> model.tokens(job.question()) + quotedTokens(answered));
        int completionTokens =
                answered.completionTokens().orElseGet(() -> model.tokens(answered.text()));
        return new QueryWire.Answer(
                answered.text(),
                answered.citations(),
                generator.name(),
                answered.synthetic(),
                answered.model(),
                new QueryWire.Usage(promptTokens, completionTokens),
                worker);
    }

    private int quotedTokens(Generated.Answered answered) {
        return answered.citations().stream().mapToInt(c -> model.tokens(c.quote())).sum();
    }
}
