package dev.spillway.controller.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.pause.Order;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

final class OrderBodyTest {

    private static Order read(String body) {
        return OrderBody.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsOrders() {
        assertThat(
                        read(
                                "{\"kind\": \"scale\", \"replicas\": 12, \"force\": true, \"by\": \"amy\", \"reason\": \"flood\"}"))
                .isEqualTo(new Order(Order.Kind.SCALE, OptionalInt.of(12), true, "amy", "flood"));
        assertThat(read("{\"kind\": \"resume\", \"by\": \"amy\"}"))
                .isEqualTo(new Order(Order.Kind.RESUME, OptionalInt.empty(), false, "amy", ""));
    }

    @Test
    void aBodyThatIsNotUtf8IsNoObject() {
        byte[] bytes = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> OrderBody.read(bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
