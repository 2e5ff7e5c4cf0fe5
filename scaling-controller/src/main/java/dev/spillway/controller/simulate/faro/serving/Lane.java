package dev.spillway.controller.simulate.faro.serving;

import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.TenantLoad;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One tenant's way through the system: a router that handles requests, answers and refusals in
 * turn, a queue, a dispatcher with one request in its hand, and replicas. Lanes meet only where
 * replicas come and go, so each runs by itself up to such a moment, and needs no common event
 * queue: its next event is an arrival, the end of a routing or the end of a service.
 *
 * <p>A request is known by its arrival in nanoseconds; requests of one nanosecond are alike.
 */
public final class Lane {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NOTHING = -1;

    /** What the router handles; the two lowest bits of a message, the arrival before them. */
    private static final int REQUEST = 0;

    private static final int ANSWER = 1;
    private static final int REFUSAL = 2;

    private final String tenant;
    private final ServingSetting setting;
    private final Arrivals arrivals;
    private final RandomGenerator routing;
    private final RandomGenerator serving;
    private final Dispatcher dispatcher;
    private final LatencyWindow window;
    private final Tally tally;
    private final LongRing router = new LongRing(128);
    private final LongRing queue = new LongRing(64);

    private long nowNanos;
    private long routedNanos = NEVER;
    private long hand = NOTHING;
    private @Nullable Replica nextDone;
    private long nextDoneNanos = NEVER;
    private long arrived;
    private long served;
    private double serviceSum;
    private double serviceSquares;

    /**
     * @param random draws the rest of what is random for this tenant, each from a stream of its own
     */
    public Lane(String tenant, ServingSetting setting, Arrivals arrivals, SplittableRandom random) {
        this.tenant = tenant;
        this.setting = setting;
        this.arrivals = arrivals;
        routing = random.split();
        serving = random.split();
        dispatcher = new Dispatcher(setting.outstanding(), random.split());
        window = new LatencyWindow(setting.window());
        tally = new Tally(arrivals.minutes(), setting.target().toNanos());
    }

    /** Adds a replica that is ready. */
    public void addReplica(long atNanos) {
        runUntil(atNanos);
        // A dispatcher that is blocked is woken by the next completion only, as in the original.
        dispatcher.add();
    }

    /** Takes the newest replica away; it still serves the requests it holds. */
    public void removeReplica(long atNanos) {
        runUntil(atNanos);
        dispatcher.removeLast();
    }

    /** Whether every request has come and has ended. */
    public boolean isDone() {
        return tally.requests() == arrived && arrivals.peekNanos() == NEVER;
    }

    public Tally tally() {
        return tally;
    }

    /** Mean and 95th percentile of what ended in the window before that moment. */
    public Latency latency(long atNanos) {
        runUntil(atNanos);
        return window.at(atNanos);
    }

    /** What waits and is in service; requests in the router are neither yet. */
    public TenantLoad load(long atNanos) {
        runUntil(atNanos);
        int inService = 0;
        int waiting = queue.size() + (hand == NOTHING ? 0 : 1);
        for (Replica replica : dispatcher.holding()) {
            if (!replica.held.isEmpty()) {
                inService++;
                waiting += replica.held.size() - 1;
            }
        }
        return new TenantLoad(
                tenant,
                1,
                setting.target(),
                waiting,
                inService,
                Duration.ofNanos(waiting == 0 ? 0 : atNanos - oldestWaiting()),
                arrived,
                seconds(serviceMean()),
                seconds(serviceDeviation()));
    }

    private long oldestWaiting() {
        long oldest = hand != NOTHING ? hand : NEVER;
        oldest = queue.isEmpty() ? oldest : Math.min(oldest, queue.peek());
        for (Replica replica : dispatcher.holding()) {
            if (replica.held.size() > 1) {
                oldest = Math.min(oldest, replica.held.second());
            }
        }
        return oldest;
    }

    private double serviceMean() {
        return served == 0 ? 0 : serviceSum / served;
    }

    private double serviceDeviation() {
        double mean = serviceMean();
        return served == 0 ? 0 : Math.sqrt(Math.max(0, serviceSquares / served - mean * mean));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(nanos(seconds));
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    /** Runs everything up to and including that moment. */
    public void runUntil(long untilNanos) {
        while (true) {
            long arrival = arrivals.peekNanos();
            long next = Math.min(Math.min(arrival, routedNanos), nextDoneNanos);
            if (next > untilNanos) {
                break;
            }
            nowNanos = next;
            if (next == arrival) {
                arrivals.poll();
                arrived++;
                route(arrival, REQUEST);
            } else if (next == routedNanos) {
                routed();
            } else {
                served();
            }
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }

    private void route(long arrival, int what) {
        router.add(arrival << 2 | what);
        if (routedNanos == NEVER) {
            routeNext();
        }
    }

    private void routeNext() {
        routedNanos =
                router.isEmpty()
                        ? NEVER
                        : nowNanos + nanos(setting.routing().sampleSeconds(routing));
    }

    private void routed() {
        long message = router.poll();
        routeNext();
        long arrival = message >>> 2;
        switch ((int) message & 3) {
            case REQUEST -> admit(arrival);
            case ANSWER -> tally.answered(arrival, end(arrival));
            default -> tally.refused(arrival, end(arrival));
        }
    }

    private long end(long arrival) {
        window.add(nowNanos, nowNanos - arrival);
        return nowNanos;
    }

    private void admit(long arrival) {
        if (queue.size() >= setting.queuePlaces()) {
            route(arrival, REFUSAL);
            return;
        }
        queue.add(arrival);
        if (hand == NOTHING) {
            dispatch();
        }
    }

    private void dispatch() {
        while (true) {
            if (hand == NOTHING) {
                if (queue.isEmpty()) {
                    return;
                }
                hand = queue.poll();
            }
            Replica replica = dispatcher.next();
            if (replica == null) {
                return;
            }
            replica.held.add(hand);
            hand = NOTHING;
            if (replica.held.size() == 1) {
                serve(replica);
            }
        }
    }

    private void serve(Replica replica) {
        replica.serviceSeconds = setting.service().sampleSeconds(serving);
        replica.doneNanos = nowNanos + nanos(replica.serviceSeconds);
        if (replica.doneNanos < nextDoneNanos) {
            nextDone = replica;
            nextDoneNanos = replica.doneNanos;
        }
    }

    private void served() {
        Replica replica = Objects.requireNonNull(nextDone);
        long arrival = replica.held.poll();
        replica.doneNanos = Replica.IDLE;
        served++;
        serviceSum += replica.serviceSeconds;
        serviceSquares += replica.serviceSeconds * replica.serviceSeconds;
        nextDoneNanos = NEVER;
        if (!replica.held.isEmpty()) {
            serve(replica);
        }
        dispatcher.forgetIfDone(replica);
        findNextDone();
        route(arrival, ANSWER);
        if (hand != NOTHING) {
            dispatch();
        }
    }

    private void findNextDone() {
        nextDoneNanos = NEVER;
        nextDone = null;
        for (Replica replica : dispatcher.holding()) {
            if (replica.doneNanos < nextDoneNanos) {
                nextDone = replica;
                nextDoneNanos = replica.doneNanos;
            }
        }
    }
}
