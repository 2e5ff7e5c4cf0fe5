package dev.spillway.controller.cost;

import dev.spillway.controller.catalog.Tier;
import dev.spillway.controller.prewarm.Floor;
import dev.spillway.controller.prewarm.Lead;
import dev.spillway.controller.prewarm.Prewarm;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Startups;
import dev.spillway.controller.prewarm.Timing;
import dev.spillway.controller.prewarm.Window;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every sum of money in the source documents: what they claim, and what their own figures give. */
final class Claims {

    /**
     * One claim.
     *
     * @param where document and row
     * @param what it is about
     * @param claimed as written
     * @param computed from the document's own figures
     * @param remark where both differ, why
     */
    record Claim(String where, String what, String claimed, String computed, String remark) {}

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency INR = Currency.getInstance("INR");

    /** 100 USD and 8300 INR for a worker and a month of thirty days. */
    static final PriceBook PLATFORM =
            new PriceBook(
                    "platform",
                    USD,
                    Optional.of(new PriceBook.Exchange(INR, new BigDecimal(83))),
                    PriceBook.THIRTY_DAYS,
                    new Price(new BigDecimal(100), Price.Per.MONTH),
                    Optional.empty(),
                    List.of(),
                    List.of());

    /** 0.10 USD for a worker and an hour. */
    static final PriceBook SERVING =
            PriceBook.of("serving", USD, new Price(new BigDecimal("0.10"), Price.Per.HOUR));

    /** Nodes for 100 and 1000 USD a month; spot is 70 % off. */
    static final PriceBook NODES =
            new PriceBook(
                    "nodes",
                    USD,
                    Optional.empty(),
                    PriceBook.THIRTY_DAYS,
                    new Price(BigDecimal.ZERO, Price.Per.MONTH),
                    Optional.of(new PriceBook.Spot(0, new BigDecimal("0.70"))),
                    List.of(),
                    List.of(node("cpu", 100, false), node("gpu", 1000, false)));

    private static final Duration MONTH = PLATFORM.month();
    private static final int QUERIES_PER_POD = 50;

    private final List<Claim> claims = new ArrayList<>();

    static List<Claim> all() {
        Claims all = new Claims();
        all.platform(
                "small", 10, 7, 500, 200, "₹83K ($1,000)", "₹58K ($700)", "₹25K (30 %)", "40 %");
        all.platform(
                "medium",
                50,
                30,
                2500,
                800,
                "₹4.15L ($5,000)",
                "₹2.5L ($3,000)",
                "₹1.65L (40 %)",
                "32 %");
        all.platform(
                "large",
                200,
                110,
                10_000,
                3000,
                "₹16.6L ($20,000)",
                "₹9.15L ($11,000)",
                "₹7.45L (45 %)",
                "30 %");
        all.setup();
        all.readiness();
        all.sale();
        all.serving();
        all.nodes();
        all.toZero();
        all.shares();
        return List.copyOf(all.claims);
    }

    private void platform(
            String size,
            int fixedPods,
            int meanPods,
            int peakQueries,
            int meanQueries,
            String fixedClaim,
            String scaledClaim,
            String savedClaim,
            String utilisationClaim) {
        Savings savings = platform(fixedPods, meanPods);
        String where = "S0 cost, " + size;
        add(
                where,
                "fixed fleet of %d, month".formatted(fixedPods),
                fixedClaim,
                both(savings.before()),
                "");
        add(
                where,
                "scaling fleet, month",
                scaledClaim,
                both(savings.after()),
                "for %d workers on average, which the claim implies; the mean load alone needs %d"
                        .formatted(meanPods, Math.ceilDiv(meanQueries, QUERIES_PER_POD)));
        add(
                where,
                "saved",
                savedClaim,
                both(savings.saved()) + ", " + percent(savings.ratio()),
                "the document rounds the rupees");
        add(
                where,
                "utilisation of the fixed fleet",
                utilisationClaim,
                percent(
                        BigDecimal.valueOf(meanQueries)
                                .divide(
                                        BigDecimal.valueOf((long) fixedPods * QUERIES_PER_POD),
                                        Money.PRECISION)),
                "%d of %d queries/s at %d a worker"
                        .formatted(meanQueries, peakQueries, peakQueries / fixedPods));
    }

    private static Savings platform(int fixedPods, int meanPods) {
        return new Savings(
                Cost.cost(ReplicaSeconds.constant(fixedPods, MONTH), PLATFORM),
                Cost.cost(ReplicaSeconds.constant(meanPods, MONTH), PLATFORM));
    }

    private void setup() {
        add(
                "S0 cost, small",
                "break-even",
                "immediate",
                days(breakEven(10, 7, "0")),
                "no set-up cost is named");
        add("S0 cost, medium", "break-even of ₹20K", "", days(breakEven(50, 30, "20000")), "");
        add("S0 cost, large", "break-even of ₹1.5L", "", days(breakEven(200, 110, "150000")), "");
    }

