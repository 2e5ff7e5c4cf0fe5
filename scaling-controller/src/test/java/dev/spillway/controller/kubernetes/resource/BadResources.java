package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Document.Kind;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

import org.yaml.snakeyaml.Yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Wrong custom resources beside right ones, and the line that each gets. */
final class BadResources {

    /** Who refuses it first. */
    enum RefusedBy {
        API_SERVER,
        CONTROLLER
    }

    /**
     * One wrong resource.
     *
     * @param spec in flow style; empty for none at all
     * @param message of the controller, where the API server lets it pass
     */
    record Bad(
            String title,
            Kind kind,
            String name,
            String spec,
            RefusedBy refusedBy,
            String message) {

        ResourceId id() {
            return new ResourceId(kind, name);
        }

        GenericKubernetesResource resource() {
            return BadResources.resource(kind, name, spec);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private BadResources() {}

    static GenericKubernetesResource resource(Kind kind, String name, String spec) {
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setApiVersion(Document.API_VERSION);
        resource.setKind(kind.toString());
        resource.setMetadata(new ObjectMetaBuilder().withName(name).build());
        if (!spec.isEmpty()) {
            Map<String, Object> fields = new Yaml().load(spec);
            resource.setAdditionalProperty("spec", fields);
        }
        return resource;
    }

    static List<GenericKubernetesResource> good() {
        return List.of(
                resource(Kind.POOL, "shared", "{}"),
                resource(
                        Kind.TENANT,
                        "media",
                        "{tier: premium, pool: shared, credentials: {apiKeys: [{id: media-1, sha256: %s}]}}"
                                .formatted("ab".repeat(32))),
                resource(Kind.TENANT, "acme", "{tier: free}"),
                resource(
                        Kind.PRICE_BOOK,
                        "prices",
                        "{currency: USD, pod: {price: 100, per: month}}"));
    }

    static List<Bad> all() {
        return Stream.of(tenants(), names(), pools(), schedules(), prices())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Bad> tenants() {
        return List.of(
                schema(
                        "misspelt field",
                        Kind.TENANT,
                        "misspelt",
                        "{tierr: free}",
                        "spec.tierr is not a field; allowed are tier, pool, sla, displayName, residency, limits, corpus, credentials, autoscaling; did you mean 'tier'?"),
                reader(
                        "unknown tier",
                        Kind.TENANT,
                        "tier",
                        "{tier: gold}",
                        "spec.tier is 'gold'; allowed are basic, enterprise, free, premium, standard"),
                reader(
                        "unknown pool",
                        Kind.TENANT,
                        "pool",
                        "{pool: shard}",
                        "spec.pool is 'shard'; allowed are dedicated, shared; did you mean 'shared'?"),
                schema(
                        "duration without a unit",
                        Kind.TENANT,
                        "unit",
                        "{sla: {p95Latency: 350}}",
                        "spec.sla.p95Latency is '350'; allowed are durations from 1ms to 1h, such as 350ms, 15s, 5m, 1h"),
                schema(
                        "duration too long",
                        Kind.TENANT,
                        "patient",
                        "{sla: {p95Latency: 2h}}",
                        "spec.sla.p95Latency is '2h'; allowed are durations from 1ms to 1h, such as 350ms, 15s, 5m, 1h"),
                schema(
                        "availability above 100",
                        Kind.TENANT,
                        "sure",
                        "{sla: {availability: 999}}",
                        "spec.sla.availability is '999'; allowed are numbers from 0 to 100"),
                schema(
                        "word for a number",
                        Kind.TENANT,
                        "many",
                        "{limits: {queueDepth: many}}",
                        "spec.limits.queueDepth is 'many'; allowed are whole numbers from 1 to 1000000"),
                schema(
                        "negative rate",
                        Kind.TENANT,
                        "negative",
                        "{limits: {requestsPerSecond: -1}}",
                        "spec.limits.requestsPerSecond is '-1'; allowed are numbers from 0 to 1000000"),
                schema(
                        "list where fields belong",
                        Kind.TENANT,
                        "list",
                        "{limits: [1, 2]}",
                        "spec.limits is a list; a mapping of fields is needed"),
                schema(
                        "minimum above maximum",
                        Kind.TENANT,
                        "order",
                        "{autoscaling: {minReplicas: 9, maxReplicas: 3}}",
                        "spec.autoscaling.minReplicas is 9; it must be at most maxReplicas, which is 3"),
                reader(
                        "minimum above the tier's maximum",
                        Kind.TENANT,
                        "tier-order",
                        "{tier: free, autoscaling: {minReplicas: 9}}",
                        "spec.autoscaling.minReplicas is 9; it must be at most maxReplicas, which is 5 in tier free"),
                schema(
                        "guarantee above the maximum",
                        Kind.TENANT,
                        "guarantee",
                        "{autoscaling: {maxReplicas: 6, share: {guaranteedReplicas: 7}}}",
                        "spec.autoscaling.share.guaranteedReplicas is 7; it must be at least minReplicas, which is 3, and at most maxReplicas, which is 6"),
                schema(
                        "share of the cluster in percent",
                        Kind.TENANT,
                        "percent",
                        "{autoscaling: {share: {clusterShareRatio: 40}}}",
                        "spec.autoscaling.share.clusterShareRatio is '40'; allowed are numbers from 0 to 1"),
                schema(
                        "unknown engine",
                        Kind.TENANT,
                        "engine",
                        "{autoscaling: {engine: hpaa}}",
                        "spec.autoscaling.engine is 'hpaa'; allowed are direct, hpa, keda; did you mean 'hpa'?"),
                schema(
                        "unknown resource profile",
                        Kind.TENANT,
                        "profile",
                        "{autoscaling: {resources: huge}}",
                        "spec.autoscaling.resources is 'huge'; allowed are tiny, standard, small, medium, large, xlarge"),
                schema(
                        "unknown behaviour",
                        Kind.TENANT,
                        "behaviour",
                        "{autoscaling: {behavior: fast}}",
                        "spec.autoscaling.behavior is 'fast'; allowed are aggressive, slo, ml, or a mapping of times"),
                reader(
                        "unknown profile of a behaviour",
                        Kind.TENANT,
                        "behaviour-profile",
                        "{autoscaling: {behavior: {profile: fast}}}",
                        "spec.autoscaling.behavior.profile is 'fast'; allowed are aggressive, slo, ml"),
                schema(
                        "unknown policy",
                        Kind.TENANT,
                        "policy",
                        "{autoscaling: {policy: queue-dept}}",
                        "spec.autoscaling.policy is 'queue-dept'; allowed are aiad, cpu, deadline, fixed, hpa, keda, kpa, mark, oneshot, queue-depth, trigger; did you mean 'queue-depth'?"),
                reader(
                        "wrong parameter of a policy",
                        Kind.TENANT,
                        "parameter",
                        "{autoscaling: {policy: 'deadline:calm=soon'}}",
                        "spec.autoscaling.policy is 'deadline:calm=soon'; of deadline, calm is 'soon'; allowed are durations such as 350ms, 15s, 5m, 1h"),
                schema(
                        "scaling of a tenant in a shared pool",
                        Kind.TENANT,
                        "guest",
                        "{pool: shared, autoscaling: {minReplicas: 2}}",
                        "spec.autoscaling is of no use here: pool shared is shared, and its Pool document says how it scales"),
                reader(
                        "tenant in another region than its pool",
                        Kind.TENANT,
                        "abroad",
                        "{pool: shared, residency: {region: eu-1}}",
                        "spec.residency.region is 'eu-1', but pool shared is in 'local'; residency is hard, so both must agree"),
                schema(
                        "key hash that is none",
                        Kind.TENANT,
                        "hash",
                        "{credentials: {apiKeys: [{id: a, sha256: abc}]}}",
                        "spec.credentials.apiKeys[0].sha256 is 'abc'; allowed are the 64 lower-case hexadecimal digits of the key's SHA-256 (`spillway key TENANT` prints them)"),
                reader(
                        "key of another tenant",
                        Kind.TENANT,
                        "thief",
                        "{credentials: {apiKeys: [{id: media-1, sha256: %s}]}}"
                                .formatted("cd".repeat(32)),
                        "spec.credentials.apiKeys[0].id is 'media-1', and a key of tenant media has it"),
                schema(
                        "collection outside its folder",
                        Kind.TENANT,
                        "climber",
                        "{corpus: {collections: [../secrets]}}",
                        "spec.corpus.collections has '../secrets'; allowed are 1 to 63 lower-case letters, digits and inner . _ -"));
    }

    private static List<Bad> names() {
        return List.of(
                schema("no spec", Kind.TENANT, "empty", "", "spec is missing"),
                schema(
                        "name with a dot",
                        Kind.TENANT,
                        "a.b",
                        "{}",
                        "metadata.name is 'a.b'; allowed are 1 to 63 lower-case letters, digits and inner hyphens (quote a number)"),
                schema(
                        "name that is too long",
                        Kind.TENANT,
                        "n".repeat(51),
                        "{}",
                        "metadata.name is 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', which has 51 characters; allowed in a cluster are at most 50, as its namespace is spillway-NAME"),
                schema(
                        "name of the platform's namespace",
                        Kind.TENANT,
                        "system",
                        "{}",
                        "metadata.name is 'system'; the namespace spillway-system is the platform's own"),
                schema(
                        "pool of a reserved name",
                        Kind.POOL,
                        "dedicated",
                        "{}",
                        "metadata.name is 'dedicated'; a tenant says so for a pool of its own"),
                reader(
                        "dedicated tenant with a pool's name",
                        Kind.TENANT,
                        "shared",
                        "{}",
                        "metadata.name is 'shared', and a Pool has it; a tenant with a dedicated pool needs a name of its own"));
    }

    private static List<Bad> pools() {
        return List.of(
                schema(
                        "tier whose minimum is above its maximum",
                        Kind.TIER,
                        "order",
                        "{minReplicas: 4, maxReplicas: 2}",
                        "spec.minReplicas is 4; it must be at most maxReplicas, which is 2"),
                schema(
                        "tier without weight",
                        Kind.TIER,
                        "weightless",
                        "{weight: 0}",
                        "spec.weight is '0'; allowed are numbers from 0.001 to 1000"),
                schema(
                        "pool without slots",
                        Kind.POOL,
                        "slots",
                        "{slotsPerWorker: 0}",
                        "spec.slotsPerWorker is '0'; allowed are whole numbers from 1 to 1024"),
                schema(
                        "variable in lower case",
                        Kind.POOL,
                        "variable",
                        "{workers: {environment: {path: /tmp}}}",
                        "spec.workers.environment has 'path'; allowed are upper-case letters, digits and _"),
                schema(
                        "region with capitals",
                        Kind.POOL,
                        "region",
                        "{region: EU}",
                        "spec.region is 'EU'; allowed are 1 to 63 lower-case letters, digits and inner hyphens (quote a number)"));
    }

    private static List<Bad> schedules() {
        return List.of(
                reader(
                        "schedule of an unknown pool",
                        Kind.PREWARM_SCHEDULE,
                        "nowhere",
                        "{pool: shard, timeZone: UTC, once: []}",
                        "spec.pool is 'shard'; allowed are the pools acme, shared; did you mean 'shared'?"),
                schema(
                        "time zone that is no name of one",
                        Kind.PREWARM_SCHEDULE,
                        "zone",
                        "{pool: shared, timeZone: Berlin, once: []}",
                        "spec.timeZone is 'Berlin'; allowed are names such as Europe/Berlin, Asia/Kolkata, UTC"),
                reader(
                        "unknown time zone",
                        Kind.PREWARM_SCHEDULE,
                        "atlantis",
                        "{pool: shared, timeZone: Europe/Atlantis, once: []}",
                        "spec.timeZone is 'Europe/Atlantis'; allowed are names such as Europe/Berlin, Asia/Kolkata, UTC"),
                schema(
                        "schedule without a window",
                        Kind.PREWARM_SCHEDULE,
                        "never",
                        "{pool: shared, timeZone: UTC}",
                        "spec.recurring is missing, and so is once; a schedule needs a window"),
                once(
                        "window without workers",
                        "nobody",
                        "readyBy: '2026-11-27T09:00', until: '2026-11-28T09:00'",
                        RefusedBy.API_SERVER,
                        "spec.once[0].workers is missing; only a factor can do without, of the pool's minimum"),
                once(
                        "window that ends before it begins",
                        "backwards",
                        "readyBy: '2026-11-27T09:00', until: '2026-11-26T09:00', workers: 2",
                        RefusedBy.API_SERVER,
                        "spec.once[0].until is '2026-11-26T09:00'; it must be after readyBy, which is 2026-11-27T09:00"),
                once(
                        "day that is none",
                        "february",
                        "readyBy: '2026-02-30T09:00', until: '2026-03-02T09:00', workers: 2",
                        RefusedBy.CONTROLLER,
                        "spec.once[0].readyBy is '2026-02-30T09:00'; allowed are dates with a time such as 2026-11-27T09:00"),
                once(
                        "floor above the pool's maximum",
                        "crowd",
                        "readyBy: '2026-11-27T09:00', until: '2026-11-28T09:00', workers: 15, factor: 2",
                        RefusedBy.CONTROLLER,
                        "spec.once[0].workers makes a floor of 30; pool shared has at most 20 workers"),
                recurring(
                        "window of no length",
                        "moment",
                        "readyBy: '09:00', until: '09:00', workers: 2",
                        RefusedBy.API_SERVER,
                        "spec.recurring[0].until is '09:00', which is readyBy too; a whole day is from 00:00 until 24:00"),
                recurring(
                        "day of the week that is none",
                        "weekday",
                        "days: [mon], readyBy: '09:00', until: '18:00', workers: 2",
                        RefusedBy.API_SERVER,
                        "spec.recurring[0].days has 'mon'; allowed are monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
                recurring(
                        "time that is none",
                        "late",
                        "readyBy: '25:00', until: '18:00', workers: 2",
                        RefusedBy.CONTROLLER,
                        "spec.recurring[0].readyBy is '25:00'; allowed are times such as 09:00"),
                recurring(
                        "calendar that is not there",
                        "holiday",
                        "'on': [holidays], readyBy: '09:00', until: '18:00', workers: 2",
                        RefusedBy.CONTROLLER,
                        "spec.recurring[0].on has 'holidays'; allowed are names of spec.calendars, and there are none"));
    }

    private static List<Bad> prices() {
        return List.of(
                reader(
                        "second price book",
                        Kind.PRICE_BOOK,
                        "second",
                        "{currency: USD, pod: {price: 1, per: hour}}",
                        "metadata.name is 'second', and there is PriceBook prices already; one is allowed"),
                schema(
                        "currency that is no code",
                        Kind.PRICE_BOOK,
                        "dollar",
                        "{currency: Dollar, pod: {price: 1, per: hour}}",
                        "spec.currency is 'Dollar'; allowed are ISO 4217 codes such as USD, EUR, INR"),
                reader(
                        "unknown currency",
                        Kind.PRICE_BOOK,
                        "acorns",
                        "{currency: QQQ, pod: {price: 1, per: hour}}",
                        "spec.currency is 'QQQ'; allowed are ISO 4217 codes such as USD, EUR, INR"),
                schema(
                        "negative price",
                        Kind.PRICE_BOOK,
                        "gift",
                        "{currency: USD, pod: {price: -1, per: hour}}",
                        "spec.pod.price is '-1'; allowed are numbers from 0 to 1000000"),
                schema(
                        "price without a unit",
                        Kind.PRICE_BOOK,
                        "each",
                        "{currency: USD, pod: {price: 1}}",
                        "spec.pod.per is missing"),
                schema(
                        "spot node without a discount",
                        Kind.PRICE_BOOK,
                        "gpu",
                        "{currency: USD, pod: {price: 1, per: hour}, nodes: [{name: gpu, price: 9, per: hour, spot: true}]}",
                        "spec.nodes[0].spot is true, but spec.spot gives no discount"));
    }

    private static Bad schema(String title, Kind kind, String name, String spec, String message) {
        return new Bad(title, kind, name, spec, RefusedBy.API_SERVER, message);
    }

    private static Bad reader(String title, Kind kind, String name, String spec, String message) {
        return new Bad(title, kind, name, spec, RefusedBy.CONTROLLER, message);
    }

    private static Bad once(
            String title, String name, String window, RefusedBy by, String message) {
        return window(title, name, "once: [{name: w, %s}]".formatted(window), by, message);
    }

    private static Bad recurring(
            String title, String name, String window, RefusedBy by, String message) {
        return window(title, name, "recurring: [{name: w, %s}]".formatted(window), by, message);
    }

    private static Bad window(
            String title, String name, String windows, RefusedBy by, String message) {
        return new Bad(
                title,
                Kind.PREWARM_SCHEDULE,
                name,
                "{pool: shared, timeZone: UTC, %s}".formatted(windows),
                by,
                message);
    }
}
