package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.fleet.WorkerFleet;
import dev.spillway.controller.simulate.steer.Sensor;

import java.time.Duration;
import java.util.List;

/** Measures the processor time of a pool's workers and shows it when it has travelled. */
final class CpuMeter {

    private final SimulatedPool pool;
    private final Sensor sensor;
    private final EventQueue events;
    private final Duration delay;
    private final double overSeconds;

    /**
     * Has measured nothing yet.
     *
     * @param delay until a number is visible
     * @param over the time between two measurements
     */
    CpuMeter(SimulatedPool pool, Sensor sensor, EventQueue events, Duration delay, Duration over) {
        this.pool = pool;
        this.sensor = sensor;
        this.events = events;
        this.delay = delay;
        this.overSeconds = over.toNanos() / 1e9;
    }

    void measure() {
        List<WorkerFleet.CpuReading> readings = pool.fleet().sampleCpu(overSeconds);
        readings.stream()
                .mapToDouble(WorkerFleet.CpuReading::ratio)
                .average()
                .ifPresent(mean -> pool.recorder().cpu(events.nowNanos(), mean));
        if (delay.isZero()) {
            show(readings);
        } else {
            events.at(
                    events.nowNanos() + delay.toNanos(),
                    Steering.RANK_SCRAPE,
                    () -> show(readings));
        }
    }

    private void show(List<WorkerFleet.CpuReading> readings) {
        for (WorkerFleet.CpuReading reading : readings) {
            sensor.shownCpu(reading.ratio(), events.nowNanos())
                    .ifPresent(reading.worker()::showCpu);
        }
        pool.cpuShown();
    }
}
