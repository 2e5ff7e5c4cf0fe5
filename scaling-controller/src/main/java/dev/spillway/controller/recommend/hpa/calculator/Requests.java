package dev.spillway.controller.recommend.hpa.calculator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What pods ask for of one resource: of the pod as a whole, or its containers and sidecars. */
final class Requests {

    /** A request that should be there is not. */
    static final class MissingException extends Exception {
        private final String problem;

        MissingException(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    private final String resource;
    private final Optional<String> container;
    private final boolean ofWholePods;

    Requests(String resource, Optional<String> container, Gates gates) {
        this.resource = resource;
        this.container = container;
        this.ofWholePods = gates.podLevelResources() && container.isEmpty();
    }

    /** In thousandths, by pod. */
    Map<String, Long> of(List<Pod> pods) throws MissingException {
        Map<String, Long> requests = new HashMap<>();
        for (Pod pod : pods) {
            boolean whole = ofWholePods && !pod.podRequestsMilli().isEmpty();
            requests.put(pod.name(), whole ? ofWhole(pod) : ofContainers(pod));
        }
        return requests;
    }

    private long ofWhole(Pod pod) throws MissingException {
        Long request = pod.podRequestsMilli().get(resource);
        if (request != null) {
            return request;
        }
        // A resource the pod as a whole does not name is the sum of those that ask for it.
        long sum = 0;
        boolean asked = false;
        for (Container each : all(pod)) {
            Long part = each.requestsMilli().get(resource);
            if (part != null) {
                asked = true;
                sum += part;
            }
        }
        if (!asked) {
            throw new MissingException(
                    "missing pod-level request for %s in Pod %s".formatted(resource, pod.name()));
        }
        return sum;
    }

    private long ofContainers(Pod pod) throws MissingException {
        long sum = 0;
        for (Container each : all(pod)) {
            if (container.isPresent() && !container.get().equals(each.name())) {
                continue;
            }
            Long request = each.requestsMilli().get(resource);
            if (request == null) {
                throw new MissingException(
                        "missing request for %s in container %s of Pod %s"
                                .formatted(resource, each.name(), pod.name()));
            }
            if (container.isPresent()) {
                return request;
            }
            sum += request;
        }
        if (container.isPresent()) {
            throw new MissingException(
                    "container %s not found in Pod %s".formatted(container.get(), pod.name()));
        }
        return sum;
    }

    private static List<Container> all(Pod pod) {
        List<Container> all = new ArrayList<>(pod.containers());
        all.addAll(pod.sidecars());
        return all;
    }
}