    private static Duration breakEven(int fixedPods, int meanPods, String setupRupees) {
        Money saved = PLATFORM.shown(platform(fixedPods, meanPods).saved()).orElseThrow();
        return saved.earns(Money.of(setupRupees, "INR"), MONTH);
    }

    private void readiness() {
        add(
                "S0 architecture 3 (C-14)",
                "three ready workers, month",
                "₹6K",
                both(Cost.cost(ReplicaSeconds.constant(3, MONTH), PLATFORM)),
                "the cost tables imply $100 a worker");
        Money perPod =
                new Money(
                        new BigDecimal("6000").divide(new BigDecimal(3 * 83), Money.PRECISION),
                        USD);
        add(
                "S0 architecture 3 (C-14)",
                "the other reading: one worker, month",
                "₹2K",
                both(perPod),
                "then the fixed fleet of 10 costs " + both(perPod.times(10)));
        Money thrash = Money.of("15000", "INR");
        add(
                "S0 failure 2",
                "thrash, month",
                "₹15K",
                plain(thrash.ratioOf(Money.of("8300", "INR")), 2) + " workers",
                "what the claim implies on average");
        add(
                "S0 architecture 4",
                "a flood of 5 s, four workers for 5 min",
                "₹5",
                both(Cost.cost(ReplicaSeconds.constant(4, Duration.ofMinutes(5)), PLATFORM)),
                "4 is the smallest step of profile aggressive");
    }

    private void sale() {
        add(
                "S0 failure 8",
                "30 workers a week ahead and two days on",
                "against a loss of ₹5L",
                both(Cost.cost(ReplicaSeconds.constant(30, Duration.ofDays(9)), PLATFORM)),
                "the week ahead alone: "
                        + both(
                                Cost.cost(
                                        ReplicaSeconds.constant(30, Duration.ofDays(7)),
                                        PLATFORM)));
    }

    private void serving() {
        // As the document adds it up, which is more than the day has hours.
        ReplicaSeconds before =
                ReplicaSeconds.constant(4, Duration.ofHours(24)).plus(8, Duration.ofHours(2));
        ReplicaSeconds after =
                ReplicaSeconds.constant(3, Duration.ofHours(22)).plus(12, Duration.ofHours(2));
        Money beforeDay =
                Cost.cost(ReplicaSeconds.constant(4, Duration.ofDays(1)), SERVING)
                        .plus(Cost.cost(ReplicaSeconds.constant(8, Duration.ofHours(2)), SERVING));
        Money afterDay = Cost.cost(after, SERVING);
        Savings month = new Savings(beforeDay.times(30), afterDay.times(30));
        add("S2 cost", "before, day", "$11.20", beforeDay.toString(), "9.60 + 1.60");
        add("S2 cost", "before, month", "$336", month.before().toString(), "30 days");
        add("S2 cost", "after, day", "$9.00", afterDay.toString(), "6.60 + 2.40");
        add("S2 cost", "after, month", "$270", month.after().toString(), "");
        add("S2 cost", "saved, month", "$66", month.saved().toString(), "");
        add("S2 cost (C-08)", "saved", "20 %", percent(month.ratio()), "66 / 336");
        add(
                "S2 cost (C-07)",
                "replicas before, average",
                "4 (text), 4.2 (success table)",
                plain(before.total().divide(BigDecimal.valueOf(86_400), Money.PRECISION), 2),
                "112 replica-hours in 24 h: the formula adds 8 replicas for 2 h to 4 for all 24");
        add(
                "S2 cost (C-07)",
                "replicas after, average",
                "5 (text), 4.8 (success table)",
                plain(after.mean(), 2),
                "90 replica-hours in 24 h; 4.8 would cost "
                        + Cost.cost(
                                ReplicaSeconds.evenly(4.8 * 86_400, Duration.ofDays(1)), SERVING)
                        + " a day, more than the 11.20 before");
        add(
                "S2 success",
                "a million predictions",
                "$42 to $36",
                "%s to %s"
                        .formatted(
                                month.before().perMillion(8_000_000),
                                month.after().perMillion(8_000_000)),
                "for the 8 million a month that $42 implies; $36 would take 7.5 million");
    }

