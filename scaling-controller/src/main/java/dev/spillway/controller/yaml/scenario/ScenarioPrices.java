package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.cost.Price;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.Notation;
import dev.spillway.controller.yaml.PriceBookReader;
import dev.spillway.controller.yaml.Problems;
import dev.spillway.controller.yaml.Values;
import dev.spillway.controller.yaml.YamlFile;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Reads what a scenario's workers cost: a price book of its own file, or a price an hour. */
final class ScenarioPrices {

    private static final String PER_HOUR = "0.1";
    private static final String CURRENCY = "USD";

    private final Path folder;
    private final Problems problems;

    /**
     * Reads with what there is.
     *
     * @param folder where the scenario is
     */
    ScenarioPrices(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    PriceBook read(Fields spec) {
        PriceBook plain = plain(spec.section("price"));
        Optional<String> file = spec.text("priceBook");
        if (file.isEmpty()) {
            return plain;
        }
        if (spec.has("price")) {
            spec.refuse("price", "is there beside priceBook; only one of them is allowed");
        }
        return book(spec, file.get()).orElse(plain);
    }

    private static PriceBook plain(Fields price) {
        BigDecimal perHour =
                price.decimal("perWorkerHour", BigDecimal.ZERO, PriceBookReader.MOST)
                        .orElse(new BigDecimal(PER_HOUR));
        Currency currency =
                price.parsed("currency", Notation.CURRENCY).orElse(Currency.getInstance(CURRENCY));
        price.finish();
        return PriceBook.of("price", currency, new Price(perHour, Price.Per.HOUR));
    }

    private Optional<PriceBook> book(Fields spec, String name) {
        Path file = folder.resolve(name).normalize();
        int before = problems.count();
        List<Document> documents =
                YamlFile.documents(file, problems).stream()
                        .flatMap(node -> Document.of(file.toString(), node, problems).stream())
                        .toList();
        if (problems.count() == before
                && (documents.size() != 1
                        || documents.getFirst().kind() != Document.Kind.PRICE_BOOK)) {
            spec.refuse(
                    "priceBook",
                    "is %s; allowed is a file that holds one PriceBook and nothing else"
                            .formatted(Values.quoted(name)));
        }
        return problems.count() == before
                ? new PriceBookReader().read(documents.getFirst())
                : Optional.empty();
    }
}
