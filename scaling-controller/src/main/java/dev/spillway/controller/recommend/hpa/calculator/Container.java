package dev.spillway.controller.recommend.hpa.calculator;

import java.util.Map;

/**
 * A container of a pod.
 *
 * @param name unique in its pod
 * @param requestsMilli what it asks for, by resource, in thousandths
 */
public record Container(String name, Map<String, Long> requestsMilli) {

    public Container {
        requestsMilli = Map.copyOf(requestsMilli);
    }
}
