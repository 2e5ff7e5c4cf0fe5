package dev.spillway.router.intake;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Map;

/** Writes successful answers. */
public final class JsonResponse {
    private final JsonMapper json =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    public byte[] bytes(Object value) {
        return json.writeValueAsBytes(value);
    }

    public void write(HttpServletResponse response, Map<String, String> headers, Object value)
            throws IOException {
        byte[] body = bytes(value);
        headers.forEach(response::setHeader);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
