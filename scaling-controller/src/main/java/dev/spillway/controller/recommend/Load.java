package dev.spillway.controller.recommend;

/**
 * What a pool's queue showed at one moment.
 *
 * @param epoch changes when the queue's store lost its contents
 * @param waiting requests that wait
 * @param inFlight requests that workers hold
 */
public record Load(String epoch, long waiting, long inFlight) {

    public Load {
        if (waiting < 0 || inFlight < 0) {
            throw new IllegalArgumentException(
                    "waiting is %d and in flight %d; neither can be negative"
                            .formatted(waiting, inFlight));
        }
    }
}
