package dev.spillway.rag.worker;

import dev.spillway.rag.answer.Citation;
import dev.spillway.rag.answer.Turn;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/** The bodies a worker reads and writes, as JSON. */
final class QueryWire {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEFAULT_PASSAGES = 4;

    record Usage(int promptTokens, int completionTokens) {}

    record Answer(
            String answer,
            List<Citation> citations,
            String generator,
            boolean synthetic,
            String model,
            Usage usage,
            String worker) {}

    record Failure(String code, String detail) {}

    private record Part(String delta) {}

    private QueryWire() {}

    /**
     * Reads a job; fields it does not know are let be.
     *
     * @throws IllegalArgumentException without any of the payload's words in its message
     */
    static QueryJob readJob(String payload) {
        try {
            JsonNode job = JSON.readTree(payload);
            return new QueryJob(
                    job.path("question").asString(""),
                    history(job),
                    job.path("maxPassages").asInt(DEFAULT_PASSAGES),
                    job.path("stream").asBoolean(false));
        } catch (JacksonException _) {
            // Its message may quote the payload.
            throw new IllegalArgumentException("the payload is not a query");
        }
    }

    private static List<Turn> history(JsonNode job) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : job.path("history").values()) {
            turns.add(new Turn(turn.path("role").asString(""), turn.path("content").asString("")));
        }
        return turns;
    }

    static String write(Answer answer) {
        return JSON.writeValueAsString(answer);
    }

    static String write(Failure failure) {
        return JSON.writeValueAsString(failure);
    }

    static String writePart(String delta) {
        return JSON.writeValueAsString(new Part(delta));
    }
}
