package dev.spillway.controller.simulate.line;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The waiting requests of a pool, one line per tenant. */
public final class WaitingLine {

    /** Who is served next. */
    public enum Discipline {
        /** First come, first served over all tenants. */
        FIFO,
        /** By weight. */
        FAIR
    }

    private final List<Deque<Request>> lines;
    private final double[] weights;
    private final int[] held;
    private final int[] active;
    private final int[] placeInActive;
    private final Order order;
    private int activeCount;
    private int size;
    private double busyWeight;

    public WaitingLine(Discipline discipline, double[] weights) {
        this.weights = weights.clone();
        this.lines =
                IntStream.range(0, weights.length)
                        .<Deque<Request>>mapToObj(_ -> new ArrayDeque<>())
                        .toList();
        this.held = new int[weights.length];
        this.active = new int[weights.length];
        this.placeInActive = new int[weights.length];
        this.order =
                switch (discipline) {
                    case FIFO -> new ArrivalOrder();
                    case FAIR -> new FairOrder(weights, () -> busyWeight);
                };
    }

    public int size() {
        return size;
    }

    public int waitingOf(int tenant) {
        return lines.get(tenant).size();
    }

    /** When the tenant's oldest waiting request came, or {@code ifNone}. */
    public long oldestNanos(int tenant, long ifNone) {
        Request oldest = lines.get(tenant).peekFirst();
        return oldest == null ? ifNone : oldest.arrivedNanos();
    }

    public void add(Request request) {
        enter(request.tenant());
        lines.get(request.tenant()).addLast(request);
        size++;
    }

    /** Gives the next request out. Something must be waiting. */
    public Request claim() {
        int next = active[0];
        double turn = order.turn(next, lines.get(next).getFirst());
        for (int i = 1; i < activeCount; i++) {
            int tenant = active[i];
            double its = order.turn(tenant, lines.get(tenant).getFirst());
            if (its < turn || (its == turn && tenant < next)) {
                next = tenant;
                turn = its;
            }
        }
        Request request = lines.get(next).removeFirst();
        order.claims(request);
        held[next]++;
        left(next);
        return request;
    }

    /** Its worker is gone: back to its place. */
    public void putBack(Request request) {
        int tenant = request.tenant();
        enter(tenant);
        held[tenant]--;
        lines.get(tenant).addFirst(request);
        size++;
        order.returns(request);
    }

    /**
     * Answered.
     *
     * @param slotSeconds it kept a slot
     * @param slots of the pool
     */
    public void complete(Request request, double slotSeconds, int slots) {
        held[request.tenant()]--;
        order.completes(request, slotSeconds, slots);
        leaveIfIdle(request.tenant());
    }

    /** Takes out what came before a moment, oldest first. */
    public void removeOlder(int tenant, long arrivedBeforeNanos, Consumer<Request> removed) {
        Deque<Request> line = lines.get(tenant);
        while (!line.isEmpty() && line.getFirst().arrivedNanos() < arrivedBeforeNanos) {
            Request request = line.removeFirst();
            left(tenant);
            removed.accept(request);
        }
    }

    private void enter(int tenant) {
        if (lines.get(tenant).isEmpty()) {
            if (held[tenant] == 0) {
                busyWeight += weights[tenant];
            }
            placeInActive[tenant] = activeCount;
            active[activeCount++] = tenant;
            order.startsToWait(tenant);
        }
    }

    private void left(int tenant) {
        size--;
        if (lines.get(tenant).isEmpty()) {
            int place = placeInActive[tenant];
            int last = active[--activeCount];
            active[place] = last;
            placeInActive[last] = place;
            leaveIfIdle(tenant);
        }
    }

    private void leaveIfIdle(int tenant) {
        if (held[tenant] == 0 && lines.get(tenant).isEmpty()) {
            busyWeight = Math.max(0, busyWeight - weights[tenant]);
        }
    }
}