    private void nodes() {
        Money cpuBefore = nodes("cpu", 10, false);
        Money gpuBefore = nodes("gpu", 5, false);
        Money cpuAfter = nodes("cpu", 4, false);
        Money gpuAfter = nodes("gpu", 1, false);
        Savings month = new Savings(cpuBefore.plus(gpuBefore), cpuAfter.plus(gpuAfter));
        add(
                "S3 cost example",
                "CPU nodes, 10 to 4",
                "$1,000 to $400",
                cpuBefore + " to " + cpuAfter,
                "");
        add(
                "S3 cost example",
                "GPU nodes, 5 to 1",
                "$5,000 to $1,000",
                gpuBefore + " to " + gpuAfter,
                "");
        add(
                "S3 cost example",
                "month",
                "$6,000 to $1,400",
                month.before() + " to " + month.after(),
                "");
        add("S3 cost example", "saved", "77 %", percent(month.ratio()), "");
        add("S3 cost example", "saved, year", "$55,200", month.saved().times(12).toString(), "");
        add(
                "S3 spot",
                "one GPU node on spot, month",
                "-70 %",
                nodes("gpu", 1, true).toString(),
                "without the work that an interruption repeats");
    }

    private static Money nodes(String name, int count, boolean spot) {
        PriceBook.NodeType type =
                NODES.nodes().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return Cost.nodes(
                new PriceBook.NodeType(name, type.price(), spot, 0, 0, 0),
                ReplicaSeconds.constant(count, MONTH),
                NODES);
    }

    private static PriceBook.NodeType node(String name, int price, boolean spot) {
        return new PriceBook.NodeType(
                name, new Price(new BigDecimal(price), Price.Per.MONTH), spot, 0, 0, 0);
    }

    private void toZero() {
        add(
                "S3 to zero",
                "training, 9 to 18 on weekdays",
                "-60 %",
                "-" + percent(BigDecimal.ONE.subtract(trainingShare())),
                "45 of 168 hours; 60 % off would be 67.2 hours a week");
        add(
                "S3 to zero",
                "batch",
                "-80 %",
                "-"
                        + percent(
                                saved(
                                        ReplicaSeconds.constant(50, Duration.ofMinutes(288))
                                                .plus(0, Duration.ofMinutes(1152)))),
                "with workers for 4.8 hours a day, which the claim implies");
        add(
                "S3 to zero",
                "development, at night",
                "-90 %",
                "-"
                        + percent(
                                saved(
                                        ReplicaSeconds.constant(10, Duration.ofHours(12))
                                                .plus(1, Duration.ofHours(12)))),
                "of the whole day, with twelve hours of night at a tenth of the workers");
    }

    private static BigDecimal saved(ReplicaSeconds used) {
        return Savings.againstFixedPeak(used, SERVING).ratio();
    }

    /** The share of a week in which a schedule of working hours holds. */
    private static BigDecimal trainingShare() {
        Timing hours =
                new Timing.Recurring(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        Set.of(),
                        Set.of(),
                        LocalTime.of(9, 0),
                        LocalTime.of(18, 0));
        Window window = new Window("training", hours, 1, 1, Duration.ZERO, Duration.ZERO);
        Prewarm prewarm =
                new Prewarm(
                        List.of(
                                new PrewarmSchedule(
                                        "s", "training", ZoneId.of("UTC"), List.of(window))));
        Lead atOnce = new Lead(Startups.none(), Duration.ZERO, Duration.ZERO);
        Instant at = Instant.parse("2026-01-05T00:00:00Z");
        Instant end = at.plus(Duration.ofDays(7));
        ReplicaSeconds used = ReplicaSeconds.NONE;
        while (at.isBefore(end)) {
            Floor floor = prewarm.at(at, atOnce);
            Instant next = floor.nextChange().filter(each -> each.isBefore(end)).orElse(end);
            used = used.plus(floor.replicas(), Duration.between(at, next));
            at = next;
        }
        return used.mean();
    }

    private void shares() {
        List<Tier> tenants = new ArrayList<>();
        tenants.add(tier("premium"));
        tenants.addAll(Collections.nCopies(5, tier("standard")));
        tenants.addAll(Collections.nCopies(4, tier("free")));
        add(
                "S0 quotas (C-12)",
                "caps of 1 premium, 5 standard, 4 free",
                "40, 20 and 10 % of the cluster",
                percent(
                                BigDecimal.valueOf(
                                        tenants.stream()
                                                .mapToDouble(Tier::clusterShareRatio)
                                                .sum()))
                        + " together",
                "caps are ceilings, not guarantees");
    }

    private static Tier tier(String name) {
        return Tier.BUILT_IN.stream()
                .filter(tier -> tier.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void add(String where, String what, String claimed, String computed, String remark) {
        claims.add(new Claim(where, what, claimed, computed, remark));
    }

    private static String both(Money dollars) {
        return dollars + ", " + PLATFORM.shown(dollars).orElseThrow();
    }

    private static String days(Duration time) {
        return plain(
                        BigDecimal.valueOf(time.toSeconds())
                                .divide(BigDecimal.valueOf(86_400), Money.PRECISION),
                        1)
                + " days";
    }

    static String percent(BigDecimal ratio) {
        return plain(ratio.movePointRight(2), 1) + " %";
    }

    private static String plain(BigDecimal value, int digits) {
        return value.setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
