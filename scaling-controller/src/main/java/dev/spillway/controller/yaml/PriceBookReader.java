package dev.spillway.controller.yaml;

import dev.spillway.controller.cost.Price;
import dev.spillway.controller.cost.PriceBook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Reads a PriceBook. */
public final class PriceBookReader {

    public static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal SMALLEST_RATE = new BigDecimal("0.000001");
    private static final int MOST_GIB = 100_000;

    /** The book; empty where its currency or its pod price is not known. */
    public Optional<PriceBook> read(Document document) {
        Fields spec = document.spec();
        spec.require("currency", "pod");
        Optional<Currency> currency = spec.parsed("currency", Notation.CURRENCY);
        Optional<PriceBook.Exchange> shownIn = shownIn(spec);
        int hours = spec.integer("hoursPerMonth", 1, 744).orElse(PriceBook.THIRTY_DAYS);
        Fields podFields = spec.section("pod");
        Optional<Price> pod = spec.has("pod") ? price(podFields) : Optional.empty();
        podFields.finish();
        Optional<PriceBook.Spot> spot = spot(spec);
        List<PriceBook.Commitment> commitments = commitments(spec);
        List<PriceBook.NodeType> nodes = nodes(spec, spot.isPresent());
        spec.finish();
        return currency.isEmpty() || pod.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PriceBook(
                                document.name(),
                                currency.get(),
                                shownIn,
                                hours,
                                pod.get(),
                                spot,
                                commitments,
                                nodes));
    }

    private static Optional<PriceBook.Exchange> shownIn(Fields spec) {
        if (!spec.has("shownIn")) {
            return Optional.empty();
        }
        Fields fields = spec.section("shownIn");
        fields.require("currency", "rate");
        Optional<Currency> currency = fields.parsed("currency", Notation.CURRENCY);
        Optional<BigDecimal> rate = fields.decimal("rate", SMALLEST_RATE, MOST);
        fields.finish();
        return currency.flatMap(code -> rate.map(value -> new PriceBook.Exchange(code, value)));
    }

    private static Optional<Price> price(Fields fields) {
        fields.require("price", "per");
        Optional<BigDecimal> amount = fields.decimal("price", BigDecimal.ZERO, MOST);
        Optional<Price.Per> per = fields.oneOf("per", Price.Per.class);
        return amount.flatMap(value -> per.map(unit -> new Price(value, unit)));
    }

    private static Optional<PriceBook.Spot> spot(Fields spec) {
        if (!spec.has("spot")) {
            return Optional.empty();
        }
        Fields fields = spec.section("spot");
        fields.require("discountRatio");
        // Without a number no worker is spot capacity, and the discount is for nodes.
        int above =
                fields.integer("aboveWorkers", 0, TierReader.MOST_REPLICAS)
                        .orElse(Integer.MAX_VALUE);
        Optional<BigDecimal> discount = ratio(fields);
        fields.finish();
        return discount.map(ratio -> new PriceBook.Spot(above, ratio));
    }

    private static List<PriceBook.Commitment> commitments(Fields spec) {
        List<PriceBook.Commitment> commitments = new ArrayList<>();
        for (Fields fields : spec.sections("commitments")) {
            fields.require("name", "workers", "discountRatio");
            Optional<String> name = fields.name("name", Document.NAME, Document.NAME_ALLOWED);
            Optional<Integer> workers = fields.integer("workers", 1, TierReader.MOST_REPLICAS);
            Optional<BigDecimal> discount = ratio(fields);
            fields.finish();
            if (name.isPresent() && workers.isPresent() && discount.isPresent()) {
                commitments.add(
                        new PriceBook.Commitment(name.get(), workers.get(), discount.get()));
            }
        }
        return commitments;
    }

    private static List<PriceBook.NodeType> nodes(Fields spec, boolean spotHasAPrice) {
        List<PriceBook.NodeType> nodes = new ArrayList<>();
        for (Fields fields : spec.sections("nodes")) {
            fields.require("name");
            Optional<String> name =
                    fields.name(
                            "name",
                            "[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?",
                            "are 1 to 63 lower-case letters, digits and inner . and -");
            Optional<Price> price = price(fields);
            boolean spot = fields.flag("spot").orElse(false);
            if (spot && !spotHasAPrice) {
                fields.refuse("spot", "is true, but spec.spot gives no discount");
            }
            int cpu = fields.integer("cpuCores", 0, 10_000).orElse(0);
            int memory = fields.integer("memoryGiB", 0, MOST_GIB).orElse(0);
            int gpus = fields.integer("gpus", 0, 1000).orElse(0);
            fields.finish();
            if (name.isPresent() && price.isPresent()) {
                nodes.add(new PriceBook.NodeType(name.get(), price.get(), spot, cpu, memory, gpus));
            }
        }
        return nodes;
    }

    private static Optional<BigDecimal> ratio(Fields fields) {
        return fields.decimal("discountRatio", BigDecimal.ZERO, BigDecimal.ONE);
    }
}
