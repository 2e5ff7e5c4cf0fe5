package dev.spillway.controller.kubernetes.plan;

import java.util.List;

/** The next thing to do about a pool's size. */
public sealed interface Step {

    /** Its quota shall allow so many pods. */
    record SetQuota(int pods) implements Step {}

    /** Nothing to write: admission does not know the quota yet, and would refuse pods. */
    record AwaitQuota(int pods) implements Step {}

    /** These pods shall go before others when the number falls. */
    record Mark(List<String> pods) implements Step {
        public Mark {
            pods = List.copyOf(pods);
        }
    }

    /** These are no longer to go first: the number did not fall after all. */
    record Unmark(List<String> pods) implements Step {
        public Unmark {
            pods = List.copyOf(pods);
        }
    }

    /** Its Deployment shall have so many pods. */
    record Scale(int replicas) implements Step {}

    /** All is as it shall be. */
    record Done() implements Step {}
}
