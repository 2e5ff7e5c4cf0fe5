package dev.spillway.controller.recommend.baseline;

import java.time.Instant;
import java.util.List;

/** Foretells the load of a pool's next minutes. */
public interface Forecast {

    /** Names it with its parameters. */
    String version();

    /**
     * The largest number of requests in any of the next minutes.
     *
     * @param now the moment of the forecast
     * @param minutes requests in each of the last minutes, the latest at the end
     * @param fresh how many of them came since the last forecast, 1 or more
     */
    double peakPerMinute(Instant now, List<Long> minutes, int fresh);

    /** What it was at most since the last forecast: no forecast at all. */
    record RecentPeak() implements Forecast {

        @Override
        public String version() {
            return "recent-peak";
        }

        @Override
        public double peakPerMinute(Instant now, List<Long> minutes, int fresh) {
            return minutes.subList(minutes.size() - fresh, minutes.size()).stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
        }
    }
}
