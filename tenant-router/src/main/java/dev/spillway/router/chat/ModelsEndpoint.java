package dev.spillway.router.chat;

import dev.spillway.router.identity.Callers;
import dev.spillway.router.intake.JsonResponse;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Map;

/** What OpenAI clients ask to learn which models there are. */
@RestController
class ModelsEndpoint {
    private final Callers callers;
    private final JsonResponse responses = new JsonResponse();

    ModelsEndpoint(Callers callers) {
        this.callers = callers;
    }

    @GetMapping("/v1/models")
    void models(HttpServletRequest request, HttpServletResponse response) throws IOException {
        callers.tenantOf(request);
        responses.write(response, Map.of(), Models.all());
    }

    @GetMapping("/v1/models/{model}")
    void model(@PathVariable String model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        callers.tenantOf(request);
        requireKnown(model);
        responses.write(response, Map.of(), Models.spillway());
    }

    static void requireKnown(String model) {
        if (!model.equals(Models.SPILLWAY)) {
            throw new ProblemException(
                    Problem.of(ProblemType.NOT_FOUND, "the only model is " + Models.SPILLWAY)
                            .about("model")
                            .withCode("model_not_found"));
        }
    }
}
