package dev.spillway.fairqueue.memory;

import java.util.Map;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng 1996) with costs estimated at the start and corrected
 * afterwards: what tenants pay, in virtual time.
 */
final class VirtualTime {

    private static final double DEBT_MILLIS = 30_000;
    private static final double LEAST_COST_MILLIS = 0.1;

    private final Map<?, Account> accounts;
    private final Roster roster;
    private double now;

    VirtualTime(Map<?, Account> accounts, Roster roster) {
        this.accounts = accounts;
        this.roster = roster;
    }

    /** Weight of the tenants that have requests, and of this one in any case. */
    long busyWith(Account account) {
        long busy =
                accounts.values().stream()
                        .filter(Account::isBusy)
                        .mapToLong(Account::weightMicros)
                        .sum();
        return account.isBusy() ? busy : busy + account.weightMicros();
    }

    private double debt(Account account) {
        int slots = Math.max(1, roster.totalSlots());
        return DEBT_MILLIS * slots * Account.MICRO / busyWith(account);
    }

    /** A tenant that starts to wait: no credit for idle time, and bounded debt. */
    void join(Account account) {
        if (account.queue.isEmpty()) {
            double most = now + debt(account);
            account.virtualFinish = Math.max(now, Math.min(account.virtualFinish, most));
        }
    }

    void charge(Request request) {
        Account account = request.account;
        request.chargeMillis = Math.max(LEAST_COST_MILLIS, account.costMillis);
        now = Math.max(now, account.virtualFinish);
        account.virtualFinish += account.virtual(request.chargeMillis);
    }

    /** Replaces the estimate by what it really cost. */
    void correct(Request request, double costMillis) {
        Account account = request.account;
        double cost = Math.max(LEAST_COST_MILLIS, costMillis);
        double corrected = account.virtualFinish + account.virtual(cost - request.chargeMillis);
        account.virtualFinish = Math.min(corrected, now + debt(account));
        account.learn(cost);
    }

    void refund(Request request) {
        request.account.virtualFinish -= request.account.virtual(request.chargeMillis);
    }
}
