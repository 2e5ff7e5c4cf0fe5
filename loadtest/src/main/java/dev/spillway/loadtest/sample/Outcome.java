package dev.spillway.loadtest.sample;

import java.util.Locale;

/** How a request ended, as its client saw it after the last attempt. */
public enum Outcome {
    ANSWERED,
    /** 429: the tenant asked for more than its own share. */
    REFUSED,
    /** 503: the platform had no room or no worker. */
    UNAVAILABLE,
    /** 504: accepted, and not answered before the deadline. */
    EXPIRED,
    /** Any other 4xx: the request itself was wrong. */
    REJECTED,
    /** Any other status, or an answer that cannot be read. */
    FAILED,
    /** No response at all: neither an answer nor an honest error. */
    UNANSWERED;

    /** The outcome for an HTTP status; 0 stands for no response. */
    public static Outcome ofStatus(int status) {
        return switch (status) {
            case 0 -> UNANSWERED;
            case 200 -> ANSWERED;
            case 429 -> REFUSED;
            case 503 -> UNAVAILABLE;
            case 504 -> EXPIRED;
            default -> status >= 400 && status < 500 ? REJECTED : FAILED;
        };
    }

    /**
     * Whether the time until this outcome is a latency. A refusal is decided in a millisecond:
     * counting it would make a platform look faster the more it refuses.
     */
    public boolean isTimed() {
        return switch (this) {
            case ANSWERED, EXPIRED, FAILED, UNANSWERED -> true;
            case REFUSED, UNAVAILABLE, REJECTED -> false;
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Outcome ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
